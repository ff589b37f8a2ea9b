import { createRng } from "@nauplius/domain";
import {
  conv,
  convPixels,
  createGraph,
  encodeModel,
  fractionalMaxPool,
  input,
  output,
  pooledGrid,
  poolPixels,
  toModel,
  toPixelRows,
  transpose,
} from "@nauplius/ml";
import { expect, test } from "vitest";
import { cases } from "./gradient-cases.fixture.ts";
import { worstGradient } from "./gradients.fixture.ts";
import { openSession } from "./runtime.ts";

test.each(cases)("the gradient of $name is that of finite differences", async (operator) => {
  expect(await worstGradient(operator)).toBeLessThan(5e-3);
});

const random = createRng("both");
const drawn = (dims: readonly number[]) => ({
  data: Float32Array.from({ length: dims.reduce((p, q) => p * q) }, () => random.normal()),
  dims,
});

test("a convolution on pixel rows is the convolution of the images", async () => {
  const graph = createGraph();
  const [x, w, b] = [input(graph, "x", [2, 3, 4, 6]), input(graph, "w", [5, 3, 3, 3]), input(graph, "b", [5])];
  output(graph, "planes", transpose(graph, conv(graph, x, w, b), [2, 3, 0, 1]));
  const { rows, grid: found } = toPixelRows(graph, x);
  output(graph, "rows", convPixels(graph, rows, { weights: w, bias: b, grid: found }));
  const run = await openSession(encodeModel(toModel(graph, "both")), 1);
  const results = await run({ x: drawn([2, 3, 4, 6]), w: drawn([5, 3, 3, 3]), b: drawn([5]) });
  const worst = Math.max(...(results.rows ?? []).map((value, i) => Math.abs(value - (results.planes?.[i] ?? Number.NaN))));
  expect(worst).toBeLessThan(1e-5);
});

/** Positions of an axis in the windows of fractional pooling. */
function windowsOf(length: number): number[][] {
  const pooled = Math.round(length / Math.SQRT2);
  if (length === 1) return [[0]];
  const starts = Array.from({ length: pooled }, (_, i) => Math.floor((i * (length - 2)) / Math.max(1, pooled - 1)));
  return starts.map((start) => [start, start + 1]);
}

test("fractional pooling takes the largest of each window, on images of any size as on pixel rows", async () => {
  const graph = createGraph();
  const x = input(graph, "x", [1, 3, "h", "w"]);
  const { rows, grid: from } = toPixelRows(graph, x);
  output(graph, "planes", fractionalMaxPool(graph, x));
  output(graph, "twice", fractionalMaxPool(graph, fractionalMaxPool(graph, x)));
  output(graph, "rows", transpose(graph, poolPixels(graph, rows, { from, to: pooledGrid(graph, from) }), [1, 0]));
  const run = await openSession(encodeModel(toModel(graph, "pooled")), 1);
  for (const [h = 0, w = 0, quarter = 0] of [
    [1, 1, 1],
    [2, 3, 1],
    [4, 10, 10],
    [16, 48, 192],
    [31, 22, 176],
  ]) {
    const feed = drawn([1, 3, h, w]);
    const found = await run({ x: feed });
    const largest = [0, 1, 2].flatMap((channel) =>
      windowsOf(h).flatMap((ys) =>
        windowsOf(w).map((xs) => Math.max(...ys.flatMap((y) => xs.map((at) => feed.data[(channel * h + y) * w + at] ?? Number.NaN)))),
      ),
    );
    expect(found.planes).toEqual(Float32Array.from(largest));
    expect(found.rows).toEqual(found.planes);
    expect(found.twice).toHaveLength(3 * quarter);
  }
});
