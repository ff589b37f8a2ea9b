import type { Canvas } from "./canvas.ts";
import { clamp01 } from "./deposit.ts";

/** The ends of a line, px. */
export type Ends = { readonly x0: number; readonly y0: number; readonly x1: number; readonly y1: number };

/** Offers each pixel whose centre lies within `reach` of a line; those that were painted widen their row.
 *  @param paint - pixel, share of the way along the line, squared distance from it; true: it was painted */
export function nearLine(canvas: Canvas, ends: Ends, reach: number, paint: (i: number, t: number, square: number) => boolean): void {
  const { width, height, rowFrom, rowTo } = canvas;
  const { x0, y0, x1, y1 } = ends;
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
      if (square > reach * reach || !paint(y * width + x, t, square)) continue;
      if (x < rowFrom[y]) rowFrom[y] = x;
      if (x > rowTo[y]) rowTo[y] = x;
    }
  }
}
