import type { Box } from "../draw/pose.ts";
import { componentsOf, type Runs } from "./runs.ts";

/** The mask of ZooProcess: the largest 8-connected set of object pixels, with its holes (4-connected ground) marked. */
export type Mask = {
  /** 1 object, 2 hole, 0 ground. */
  readonly labels: Uint8Array;
  /** Pixels of the filled object. */
  readonly area: number;
  readonly holes: number;
  readonly box: Box;
};

const largestRoot = (runs: Runs): { root: number; area: number } => {
  const areas = new Int32Array(runs.count);
  for (let n = 0; n < runs.count; n++) areas[runs.root[n]] += runs.to[n] - runs.from[n];
  let root = 0;
  for (let n = 1; n < runs.count; n++) if (areas[n] > areas[root]) root = n;
  return { root, area: areas[root] };
};

/** Ground components that reach the border are outside, all others are holes. */
const markHoles = (labels: Uint8Array, width: number, height: number): number => {
  const ground = componentsOf(labels, width, height, 0, 0);
  const outside = new Uint8Array(ground.count);
  for (let n = 0; n < ground.count; n++) {
    const border = ground.row[n] === 0 || ground.row[n] === height - 1 || ground.from[n] === 0 || ground.to[n] === width;
    if (border) outside[ground.root[n]] = 1;
  }
  let holes = 0;
  for (let n = 0; n < ground.count; n++) {
    if (outside[ground.root[n]] === 1) continue;
    labels.fill(2, ground.row[n] * width + ground.from[n], ground.row[n] * width + ground.to[n]);
    holes += ground.to[n] - ground.from[n];
  }
  return holes;
};

/** @param on - 1 where the grey passes the threshold   @returns undefined when nothing does */
export const largestObject = (on: Uint8Array, width: number, height: number): Mask | undefined => {
  const runs = componentsOf(on, width, height, 1, 1);
  if (runs.count === 0) return undefined;
  const { root, area } = largestRoot(runs);
  const labels = new Uint8Array(on.length);
  let [x0, y0, x1, y1] = [width, height, 0, 0];
  for (let n = 0; n < runs.count; n++) {
    if (runs.root[n] !== root) continue;
    const y = runs.row[n];
    labels.fill(1, y * width + runs.from[n], y * width + runs.to[n]);
    x0 = Math.min(x0, runs.from[n]);
    x1 = Math.max(x1, runs.to[n]);
    y0 = Math.min(y0, y);
    y1 = y + 1;
  }
  const holes = markHoles(labels, width, height);
  return { labels, area: area + holes, holes, box: { x: x0, y: y0, width: x1 - x0, height: y1 - y0 } };
};
