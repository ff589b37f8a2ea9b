import type { Dialect } from "@nauplius/domain";
import { missingCodes, readNumber } from "@nauplius/formats";

/** Free columns of one acquisition and its process, by bare name, as the file has them. */
export type Settings = {
  readonly acquisition: Readonly<Record<string, string>>;
  readonly process: Readonly<Record<string, string>>;
  readonly instrument: string;
  /** What compute_vignette.txt of a UVP6 bundle says, um. */
  readonly bundlePixel: number | null;
};

/** Who wrote the feature columns: the software says it, else the instrument. */
export function dialectOf({ process, instrument }: Settings): Dialect {
  const software = (process.software ?? "").toLowerCase();
  const machine = instrument.toLowerCase();
  if (/^nauplius\b/.test(software)) return software.endsWith("vignettes") ? "recomputed" : "nauplius";
  if (/uvp\s*app|uvp6/.test(software) || /uvp\s*6/.test(machine)) return "uvp6";
  if (/uvp\s*5/.test(machine)) return "uvp5";
  if (/planktoscope/.test(software) || /planktoscope/.test(machine)) return "planktoscope";
  if (/zooprocess/.test(software) || /zooscan/.test(machine)) return "zooscan";
  if (/ifcb/.test(software) || /ifcb/.test(machine)) return "ifcb";
  if (/flowcam/.test(software) || /flowcam/.test(machine)) return "flowcam";
  if (/plankline|isiis/.test(software) || /isiis/.test(machine)) return "plankline";
  return "unknown";
}

const numberOf = (text: string | undefined): number | null => {
  const number = text === undefined ? null : readNumber(text);
  return typeof number === "number" && !missingCodes.has(number) ? number : null;
};

/** Inverse of the fraction examined; a fraction below 1 or nothing is no part. */
export const subPartOf = ({ acquisition }: Settings): number | null => {
  const part = numberOf(acquisition.sub_part);
  return part !== null && part > 0 ? part : null;
};

export type PixelSize = { readonly um: number | null; readonly doubt: string | null };

/** Edges of a pixel that plankton imagers have, um. */
const smallest = 0.5;
const largest = 500;
const plausible = (um: number): boolean => um >= smallest && um <= largest;

/** Edge of a pixel in um. One name has several units: `acq_pixel` is mm in UVP5 files and um in UVP6 files, `process_pixel` um,
 *  `process_particle_pixel_size_mm` mm. `doubt`: what a person should look at. */
export function pixelSizeOf(settings: Settings): PixelSize {
  const { acquisition, process } = settings;
  const inMm = numberOf(process.particle_pixel_size_mm);
  const inUm = numberOf(process.pixel);
  const raw = numberOf(acquisition.pixel);
  const dialect = dialectOf(settings);
  const found: { name: string; um: number }[] = [];
  if (inMm !== null && inMm > 0) found.push({ name: "process_particle_pixel_size_mm", um: inMm * 1000 });
  if (inUm !== null && inUm > 0) found.push({ name: "process_pixel", um: inUm });
  if (raw !== null && raw > 0) {
    // A pixel of less than half a micrometre is no plankton imager's: the number is in mm.
    const mm = dialect === "uvp5" || (dialect !== "uvp6" && raw < smallest);
    found.push({ name: "acq_pixel", um: mm ? raw * 1000 : raw });
  }
  if (settings.bundlePixel !== null) found.push({ name: "compute_vignette.txt", um: settings.bundlePixel });
  const first = found[0];
  if (first === undefined) return { um: null, doubt: null };
  const um = Number(first.um.toPrecision(12));
  const other = found.find((f) => Math.abs(f.um / um - 1) > 0.01);
  if (other !== undefined)
    return { um, doubt: `${first.name} says ${um} um a pixel and ${other.name} ${Number(other.um.toPrecision(12))} um; the first is used` };
  if (!plausible(um)) return { um, doubt: `${first.name} says ${um} um a pixel; expected ${smallest} to ${largest} um` };
  if (raw !== null && found.length === 1 && dialect === "unknown")
    return { um, doubt: `acq_pixel ${raw} is read as ${um} um, since the instrument is not known` };
  return { um, doubt: null };
}
