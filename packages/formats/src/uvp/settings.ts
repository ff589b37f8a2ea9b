import { readNumber } from "../cells/number.ts";
import { type Problem, problem } from "../problem.ts";
import { readLines } from "../text/lines.ts";

/** Settings by section and key, in lower case: "hw_conf.aa". */
export type UvpSettings = ReadonlyMap<string, { readonly value: string; readonly line: number }>;

/** Reads `metadata.ini` of a UVP6 (`HW_CONF`, `ACQ_CONF`, `sample_metadata`) or `HDR*.hdr` of a UVP5 (`General`, `Processing`, `Picture`). */
export async function readUvpSettings(
  bytes: AsyncIterable<Uint8Array>,
  file: string,
): Promise<{ settings: UvpSettings; problems: Problem[] }> {
  const settings = new Map<string, { value: string; line: number }>();
  const problems: Problem[] = [];
  let section = "";
  for await (const lines of readLines(bytes, 100_000))
    for (const line of lines) {
      if (line.kind === "fault") {
        problems.push(
          problem({ code: line.code, file, line: line.line, value: line.got, what: "the line cannot be read", expected: "key=value" }),
        );
        continue;
      }
      const text = line.text.trim();
      if (text.startsWith("[") && text.endsWith("]")) section = text.slice(1, -1).trim().toLowerCase();
      else if (!text.startsWith(";") && !text.startsWith("#")) {
        const equals = text.indexOf("=");
        // UVP5 files end their lines with a semicolon.
        if (equals > 0)
          settings.set(`${section}.${text.slice(0, equals).trim().toLowerCase()}`, {
            value: text
              .slice(equals + 1)
              .replace(/;\s*$/, "")
              .trim(),
            line: line.line,
          });
      }
    }
  if (settings.size === 0)
    problems.push(
      problem({ code: "emptyFile", file, what: "the file holds no setting", expected: "[HW_CONF] and lines such as Aa=2300.000" }),
    );
  return { settings, problems };
}

/** What an acquisition with a UVP6 needs: the hardware file has Aa in um2, tables have it in mm2. */
export type Uvp6Acquisition = {
  readonly camera: string | null;
  /** mm2 */
  readonly aa: number | null;
  readonly exp: number | null;
  /** L */
  readonly imageVolume: number | null;
  /** um */
  readonly pixelSize: number | null;
  readonly threshold: number | null;
  readonly gain: number | null;
  /** m; outside 0 to 100 it is not believed. */
  readonly depthOffset: number | null;
  /** um ESD */
  readonly smallestParticle: number | null;
  readonly smallestVignette: number | null;
  /** A vignette is the box of its object times 1 + ratio. */
  readonly ratio: number | null;
};

export function uvp6Acquisition(settings: UvpSettings): Uvp6Acquisition {
  const text = (key: string): string | null => settings.get(key)?.value || null;
  const number = (key: string): number | null => {
    const value = readNumber(text(key) ?? "");
    return value === undefined ? null : value;
  };
  const aa = number("hw_conf.aa");
  const offset = number("hw_conf.pressure_offset");
  return {
    camera: text("hw_conf.camera_ref"),
    aa: aa === null ? null : aa / 1e6,
    exp: number("hw_conf.exp"),
    imageVolume: number("hw_conf.image_volume"),
    pixelSize: number("hw_conf.pixel_size"),
    threshold: number("hw_conf.threshold"),
    gain: number("hw_conf.gain"),
    depthOffset: offset !== null && offset >= 0 && offset < 100 ? offset : null,
    smallestParticle: number("acq_conf.limit_lpm_detection_size"),
    smallestVignette: number("acq_conf.vignetting_lower_limit_size"),
    ratio: number("acq_conf.appendices_ratio"),
  };
}

/** Fewest pixels of a particle of this size: inverse of surface = aa x pixels ^ exp. @param esd - mm @param aa - mm2 */
export const pixelsOfEsd = (esd: number, aa: number, exp: number): number => Math.floor(((Math.PI / aa) * (esd / 2) ** 2) ** (1 / exp));
