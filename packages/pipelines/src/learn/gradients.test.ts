import { createRng } from "@nauplius/domain";
import { conv, convPixels, createGraph, encodeModel, input, output, toModel, toPixelRows, transpose } from "@nauplius/ml";
import { expect, test } from "vitest";
import { cases } from "./gradient-cases.fixture.ts";
import { worstGradient } from "./gradients.fixture.ts";
import { openSession } from "./runtime.ts";

test.each(cases)("the gradient of $name is that of finite differences", async (operator) => {
  expect(await worstGradient(operator)).toBeLessThan(5e-3);
});

test("a convolution on pixel rows is the convolution of the images", async () => {
  const graph = createGraph();
  const [x, w, b] = [input(graph, "x", [2, 3, 4, 6]), input(graph, "w", [5, 3, 3, 3]), input(graph, "b", [5])];
  output(graph, "planes", transpose(graph, conv(graph, x, w, b), [2, 3, 0, 1]));
  const { rows, grid: found } = toPixelRows(graph, x);
  output(graph, "rows", convPixels(graph, rows, { weights: w, bias: b, grid: found }));
  const run = await openSession(encodeModel(toModel(graph, "both")), 1);
  const random = createRng("both");
  const drawn = (dims: readonly number[]) => ({
    data: Float32Array.from({ length: dims.reduce((p, q) => p * q) }, () => random.normal()),
    dims,
  });
  const results = await run({ x: drawn([2, 3, 4, 6]), w: drawn([5, 3, 3, 3]), b: drawn([5]) });
  const worst = Math.max(...(results.rows ?? []).map((value, i) => Math.abs(value - (results.planes?.[i] ?? Number.NaN))));
  expect(worst).toBeLessThan(1e-5);
});
