/** Squared distances to the nearest 0 of a plane, exactly, in place, in whole numbers: 0 stays 0, all else becomes the square of the
 *  distance between pixel centres. Columns first, then for each row the lower envelope of parabolas. Only columns from `x0` to `x1`
 *  (excluded) may hold zeros. Where there is no 0 at all the numbers mean nothing.
 *  Source: Felzenszwalb & Huttenlocher 2012, Theory of Computing 8:415; Meijster 2000. */
export function squaredDistances(plane: Int32Array, size: DistanceSize, stack: DistanceStack): void {
  const { width, height, x0, x1 } = size;
  for (let x = x0; x < x1; x++) {
    let d = FAR;
    for (let y = 0, at = x; y < height; y++, at += width) {
      d = plane[at] === 0 ? 0 : d + 1;
      plane[at] = d;
    }
    d = FAR;
    for (let y = height - 1, at = y * width + x; y >= 0; y--, at -= width) {
      d = plane[at] === 0 ? 0 : d + 1;
      if (d < plane[at]) plane[at] = d;
    }
  }
  for (let y = 0; y < height; y++) rowDistances(plane, y * width, size, stack);
}

export type DistanceSize = { readonly width: number; readonly height: number; readonly x0: number; readonly x1: number };
/** Parabolas of a row: where their vertices are, how high, and from which column on each is the lowest. Each at least as long as a row. */
export type DistanceStack = { readonly at: Int32Array; readonly height: Float64Array; readonly from: Int32Array };

/** Farther than any picture is wide, and small enough that its square stays exact. */
const FAR = 1 << 20;

function rowDistances(plane: Int32Array, row: number, { width, x0, x1 }: DistanceSize, { at, height, from }: DistanceStack): void {
  let top = -1;
  for (let x = x0; x < x1; x++) {
    const g = plane[row + x];
    if (g >= FAR) continue;
    const h = g * g;
    while (top >= 0) {
      const start = from[top];
      if ((start - at[top]) ** 2 + height[top] <= (start - x) ** 2 + h) break;
      top--;
    }
    if (top < 0) {
      top = 0;
      at[0] = x;
      height[0] = h;
      from[0] = 0;
      continue;
    }
    // The first column in which the new parabola is the lower one.
    const u = at[top];
    const start = 1 + Math.floor((x * x - u * u + h - height[top]) / (2 * (x - u)));
    if (start >= width) continue;
    top++;
    at[top] = x;
    height[top] = h;
    from[top] = start;
  }
  if (top < 0) {
    plane.fill(0x7fffffff, row, row + width);
    return;
  }
  let end = width;
  for (; top >= 0; top--) {
    const u = at[top];
    const h = height[top];
    for (let x = from[top]; x < end; x++) plane[row + x] = (x - u) * (x - u) + h;
    end = from[top];
  }
}
