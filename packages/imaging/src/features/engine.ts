import type { Region } from "../region.ts";

/** A set of features over one object. An engine keeps its buffers from object to object: one for each thread. */
export type FeatureEngine = {
  /** Names of the catalogue (domain), in its order. */
  readonly names: readonly string[];
  /** Measures a region and writes one number for each name into `out`; what has no value (0 / 0, or a ratio over nothing) is NaN, never
   *  infinite. Answers false, and writes nothing, where the mask is empty: there is no object to have a row.
   *  @throws RangeError where greys or mask are not width * height long */
  readonly measure: (region: Region, out: Float64Array) => boolean;
};

/** The numbers of one region by name; null where there is no value, undefined where there is no object. For single objects: in a loop
 *  `measure` allocates nothing. */
export function measureOne({ names, measure }: FeatureEngine, region: Region): Record<string, number | null> | undefined {
  const values = new Float64Array(names.length);
  if (!measure(region, values)) return undefined;
  return Object.fromEntries(names.map((name, at) => [name, Number.isNaN(values[at]) ? null : values[at]]));
}
