/** A place in pixels; whole numbers are corners, so that (0.5, 0.5) is the middle of the first pixel. */
export type Point = { readonly x: number; readonly y: number };

/** Pixels under a drawn line, each step to a pixel beside, above or below: nothing that touches by a corner gets through.
 *  @param plane - width * height; pixels of the line become 1 */
export function drawLine(plane: Uint8Array, width: number, height: number, line: readonly Point[]): void {
  const mark = (x: number, y: number): void => {
    if (x >= 0 && y >= 0 && x < width && y < height) plane[y * width + x] = 1;
  };
  const last = line.length - 1;
  for (let n = 0; n < Math.max(1, last); n++) {
    const [a, b] = [line[n], line[Math.min(n + 1, last)]];
    if (a === undefined || b === undefined) return;
    walk({ x: Math.floor(a.x), y: Math.floor(a.y) }, { x: Math.floor(b.x), y: Math.floor(b.y) }, mark);
  }
}

/** Bresenham's line, with the corner filled at each diagonal step. */
function walk(from: Point, to: Point, mark: (x: number, y: number) => void): void {
  const [dx, dy] = [Math.abs(to.x - from.x), Math.abs(to.y - from.y)];
  const [sx, sy] = [Math.sign(to.x - from.x), Math.sign(to.y - from.y)];
  let [x, y] = [from.x, from.y];
  let error = dx - dy;
  for (;;) {
    mark(x, y);
    if (x === to.x && y === to.y) return;
    const twice = 2 * error;
    const across = twice > -dy;
    const down = twice < dx;
    if (across) {
      error -= dy;
      x += sx;
    }
    if (across && down) mark(x, y);
    if (down) {
      error += dx;
      y += sy;
    }
  }
}
