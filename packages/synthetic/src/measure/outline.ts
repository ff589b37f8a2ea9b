/** Corners of the outline of the filled mask, walked on the lattice between the pixels with the object on the right: x0, y0, x1, y1, ...
 *  Diagonal neighbours belong together (8-connected). @param start - column of the first object pixel of row 0 of the box */
export const outlineOf = (isObject: (x: number, y: number) => boolean, start: { x: number; y: number }): number[] => {
  const corners: number[] = [];
  let { x, y } = start;
  let [dx, dy] = [1, 0];
  do {
    const left = isObject(x + (dx + dy - 1) / 2, y + (dy - dx - 1) / 2);
    const right = isObject(x + (dx - dy - 1) / 2, y + (dy + dx - 1) / 2);
    if (left || !right) {
      corners.push(x, y);
      [dx, dy] = left ? [dy, -dx] : [-dy, dx];
    }
    x += dx;
    y += dy;
  } while (x !== start.x || y !== start.y || corners.length === 0 || dy !== -1);
  corners.push(x, y);
  return corners;
};

/** ImageJ's traced perimeter: straight runs, less 2 - sqrt(2) for each corner that does not only continue a staircase. */
export const tracedPerimeter = (corners: readonly number[]): number => {
  const n = corners.length / 2;
  const side = (i: number): number => {
    const [a, b] = [i % n, (i + 1) % n];
    return Math.abs(corners[2 * b] - corners[2 * a]) + Math.abs(corners[2 * b + 1] - corners[2 * a + 1]);
  };
  let [length, cut, counted] = [0, 0, false];
  for (let i = 0; i < n; i++) {
    const before = side(i + n - 1);
    length += before;
    counted = before > 1 || !counted;
    if (counted) cut++;
  }
  return length - cut * (2 - Math.SQRT2);
};

/** Largest distance between two corners: that of two vertices of the convex hull. */
export const feretOf = (corners: readonly number[]): number => {
  const hull = hullOf(corners);
  let largest = 0;
  for (let i = 0; i < hull.length; i++) {
    for (let j = i + 1; j < hull.length; j++) largest = Math.max(largest, (hull[i].x - hull[j].x) ** 2 + (hull[i].y - hull[j].y) ** 2);
  }
  return Math.sqrt(largest);
};

type Point = { x: number; y: number };

/** Andrew's monotone chain. */
const hullOf = (corners: readonly number[]): Point[] => {
  const points: Point[] = [];
  for (let i = 0; i < corners.length; i += 2) points.push({ x: corners[i], y: corners[i + 1] });
  points.sort((a, b) => a.x - b.x || a.y - b.y);
  const half = (ordered: readonly Point[]): Point[] => {
    const chain: Point[] = [];
    for (const p of ordered) {
      while (chain.length > 1 && cross(chain[chain.length - 2], chain[chain.length - 1], p) <= 0) chain.pop();
      chain.push(p);
    }
    return chain.slice(0, -1);
  };
  return [...half(points), ...half([...points].reverse())];
};

const cross = (o: Point, a: Point, b: Point): number => (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x);
