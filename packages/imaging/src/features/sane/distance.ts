/** A plane and which of its columns hold zeros: x0 to x1 (excluded). */
export type DistanceSize = { readonly width: number; readonly height: number; readonly x0: number; readonly x1: number };
/** Parabolas of a row: where their vertices are, how high, and from which column on each is the lowest. Each at least as long as a row. */
export type DistanceStack = { readonly at: Int32Array; readonly height: Float64Array; readonly from: Int32Array };

/** Farther than any picture is wide, and small enough that its square stays exact. */
const FAR = 1 << 20;

/** First half of an exact distance map, in place: 0 stays 0, all else becomes the distance to the nearest 0 of its column.
 *  Source: Felzenszwalb & Huttenlocher 2012, Theory of Computing 8:415; Meijster 2000. */
export function columnDistances(plane: Int32Array, { width, height, x0, x1 }: DistanceSize): void {
  for (let y = 0; y < height; y++) {
    const row = y * width;
    for (let at = row + x0; at < row + x1; at++) if (plane[at] !== 0) plane[at] = y === 0 ? FAR : plane[at - width] + 1;
  }
  for (let y = height - 2; y >= 0; y--) {
    const row = y * width;
    for (let at = row + x0; at < row + x1; at++) {
      const d = plane[at + width] + 1;
      if (d < plane[at]) plane[at] = d;
    }
  }
}

/** Second half, for one row: the lower envelope of the parabolas that stand on the columns. In column x of the stretch from `from[k]` to the
 *  next one's the squared distance to the nearest 0 is (x - at[k])² + height[k]. @returns how many there are; none where no column has a 0 */
export function lowerEnvelope(
  plane: Int32Array,
  row: number,
  { width, x0, x1 }: DistanceSize,
  { at, height, from }: DistanceStack,
): number {
  let top = -1;
  for (let x = x0; x < x1; x++) {
    const g = plane[row + x];
    if (g >= FAR) continue;
    const h = g * g;
    while (top >= 0) {
      const start = from[top];
      const old = (start - at[top]) * (start - at[top]) + height[top];
      if (old <= (start - x) * (start - x) + h) break;
      top--;
    }
    let start = 0;
    if (top >= 0) {
      // The first column in which the new parabola is the lower one.
      const u = at[top];
      start = 1 + Math.floor((x * x - u * u + h - height[top]) / (2 * (x - u)));
      if (start >= width) continue;
    }
    top++;
    at[top] = x;
    height[top] = h;
    from[top] = start;
  }
  return top + 1;
}
