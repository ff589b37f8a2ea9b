import { createGraph, emit, input, integers, namedConstant, output, scalar, toModel, type Value } from "../graph/graph.ts";
import type { OnnxGraph } from "../onnx/model.ts";
import { embed, embeddingScale, featureMap, logits, planes } from "./forward.ts";
import { layersOf, type Parameter, parametersOf, partOf, sizeOf } from "./parameters.ts";
import type { NetworkShape } from "./shape.ts";
import { headOf, reluGain } from "./training.ts";

export type Calibration = {
  /** Logits are divided by it before the softmax. */
  readonly temperature: number;
  /** Numbers are brought to mean 0 and deviation 1 by these, as in training. */
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
};

/** The network for use: weights folded and constant, numbers raw. Inputs: image [n, channels, h, w], mask
 *  [n, 1, h/16, w/16], numbers [n, k], and optionally why [n, classes]. Outputs: scores [n, classes] (calibrated
 *  probabilities), embedding [n, e], activation [n, 1, h/16, w/16]: the class activation map (Zhou et al. 2016) of the
 *  classes that `why` weights, nothing without it. */
export function inferenceGraph(shape: NetworkShape, vector: Float32Array, { temperature, mean, deviation }: Calibration): OnnxGraph {
  const graph = createGraph();
  const parameters = parametersOf(shape);
  const get = (name: string): Value => {
    const parameter = parameters.find((candidate) => candidate.name === name);
    return namedConstant(graph, name, { data: partOf(vector, parameters, name), dims: parameter?.dims ?? [] });
  };
  const image = input(graph, "image", ["n", shape.channels, "h", "w"]);
  const mask = input(graph, "mask", ["n", 1, "h/2/2/2/2", "w/2/2/2/2"]);
  const raw = input(graph, "numbers", ["n", shape.numbers]);
  const features = featureMap(graph, image, {
    shape,
    of: (layer) => ({ weights: folded(layer), bias: get(`${layer}.bias`) }),
    layout: planes(graph),
  });
  const embedding = embed(graph, features, { mask, length: shape.embedding });
  const row = (name: string, values: readonly number[]): Value =>
    namedConstant(graph, name, { data: Float32Array.from(values), dims: [1, shape.numbers] });
  const centred = emit(graph, "Sub", [raw, row("numbers.mean", mean)], { dims: raw.dims });
  const numbers = emit(graph, "Div", [centred, row("numbers.deviation", deviation)], { dims: raw.dims });
  const head = headOf(get);
  const scores = emit(graph, "Mul", [logits(graph, { embedding, numbers }, head), scalar(graph, 1 / temperature)], {
    dims: ["n", shape.classes],
  });
  output(graph, "scores", emit(graph, "Softmax", [scores], { dims: scores.dims, attributes: { axis: 1 } }));
  output(graph, "embedding", embedding);
  output(graph, "activation", activation());
  return toModel(graph, "plankton", { temperature: String(temperature) });

  function folded(name: string): Value {
    const layer = layersOf(shape).find((candidate) => candidate.name === name);
    if (!layer) throw new Error(`no layer "${name}"`);
    const dims = [layer.out, layer.inn, layer.kernel, layer.kernel];
    return namedConstant(graph, `${name}.weight`, { data: fold(vector, parameters, name), dims });
  }

  function activation(): Value {
    const why = input(graph, "why", ["m", shape.classes]);
    graph.constants.push({ name: "why", dims: [1, shape.classes], data: new Float32Array(shape.classes) });
    const dims = ["m", shape.embedding];
    const ofFeatures = emit(graph, "Slice", [head.head, integers(graph, [0]), integers(graph, [shape.embedding]), integers(graph, [0])], {
      dims,
    });
    const weights = emit(graph, "Gemm", [why, ofFeatures], { dims, attributes: { transB: 1, alpha: { float: embeddingScale } } });
    const spread = emit(graph, "Reshape", [weights, integers(graph, [-1, shape.embedding, 1, 1])], { dims: ["m", shape.embedding, 1, 1] });
    const product = emit(graph, "Mul", [features, spread], { dims: features.dims });
    return emit(graph, "ReduceSum", [product, integers(graph, [1])], { dims: mask.dims, attributes: { keepdims: 1 } });
  }
}

/** The kernels that `standardise` makes in the training graph, computed once. */
export function fold(vector: Float32Array, parameters: readonly Parameter[], layer: string): Float32Array {
  const weights = partOf(vector, parameters, `${layer}.weight`);
  const gain = partOf(vector, parameters, `${layer}.gain`);
  const fanIn = sizeOf({ dims: [weights.length] }) / gain.length;
  const result = new Float32Array(weights.length);
  for (let o = 0; o < gain.length; o++) {
    const row = weights.subarray(o * fanIn, (o + 1) * fanIn);
    const mean = row.reduce((a, b) => a + b, 0) / fanIn;
    const energy = row.reduce((a, b) => a + (b - mean) ** 2, 0);
    const factor = ((gain[o] ?? 0) * reluGain) / Math.sqrt(energy + 1e-4 / fanIn);
    for (let i = 0; i < fanIn; i++) result[o * fanIn + i] = ((row[i] ?? 0) - mean) * factor;
  }
  return result;
}
