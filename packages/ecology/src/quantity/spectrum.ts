import { fitLine, type LineFit } from "./line-fit.ts";

export type SpectrumClass = {
  /** Limits of the class, mm3 of individual volume: [low, high). */
  readonly low: number;
  readonly high: number;
  /** Raw individuals. */
  readonly n: number;
  /** Biovolume, mm3 a m3, and normalised: divided by the width of the class, mm3 m-3 mm-3. */
  readonly biovolume: number;
  readonly normalised: number;
  /** Why it takes no part in the fit: below the mode, or too few individuals. */
  readonly left: "belowMode" | "few" | null;
};

export type Spectrum = {
  readonly classes: readonly SpectrumClass[];
  /** log10 of the normalised biovolume against log10 of the class's geometric middle (mm3); about -1 where every octave weighs the same. */
  readonly fit: LineFit | null;
  /** Individual volumes that the fit covers, mm3. */
  readonly range: readonly [number, number] | null;
};

export type SpectrumOptions = {
  /** Lower limit of the first class, mm3; the smallest individual by default. */
  readonly start?: number;
  /** Ratio of one class's limits. Default 2: octaves of volume. */
  readonly ratio?: number;
  /** Fewer raw individuals leave a class out of the fit. Default 5. */
  readonly least?: number;
  readonly level?: number;
};

/**
 * Normalised biovolume size spectrum (Platt and Denman 1977): sum of individual volume x sub_part / sampled volume in a class, divided by
 * the width of the class. `volumes` in mm3 of one individual, `weights` sub_part / volume (a m3). Classes below the one that holds most
 * individuals a m3 are not seen in full: they and poor classes are marked and take no part in the fit.
 */
export function biovolumeSpectrum(volumes: ArrayLike<number>, weights: ArrayLike<number>, options: SpectrumOptions = {}): Spectrum {
  const { ratio = 2, least = 5 } = options;
  if (!(ratio > 1)) throw new RangeError(`biovolumeSpectrum: got ratio ${ratio}, expected more than 1`);
  const [smallest, largest] = extentOf(volumes);
  if (!(largest > 0)) return { classes: [], fit: null, range: null };
  const start = options.start ?? smallest;
  // Rounding must not push the largest individual out of its class.
  const count = Math.floor(Math.log(largest / start) / Math.log(ratio) + 1e-9) + 1;
  const [n, perM3, biovolume] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  for (let i = 0; i < volumes.length; i++) {
    const [volume, weight] = [volumes[i] ?? Number.NaN, weights[i] ?? 0];
    if (!(volume >= start)) continue;
    const at = Math.min(count - 1, Math.floor(Math.log(volume / start) / Math.log(ratio) + 1e-9));
    n[at] = (n[at] ?? 0) + 1;
    perM3[at] = (perM3[at] ?? 0) + weight;
    biovolume[at] = (biovolume[at] ?? 0) + volume * weight;
  }
  const mode = perM3.indexOf(Math.max(...perM3));
  const classes = Array.from(n, (individuals, at): SpectrumClass => {
    const [low, high] = [start * ratio ** at, start * ratio ** (at + 1)];
    const left = at < mode ? "belowMode" : individuals < least ? "few" : null;
    const mass = biovolume[at] ?? 0;
    return { low, high, n: individuals, biovolume: mass, normalised: mass / (high - low), left };
  });
  return { classes, ...fitOf(classes, options.level) };
}

function extentOf(volumes: ArrayLike<number>): [number, number] {
  let [smallest, largest] = [Number.POSITIVE_INFINITY, 0];
  for (let i = 0; i < volumes.length; i++) {
    const volume = volumes[i] ?? Number.NaN;
    if (!(volume > 0)) continue;
    smallest = Math.min(smallest, volume);
    largest = Math.max(largest, volume);
  }
  return [smallest, largest];
}

function fitOf(classes: readonly SpectrumClass[], level?: number): Pick<Spectrum, "fit" | "range"> {
  const used = classes.filter((one) => one.left === null);
  const fit = fitLine(
    used.map(({ low, high }) => Math.log10(Math.sqrt(low * high))),
    used.map(({ normalised }) => Math.log10(normalised)),
    level,
  );
  const [first, last] = [used[0], used[used.length - 1]];
  return { fit, range: fit === null || first === undefined || last === undefined ? null : [first.low, last.high] };
}
