import {
  add,
  averagePool,
  batchNorm,
  concat,
  constant,
  conv,
  convPixels,
  crossEntropy,
  div,
  dropout,
  exp,
  fractionalMaxPool,
  type Graph,
  halvePixels,
  integers,
  log,
  maskedMean,
  matmul,
  max,
  maxPool,
  mul,
  pooledGrid,
  poolPixels,
  reduceMean,
  reduceSum,
  relu,
  reshape,
  sigmoid,
  spaceToDepth,
  sqrt,
  standardise,
  sub,
  transpose,
} from "@nauplius/ml";
import type { Case } from "./gradients.fixture.ts";

const image = [2, 3, 4, 6];
const positive: Case["draw"] = (random) => 0.5 + random.next();
/** Far from the kinks, where a difference would straddle them. */
const apart: Case["draw"] = (random) => (random.bool() ? 1 : -1) * (0.1 + random.next());
let rank = 0;
/** No two values close to each other, so that maxima do not change places. */
const distinct: Case["draw"] = (random) => {
  rank = (rank + 37) % 97;
  return rank * 0.1 + random.next() * 0.01;
};

/** Two images of 4 x 6 pixels. */
const grid = (graph: Graph) => ({ lengths: integers(graph, [4, 6, 2]), rows: 48 });

/** Every operator of the differentiable graph; `bench/gradients.ts` prints the same table. */
export const cases: readonly Case[] = [
  { name: "Add, broadcast", inputs: { a: [2, 3, 4], b: [3, 1] }, build: (g, of) => add(g, of("a"), of("b")) },
  { name: "Sub, broadcast", inputs: { a: [1, 4], b: [2, 3, 4] }, build: (g, of) => sub(g, of("a"), of("b")) },
  { name: "Mul, broadcast", inputs: { a: [2, 3, 4], b: [1, 3, 1] }, build: (g, of) => mul(g, of("a"), of("b")) },
  { name: "Div, broadcast", inputs: { a: [2, 3, 4], b: [3, 1] }, build: (g, of) => div(g, of("a"), of("b")), draw: positive },
  { name: "Mul by itself", inputs: { a: [5] }, build: (g, of) => mul(g, of("a"), of("a")) },
  { name: "Max", inputs: { a: [9], b: [9] }, build: (g, of) => max(g, of("a"), of("b")), draw: distinct },
  { name: "Relu", inputs: { a: [4, 5] }, build: (g, of) => relu(g, of("a")), draw: apart },
  { name: "Sigmoid", inputs: { a: [4, 5] }, build: (g, of) => sigmoid(g, of("a")) },
  { name: "Exp", inputs: { a: [4, 5] }, build: (g, of) => exp(g, of("a")) },
  { name: "Log", inputs: { a: [4, 5] }, build: (g, of) => log(g, of("a")), draw: positive },
  { name: "Sqrt", inputs: { a: [4, 5] }, build: (g, of) => sqrt(g, of("a")), draw: positive },
  { name: "MatMul", inputs: { a: [3, 4], b: [4, 5] }, build: (g, of) => matmul(g, of("a"), of("b")) },
  { name: "ReduceSum", inputs: { a: image }, build: (g, of) => reduceSum(g, of("a"), [1, 3]) },
  { name: "ReduceMean", inputs: { a: image }, build: (g, of) => reduceMean(g, of("a"), [0, 2, 3]) },
  { name: "Reshape", inputs: { a: image }, build: (g, of) => reshape(g, of("a"), [6, 24]) },
  { name: "Transpose", inputs: { a: image }, build: (g, of) => transpose(g, of("a"), [1, 2, 3, 0]) },
  { name: "Concat", inputs: { a: [2, 3], b: [2, 4] }, build: (g, of) => concat(g, [of("a"), of("b"), of("a")], 1) },
  { name: "SpaceToDepth", inputs: { a: image }, build: (g, of) => spaceToDepth(g, of("a")) },
  {
    name: "Conv 1 x 1",
    inputs: { x: image, w: [5, 3, 1, 1], b: [5] },
    build: (g, of) => conv(g, of("x"), of("w"), of("b")),
  },
  {
    name: "Conv 3 x 3",
    inputs: { x: image, w: [4, 3, 3, 3], b: [4] },
    build: (g, of) => conv(g, of("x"), of("w"), of("b")),
  },
  {
    name: "Conv 5 x 5",
    inputs: { x: [2, 2, 5, 4], w: [3, 2, 5, 5], b: [3] },
    build: (g, of) => conv(g, of("x"), of("w"), of("b")),
  },
  {
    name: "Conv 3 x 3 on pixel rows",
    inputs: { x: [48, 3], w: [4, 3, 3, 3], b: [4] },
    build: (g, of) => convPixels(g, of("x"), { weights: of("w"), bias: of("b"), grid: grid(g) }),
  },
  {
    name: "Conv 1 x 1 on pixel rows",
    inputs: { x: [48, 3], w: [4, 3, 1, 1], b: [4] },
    build: (g, of) => convPixels(g, of("x"), { weights: of("w"), bias: of("b"), grid: grid(g) }),
  },
  { name: "SpaceToDepth on pixel rows", inputs: { x: [48, 3] }, build: (g, of) => halvePixels(g, of("x"), grid(g)) },
  { name: "MaxPool", inputs: { x: image }, build: (g, of) => maxPool(g, of("x")), draw: distinct },
  { name: "AveragePool", inputs: { x: image }, build: (g, of) => averagePool(g, of("x")) },
  { name: "Fractional MaxPool", inputs: { x: [2, 3, 7, 10] }, build: (g, of) => fractionalMaxPool(g, of("x")), draw: distinct },
  {
    name: "Fractional MaxPool of single pixels and pairs",
    inputs: { x: [2, 3, 1, 2] },
    build: (g, of) => fractionalMaxPool(g, of("x")),
    draw: distinct,
  },
  {
    name: "Fractional MaxPool of pixel rows",
    inputs: { x: [48, 3] },
    build: (g, of) => poolPixels(g, of("x"), { from: grid(g), to: { ...pooledGrid(g, grid(g)), rows: 24 } }),
    draw: distinct,
  },
  {
    name: "Batch normalisation",
    inputs: { x: image, scale: [1, 3, 1, 1], shift: [1, 3, 1, 1] },
    build: (g, of) => batchNorm(g, of("x"), { scale: of("scale"), shift: of("shift") }).normalised,
  },
  {
    name: "Weight standardisation",
    inputs: { w: [4, 3, 3, 3], gain: [4, 1, 1, 1] },
    build: (g, of) => standardise(g, of("w"), of("gain")),
  },
  {
    name: "Masked mean",
    inputs: { x: image },
    build: (g, of) => {
      const mask = constant(
        g,
        Array.from({ length: 48 }, (_, i) => (i % 5) / 4),
        [2, 1, 4, 6],
      );
      return maskedMean(g, of("x"), mask);
    },
  },
  {
    name: "Dropout by a mask",
    inputs: { x: [3, 4] },
    build: (g, of) => dropout(g, of("x"), constant(g, [2, 0, 2, 2, 0, 0, 2, 2, 2, 0, 2, 0], [3, 4])),
  },
  {
    name: "Softmax cross-entropy, smoothed and weighted",
    inputs: { x: [3, 4] },
    build: (g, of) => {
      const targets = constant(g, [0.85, 0.05, 0.05, 0.05, 0, 1, 0, 0, 0.25, 0.25, 0.25, 0.25], [3, 4]);
      return crossEntropy(g, of("x"), { targets, weights: constant(g, [1, 2, 0.5], [3, 1]) });
    },
  },
];
