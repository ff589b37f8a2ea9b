import { type Canvas, finish } from "./canvas.ts";
import type { Path, Region } from "./shapes.ts";
import { drawStrokes } from "./strokes.ts";

/** Sub-scanlines per row; along the row coverage is exact. */
const cuts = 4;

/** Where the outline crosses a horizontal line, with the direction of each crossing, from left to right. */
const crossings = (path: Path, y: number): { x: number; sign: number }[] => {
  const found: { x: number; sign: number }[] = [];
  for (let i = 0; i < path.length; i += 2) {
    const j = (i + 2) % path.length;
    const [y0, y1] = [path[i + 1], path[j + 1]];
    if (y0 <= y === y1 <= y) continue;
    found.push({ x: path[i] + ((y - y0) / (y1 - y0)) * (path[j] - path[i]), sign: y1 > y0 ? 1 : -1 });
  }
  return found.sort((a, b) => a.x - b.x);
};

const fillSpan = (canvas: Canvas, row: number, left: number, right: number): void => {
  const { width, depth, rowFrom, rowTo } = canvas;
  const from = Math.max(0, left);
  const to = Math.min(width, right);
  if (to <= from) return;
  const last = Math.min(width - 1, Math.floor(to));
  for (let x = Math.floor(from); x <= last; x++) depth[row * width + x] += (Math.min(x + 1, to) - Math.max(x, from)) / cuts;
  rowFrom[row] = Math.min(rowFrom[row], Math.floor(from));
  rowTo[row] = Math.max(rowTo[row], last);
};

/** Fills by the non-zero winding rule. */
const fill = (canvas: Canvas, path: Path): void => {
  let [top, bottom] = [Infinity, -Infinity];
  for (let i = 1; i < path.length; i += 2) {
    top = Math.min(top, path[i]);
    bottom = Math.max(bottom, path[i]);
  }
  const toRow = Math.min(canvas.height - 1, Math.floor(bottom));
  for (let row = Math.max(0, Math.floor(top)); row <= toRow; row++) {
    for (let cut = 0; cut < cuts; cut++) {
      let winding = 0;
      let left = 0;
      for (const { x, sign } of crossings(path, row + (cut + 0.5) / cuts)) {
        if (winding === 0) left = x;
        winding += sign;
        if (winding === 0) fillSpan(canvas, row, left, x);
      }
    }
  }
};

export const drawRegion = (canvas: Canvas, shape: Region): void => {
  const strength = shape.grain ?? 0;
  fill(canvas, shape.path);
  finish(canvas, (y, from, to) => {
    for (let x = from, i = y * canvas.width + from; x <= to; x++, i++) {
      const mottle = strength > 0 ? Math.max(0.05, 1 + strength * canvas.grain(x, y)) : 1;
      canvas.body[i] += shape.density * Math.min(1, canvas.depth[i]) * mottle;
    }
  });
  if (shape.rim === undefined) return;
  const outline = [...shape.path, shape.path[0], shape.path[1]];
  drawStrokes(canvas, { kind: "strokes", density: shape.rim, lines: [{ path: outline, from: 2.2, to: 2.2 }] }, canvas.rim);
};
