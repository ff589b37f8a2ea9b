import { expect, test } from "vitest";
import { encodeModel } from "../onnx/model.ts";
import { random } from "../random.fixture.ts";
import { batchesByRectangle } from "../sampling/batches.ts";
import { oneCycleRate } from "../schedule/one-cycle.ts";
import { fold, inferenceGraph } from "./inference.ts";
import { parametersOf, partOf, startingWeights } from "./parameters.ts";
import { restoreNetwork, withNewHead } from "./restore.ts";
import { fractionalShape, planktonShape } from "./shape.ts";

const shape = { ...planktonShape(5, 6), stem: 4, embedding: 8, stages: [6, 6, 6].map((width) => ({ width, inner: 4, blocks: 1 })) };
const parameters = parametersOf(shape);
const weights = startingWeights(parameters, random(1));
const calibration = { temperature: 1.25, mean: [1, 2, 3, 4, 5, 6], deviation: [1, 1, 2, 2, 3, 3] };
const model = encodeModel(inferenceGraph(shape, weights, calibration));

test("weights that come back from a model fold into the same kernels", () => {
  const restored = restoreNetwork(shape, model);
  expect(restored.calibration).toEqual(calibration);
  for (const layer of ["stem", "down0", "stage0.block0.mid", "embed"]) {
    const [before, after] = [fold(weights, parameters, layer), fold(restored.weights, parameters, layer)];
    expect(Math.max(...before.map((value, i) => Math.abs(value - (after[i] ?? 0))))).toBeLessThan(1e-6);
  }
  expect(partOf(restored.weights, parameters, "head.weight")).toEqual(partOf(weights, parameters, "head.weight"));
});

test("a network of another shape does not come out of it", () => {
  expect(() => restoreNetwork({ ...shape, stem: 8 }, model)).toThrow("elements, expected");
});

test("two fractional poolings lead to the same cells as one halving, any other number of stages is refused", () => {
  const pooled = (count: number) => {
    const other = { ...fractionalShape(5, 6), stages: fractionalShape(5, 6).stages.slice(0, count) };
    return inferenceGraph(other, startingWeights(parametersOf(other), random(1)), calibration);
  };
  const activationOf = (graph: ReturnType<typeof pooled>) => graph.outputs.find(({ name }) => name === "activation")?.dims;
  expect(activationOf(pooled(6))).toEqual(activationOf(inferenceGraph(shape, weights, calibration)));
  expect(() => pooled(5)).toThrow("cannot broadcast");
});

test("a new head leaves everything before it", () => {
  const other = { ...shape, classes: 3, numbers: 9, numberUnits: 5 };
  const changed = withNewHead(shape, weights, { fresh: startingWeights(parametersOf(other), random(2)), to: other });
  expect(partOf(changed, parametersOf(other), "embed.weight")).toEqual(partOf(weights, parameters, "embed.weight"));
  expect(partOf(changed, parametersOf(other), "head.weight")).toHaveLength((8 + 5) * 3);
});

test("batches hold objects of one rectangle, about so many pixels, each object once", () => {
  const members = Array.from({ length: 50 }, (_, id) => ({ id, rectangle: { width: id % 3 === 0 ? 64 : 32, height: 32 } }));
  const batches = batchesByRectangle(members, 32 * 32 * 8);
  for (const batch of batches) {
    expect(batch.members.length).toBeLessThanOrEqual(batch.width === 32 ? 8 : 4);
    expect(batch.members.every(({ rectangle }) => rectangle.width === batch.width)).toBe(true);
  }
  expect(batches.flatMap((batch) => batch.members.map(({ id }) => id)).toSorted((a, b) => a - b)).toEqual(members.map(({ id }) => id));
});

test("the rate rises to its peak and falls to its end", () => {
  const rates = [0, 0.1, 0.55, 1].map((done) => oneCycleRate(done, { peak: 1, warmUp: 0.1, end: 0.01 }));
  expect(rates).toEqual([0.05, 1, 0.505, 0.01].map((rate) => expect.closeTo(rate, 6)));
});
