import type { Canvas } from "./canvas.ts";
import { drawRegion } from "./regions.ts";
import type { Shape } from "./shapes.ts";
import { drawStrokes } from "./strokes.ts";
import { drawEllipse, drawTube } from "./tubes.ts";

/** Adds one shape, in pixels, to the canvas. */
export const draw = (canvas: Canvas, shape: Shape): void => {
  if (shape.kind === "tube") drawTube(canvas, shape);
  else if (shape.kind === "ellipse") drawEllipse(canvas, shape);
  else if (shape.kind === "region") drawRegion(canvas, shape);
  else drawStrokes(canvas, shape, canvas.body);
};
