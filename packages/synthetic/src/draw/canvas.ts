import type { Rng } from "@nauplius/domain";
import { createGrain, type Grain } from "./grain.ts";

/** Optical depths of one object: tissue, and what its edges add. The scratch planes serve one shape at a time. */
export type Canvas = {
  readonly width: number;
  readonly height: number;
  readonly body: Float32Array;
  readonly rim: Float32Array;
  /** Scratch: best relative depth (1 on the axis, 0 on the edge), or coverage. Always left at zero. */
  readonly depth: Float32Array;
  /** Scratch: signed distance to the edge in pixels, positive inside. Only valid where `depth` was written. */
  readonly edge: Float32Array;
  /** Columns of the scratch touched in each row. */
  readonly rowFrom: Int32Array;
  readonly rowTo: Int32Array;
  readonly grain: Grain;
};

/** @param grainScale - size of the tissue's mottling, pixels */
export const createCanvas = (width: number, height: number, grainScale: number, rng: Rng): Canvas => ({
  width,
  height,
  body: new Float32Array(width * height),
  rim: new Float32Array(width * height),
  depth: new Float32Array(width * height),
  edge: new Float32Array(width * height),
  rowFrom: new Int32Array(height).fill(width),
  rowTo: new Int32Array(height).fill(-1),
  grain: createGrain(rng, grainScale),
});

/** Calls `visit` for every run of touched columns, then clears the scratch. */
export const finish = (canvas: Canvas, visit: (row: number, from: number, to: number) => void): void => {
  const { width, height, depth, rowFrom, rowTo } = canvas;
  for (let y = 0; y < height; y++) {
    if (rowTo[y] < rowFrom[y]) continue;
    visit(y, rowFrom[y], rowTo[y]);
    depth.fill(0, y * width + rowFrom[y], y * width + rowTo[y] + 1);
    rowFrom[y] = width;
    rowTo[y] = -1;
  }
};
