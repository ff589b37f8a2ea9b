/** What a map is made from: directions in signed bytes, or measured features in columns (NaN: missing). */
export type MapTable =
  | { readonly values: Int8Array; readonly length: number }
  | { readonly names: readonly string[]; readonly columns: readonly Float32Array[] };

export type MapInput = { readonly table: MapTable; readonly method: "umap" | "pca"; readonly seed: number };

export type Mapped = {
  /** -1..1, as wide as high. */
  readonly xs: Float32Array;
  readonly ys: Float32Array;
  /** Per cent of the variance on each of the first two components. */
  readonly percent: readonly [number, number];
  /** UMAP only: rows that it laid out, and neighbours of each. */
  readonly landmarks?: number;
  readonly neighbours?: number;
  /** Features that vary. */
  readonly features?: readonly string[];
};

/** Places [n, 2] moved and scaled, both directions alike, so that the farthest lies at 1 or -1. */
export function withinOne(places: Float32Array): Pick<Mapped, "xs" | "ys"> {
  const n = places.length / 2;
  const [xs, ys] = [new Float32Array(n), new Float32Array(n)];
  for (let i = 0; i < n; i++) [xs[i], ys[i]] = [places[2 * i] as number, places[2 * i + 1] as number];
  const half = Math.max(centre(xs), centre(ys)) || 1;
  for (let i = 0; i < n; i++) [xs[i], ys[i]] = [(xs[i] as number) / half, (ys[i] as number) / half];
  return { xs, ys };
}

/** Puts 0 in the middle between the ends, in place; answers how far they are from it. */
function centre(values: Float32Array): number {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (!(low <= high)) return 0;
  const middle = (low + high) / 2;
  for (let i = 0; i < values.length; i++) values[i] = (values[i] as number) - middle;
  return (high - low) / 2;
}
