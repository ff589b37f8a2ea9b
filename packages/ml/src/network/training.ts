import { type AdamSettings, adamDefaults, adamw } from "../graph/adamw.ts";
import { mul } from "../graph/elementwise.ts";
import { gradients } from "../graph/gradients.ts";
import { createGraph, type Graph, input, output, scalar, toModel, type Value } from "../graph/graph.ts";
import { crossEntropy } from "../graph/loss.ts";
import { standardise } from "../graph/normalise.ts";
import { toPixelRows } from "../graph/pixel-rows.ts";
import { pack, unpack } from "../graph/shape.ts";
import type { OnnxGraph } from "../onnx/model.ts";
import { embedRows, featureMap, type HeadWeights, logits, pixelRows } from "./forward.ts";
import { countOf, type Parameter, parametersOf } from "./parameters.ts";
import type { NetworkShape } from "./shape.ts";

/** Gain that keeps the variance of rectified activations at 1 (Brock et al. 2021): sqrt(2 / (1 - 1/pi)). */
export const reluGain = Math.sqrt(2 / (1 - 1 / Math.PI));

/** Index of the first parameter of a layer ("down2", "head"): trainings of the last stages begin there. */
export function firstOf(parameters: readonly Parameter[], layer: string): number {
  const index = parameters.findIndex(({ name }) => name.startsWith(`${layer}.`));
  if (index < 0) throw new Error(`no layer "${layer}"`);
  return index;
}

/** Inputs: weights [p], image [n, channels, h, w], mask [n, 1, h/16, w/16], numbers [n, k], targets [n, classes],
 *  importance [n, 1], kept [n, embedding + units] (dropout). Outputs: gradient [p] (a sum over the batch, so that parts
 *  of one step may be computed by several threads), loss [1, 1] (a sum), logits [n, classes]. Parameters before number
 *  `first` are frozen: the gradient is that of the others, and nothing is computed for the rest. */
export function gradientGraph(shape: NetworkShape, first = 0): OnnxGraph {
  const graph = createGraph();
  const { loss, logits: scores, parts } = lossOf(graph, shape);
  output(graph, "gradient", pack(graph, gradients(graph, loss, parts.slice(first))));
  output(graph, "loss", loss);
  output(graph, "logits", scores);
  return toModel(graph, "plankton-gradient");
}

function lossOf(graph: Graph, shape: NetworkShape) {
  const parameters = parametersOf(shape);
  const vector = input(graph, "weights", [countOf(parameters)]);
  const parts = unpack(
    graph,
    vector,
    parameters.map(({ dims }) => dims),
  );
  const get = byName(parameters, parts);
  const image = input(graph, "image", ["n", shape.channels, "h", "w"]);
  const mask = input(graph, "mask", ["n", 1, "h/2/2/2/2", "w/2/2/2/2"]);
  const numbers = input(graph, "numbers", ["n", shape.numbers]);
  const targets = input(graph, "targets", ["n", shape.classes]);
  const weights = input(graph, "importance", ["n", 1]);
  const kept = input(graph, "kept", ["n", shape.embedding + shape.numberUnits]);
  const gain = scalar(graph, reluGain);
  const { rows, grid } = toPixelRows(graph, image);
  const layout = pixelRows(graph, grid);
  const features = featureMap(graph, rows, {
    shape,
    layout,
    of: (layer) => ({
      weights: standardise(graph, get(`${layer}.weight`), mul(graph, get(`${layer}.gain`), gain)),
      bias: get(`${layer}.bias`),
    }),
  });
  const embedding = embedRows(graph, features, { mask, length: shape.embedding, grid: layout.grid() });
  const scores = logits(graph, { embedding, numbers, kept }, headOf(get));
  return { loss: crossEntropy(graph, scores, { targets, weights }), logits: scores, parts };
}

export const headOf = (get: (name: string) => Value): HeadWeights => ({
  numbers: get("numbers.weight"),
  numbersBias: get("numbers.bias"),
  head: get("head.weight"),
  headBias: get("head.bias"),
});

function byName(parameters: readonly Parameter[], values: readonly Value[]): (name: string) => Value {
  const known = new Map(parameters.map(({ name }, index) => [name, values[index]]));
  return (name) => {
    const value = known.get(name);
    if (!value) throw new Error(`no parameter "${name}"`);
    return value;
  };
}

/** One step of AdamW over the whole vector. Inputs: weights, first, second, gradient, decay [p]; rate, correct1, correct2
 *  [1]. Outputs: weights, first and second anew, each "new ..."; norm [1] of the gradient. */
export function updateGraph(length: number, settings: AdamSettings = adamDefaults): OnnxGraph {
  const graph = createGraph();
  const vector = (name: string): Value => input(graph, name, [length]);
  const number = (name: string): Value => input(graph, name, [1]);
  const state = { weights: vector("weights"), first: vector("first"), second: vector("second") };
  const gradient = vector("gradient");
  const rates = { decay: vector("decay"), rate: number("rate"), correct1: number("correct1"), correct2: number("correct2") };
  const next = adamw(graph, state, gradient, rates, settings);
  output(graph, "newWeights", next.weights);
  output(graph, "newFirst", next.first);
  output(graph, "newSecond", next.second);
  output(graph, "norm", next.norm);
  return toModel(graph, "adamw");
}
