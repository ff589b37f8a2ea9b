import { type AdamSettings, adamDefaults, adamw } from "../graph/adamw.ts";
import { mul } from "../graph/elementwise.ts";
import { gradients } from "../graph/gradients.ts";
import { createGraph, emit, input, output, toModel, type Value } from "../graph/graph.ts";
import { crossEntropy } from "../graph/loss.ts";
import { pack, unpack } from "../graph/shape.ts";
import { logits } from "../network/forward.ts";
import { countOf, type Parameter, parametersOf } from "../network/parameters.ts";
import type { NetworkShape } from "../network/shape.ts";
import { headOf } from "../network/training.ts";
import type { OnnxGraph } from "../onnx/model.ts";

/** The weights behind the embedding: units of the numbers, and the softmax. */
export const headParameters = (shape: NetworkShape): Parameter[] =>
  parametersOf(shape).filter(({ name }) => name.startsWith("numbers.") || name.startsWith("head."));

/** One training step of the head as one graph: forward, loss, backward and AdamW. Inputs: weights, first, second, decay
 *  [p]; rate, correct1, correct2, share [1] (1 / batch); embedding [n, e], numbers [n, k], targets [n, classes],
 *  importance [n, 1], kept [n, e + units]. Outputs: newWeights, newFirst, newSecond [p], loss [1, 1] (mean). */
export function headGraph(shape: NetworkShape, settings: AdamSettings = adamDefaults): OnnxGraph {
  const graph = createGraph();
  const parameters = headParameters(shape);
  const length = countOf(parameters);
  const vector = (name: string): Value => input(graph, name, [length]);
  const number = (name: string): Value => input(graph, name, [1]);
  const state = { weights: vector("weights"), first: vector("first"), second: vector("second") };
  const parts = unpack(
    graph,
    state.weights,
    parameters.map(({ dims }) => dims),
  );
  const get = (name: string): Value => {
    const part = parts[parameters.findIndex((parameter) => parameter.name === name)];
    if (!part) throw new Error(`no parameter "${name}"`);
    return part;
  };
  const embedding = input(graph, "embedding", ["n", shape.embedding]);
  const numbers = input(graph, "numbers", ["n", shape.numbers]);
  const kept = input(graph, "kept", ["n", shape.embedding + shape.numberUnits]);
  const targets = input(graph, "targets", ["n", shape.classes]);
  const weights = input(graph, "importance", ["n", 1]);
  const summed = crossEntropy(graph, logits(graph, { embedding, numbers, kept }, headOf(get)), { targets, weights });
  const loss = mul(graph, summed, number("share"));
  const gradient = pack(graph, gradients(graph, loss, parts));
  const rates = { decay: vector("decay"), rate: number("rate"), correct1: number("correct1"), correct2: number("correct2") };
  const next = adamw(graph, state, gradient, rates, settings);
  output(graph, "newWeights", next.weights);
  output(graph, "newFirst", next.first);
  output(graph, "newSecond", next.second);
  output(graph, "loss", loss);
  return toModel(graph, "head");
}

/** Embedding and numbers to probabilities with the trained head alone. */
export function headScoresGraph(shape: NetworkShape): OnnxGraph {
  const graph = createGraph();
  const parameters = headParameters(shape);
  const vector = input(graph, "weights", [countOf(parameters)]);
  const parts = unpack(
    graph,
    vector,
    parameters.map(({ dims }) => dims),
  );
  const get = (name: string): Value => parts[parameters.findIndex((parameter) => parameter.name === name)] ?? vector;
  const embedding = input(graph, "embedding", ["n", shape.embedding]);
  const numbers = input(graph, "numbers", ["n", shape.numbers]);
  const scores = logits(graph, { embedding, numbers }, headOf(get));
  output(graph, "scores", emit(graph, "Softmax", [scores], { dims: scores.dims, attributes: { axis: 1 } }));
  return toModel(graph, "head-scores");
}
