import type { Canvas } from "./canvas.ts";
import { deposit } from "./deposit.ts";
import { type Ends, nearLine } from "./near-line.ts";
import type { Ellipse, Tube } from "./shapes.ts";

/** One piece of a swept body: the largest relative depth and edge distance win. Depth is kept above 0 to mark the pixel. */
const sweep = (canvas: Canvas, ends: Ends, r0: number, r1: number): void => {
  const { depth, edge } = canvas;
  nearLine(canvas, ends, Math.max(r0, r1) + 1, (i, t, square) => {
    const r = r0 + t * (r1 - r0);
    const d = Math.sqrt(square);
    if (d > r + 0.6) return false;
    const w = Math.max(1e-6, 1 - d / Math.max(r, 0.5));
    if (depth[i] === 0 || r - d > edge[i]) edge[i] = r - d;
    if (w > depth[i]) depth[i] = w;
    return true;
  });
};

export const drawTube = (canvas: Canvas, shape: Tube): void => {
  const { path, radii } = shape;
  for (let i = 0; i + 1 < radii.length; i++) {
    const ends = { x0: path[2 * i], y0: path[2 * i + 1], x1: path[2 * i + 2], y1: path[2 * i + 3] };
    sweep(canvas, ends, radii[i], radii[i + 1]);
  }
  deposit(canvas, shape);
};

export const drawEllipse = (canvas: Canvas, shape: Ellipse): void => {
  const { width, height, depth, edge, rowFrom, rowTo } = canvas;
  const [rx, ry] = [Math.max(0.5, shape.rx), Math.max(0.5, shape.ry)];
  const reach = Math.max(rx, ry) + 1;
  const [c, s] = [Math.cos(shape.angle), Math.sin(shape.angle)];
  const fromX = Math.max(0, Math.floor(shape.x - reach));
  const toX = Math.min(width - 1, Math.ceil(shape.x + reach));
  for (let y = Math.max(0, Math.floor(shape.y - reach)); y <= Math.min(height - 1, Math.ceil(shape.y + reach)); y++) {
    for (let x = fromX; x <= toX; x++) {
      const px = x + 0.5 - shape.x;
      const py = y + 0.5 - shape.y;
      const a = (c * px + s * py) / rx;
      const b = (c * py - s * px) / ry;
      const u = Math.sqrt(a * a + b * b);
      // first-order distance to the outline: (1 - u) / |gradient of u|
      const distance = ((1 - u) * Math.max(u, 1e-6)) / Math.max(1e-6, Math.sqrt((a * a) / (rx * rx) + (b * b) / (ry * ry)));
      if (distance < -0.6) continue;
      const i = y * width + x;
      depth[i] = Math.max(1e-6, 1 - u);
      edge[i] = distance;
      if (x < rowFrom[y]) rowFrom[y] = x;
      if (x > rowTo[y]) rowTo[y] = x;
    }
  }
  deposit(canvas, shape);
};
