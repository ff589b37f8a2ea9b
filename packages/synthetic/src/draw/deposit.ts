import { type Canvas, finish } from "./canvas.ts";
import type { Material } from "./shapes.ts";

export const clamp01 = (v: number): number => (v < 0 ? 0 : Math.min(v, 1));

/** Relative light path through a body of the given form at relative depth w (0 edge, 1 axis). */
const thickness = (form: Material["profile"], w: number): number => {
  const u = 1 - w;
  if (form === "flat") return 1;
  const outer = Math.sqrt(Math.max(0, 1 - u * u));
  if (form !== "shell") return outer;
  // a wall of 12 % of the radius; 1.47 brings its thickest path to about 1
  return 1.47 * (outer - Math.sqrt(Math.max(0, 0.7744 - u * u)));
};

/** The scratch becomes tissue: depth times thickness, softened over one pixel at the edge. */
export const deposit = (canvas: Canvas, m: Material): void => {
  const { width, body, rim, depth, edge, grain } = canvas;
  const strength = m.grain ?? 0;
  const rimDepth = m.rim ?? 0;
  finish(canvas, (y, from, to) => {
    for (let x = from, i = y * width + from; x <= to; x++, i++) {
      if (depth[i] === 0) continue;
      const s = edge[i];
      const cover = clamp01(s + 0.5);
      if (cover === 0) continue;
      const mottle = strength > 0 ? Math.max(0.05, 1 + strength * grain(x, y)) : 1;
      body[i] += m.density * thickness(m.profile, clamp01(depth[i])) * cover * mottle;
      if (rimDepth > 0 && s < 4) rim[i] += (rimDepth * cover) / (1 + 0.6 * s * s);
    }
  });
};
