import type { Canvas } from "./canvas.ts";
import { clamp01, deposit } from "./deposit.ts";
import type { Ellipse, Tube } from "./shapes.ts";

/** One piece of a swept body: the largest relative depth and edge distance win. Depth is kept above 0 to mark the pixel. */
const sweep = (canvas: Canvas, x0: number, y0: number, r0: number, x1: number, y1: number, r1: number): void => {
  const { width, height, depth, edge, rowFrom, rowTo } = canvas;
  const reach = Math.max(r0, r1) + 1;
  const fromX = Math.max(0, Math.floor(Math.min(x0, x1) - reach));
  const toX = Math.min(width - 1, Math.ceil(Math.max(x0, x1) + reach));
  const fromY = Math.max(0, Math.floor(Math.min(y0, y1) - reach));
  const toY = Math.min(height - 1, Math.ceil(Math.max(y0, y1) + reach));
  const [dx, dy] = [x1 - x0, y1 - y0];
  const inverse = 1 / Math.max(1e-9, dx * dx + dy * dy);
  for (let y = fromY; y <= toY; y++) {
    const py = y + 0.5 - y0;
    for (let x = fromX; x <= toX; x++) {
      const px = x + 0.5 - x0;
      const t = clamp01((px * dx + py * dy) * inverse);
      const ex = px - t * dx;
      const ey = py - t * dy;
      const square = ex * ex + ey * ey;
      if (square > reach * reach) continue;
      const r = r0 + t * (r1 - r0);
      const d = Math.sqrt(square);
      if (d > r + 0.6) continue;
      const i = y * width + x;
      const w = Math.max(1e-6, 1 - d / Math.max(r, 0.5));
      if (depth[i] === 0 || r - d > edge[i]) edge[i] = r - d;
      if (w > depth[i]) depth[i] = w;
      if (x < rowFrom[y]) rowFrom[y] = x;
      if (x > rowTo[y]) rowTo[y] = x;
    }
  }
};

export const drawTube = (canvas: Canvas, shape: Tube): void => {
  const { path, radii } = shape;
  for (let i = 0; i + 1 < radii.length; i++) {
    sweep(canvas, path[2 * i], path[2 * i + 1], radii[i], path[2 * i + 2], path[2 * i + 3], radii[i + 1]);
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
