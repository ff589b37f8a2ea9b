import { type Canvas, finish } from "./canvas.ts";
import { clamp01 } from "./deposit.ts";
import { type Ends, nearLine } from "./near-line.ts";
import type { Line, Strokes } from "./shapes.ts";

/** Coverage of a tapering hair; thinner than a pixel it fades instead of vanishing. */
const hair = (canvas: Canvas, ends: Ends, w0: number, w1: number): void => {
  const { depth } = canvas;
  nearLine(canvas, ends, Math.max(w0, w1, 1) / 2 + 1, (i, t, square) => {
    const w = w0 + t * (w1 - w0);
    const cover = clamp01(Math.max(w, 1) / 2 + 0.5 - Math.sqrt(square)) * Math.min(1, w);
    if (cover === 0) return false;
    if (cover > depth[i]) depth[i] = cover;
    return true;
  });
};

/** Long pieces are cut so that a diagonal hair does not visit the whole of its bounding box. */
const drawLine = (canvas: Canvas, { path, from, to }: Line): void => {
  const pieces = path.length / 2 - 1;
  for (let i = 0; i < pieces; i++) {
    const [x0, y0, x1, y1] = [path[2 * i], path[2 * i + 1], path[2 * i + 2], path[2 * i + 3]];
    const cuts = Math.max(1, Math.ceil(Math.max(Math.abs(x1 - x0), Math.abs(y1 - y0)) / 10));
    for (let k = 0; k < cuts; k++) {
      const [a, b] = [k / cuts, (k + 1) / cuts];
      const [wa, wb] = [from + ((to - from) * (i + a)) / pieces, from + ((to - from) * (i + b)) / pieces];
      const cut = { x0: x0 + a * (x1 - x0), y0: y0 + a * (y1 - y0), x1: x0 + b * (x1 - x0), y1: y0 + b * (y1 - y0) };
      hair(canvas, cut, wa, wb);
    }
  }
};

export const drawStrokes = (canvas: Canvas, shape: Strokes, plane: Float32Array): void => {
  for (const each of shape.lines) drawLine(canvas, each);
  finish(canvas, (y, from, to) => {
    for (let i = y * canvas.width + from; i <= y * canvas.width + to; i++) plane[i] += shape.density * canvas.depth[i];
  });
};
