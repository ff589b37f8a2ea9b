import { conv } from "../graph/conv.ts";
import { add, dropout, mul, relu } from "../graph/elementwise.ts";
import { type Graph, scalar, type Value } from "../graph/graph.ts";
import { matmul } from "../graph/matmul.ts";
import { maskedMean } from "../graph/normalise.ts";
import { concat, reshape, spaceToDepth } from "../graph/shape.ts";
import type { NetworkShape } from "./shape.ts";

/** A convolution's kernels and bias, ready to use: standardised in the graph while training, folded before inference. */
export type LayerWeights = (layer: string) => { readonly weights: Value; readonly bias: Value };

/** The signal [n, channels, h, w] with background 0, h and w multiples of 16, becomes features [n, embedding, h/16, w/16].
 *  Residual bottlenecks with the activation first; resolution is halved by moving pixels into channels. */
export function featureMap(graph: Graph, x: Value, { shape, of }: { shape: NetworkShape; of: LayerWeights }): Value {
  const apply = (layer: string, value: Value): Value => {
    const { weights, bias } = of(layer);
    return conv(graph, value, weights, bias);
  };
  let value = relu(graph, apply("stem", spaceToDepth(graph, x)));
  shape.stages.forEach(({ blocks }, s) => {
    value = apply(`down${s}`, spaceToDepth(graph, value));
    for (let b = 0; b < blocks; b++) {
      const name = `stage${s}.block${b}`;
      const inner = relu(graph, apply(`${name}.in`, relu(graph, value)));
      const mid = relu(graph, apply(`${name}.mid`, inner));
      value = add(graph, value, apply(`${name}.out`, mid));
    }
    value = relu(graph, value);
  });
  return relu(graph, apply("embed", value));
}

/** Mean features over the cells that the object's vignette covers: mask [n, 1, h/16, w/16]. */
export const embed = (graph: Graph, features: Value, { mask, length }: { mask: Value; length: number }): Value =>
  reshape(graph, maskedMean(graph, features, mask), ["n", length]);

export type HeadWeights = Readonly<Record<"numbers" | "numbersBias" | "head" | "headBias", Value>>;
type HeadInput = { readonly embedding: Value; readonly numbers: Value; readonly kept?: Value };

/** Embedding and numbers (standardised sizes and features) become one logit for each class. */
export function logits(graph: Graph, { embedding, numbers, kept }: HeadInput, weights: HeadWeights): Value {
  const units = relu(graph, add(graph, matmul(graph, numbers, weights.numbers), weights.numbersBias));
  const joined = concat(graph, [mul(graph, embedding, scalar(graph, embeddingScale)), units], 1);
  const seen = kept ? dropout(graph, joined, kept) : joined;
  return add(graph, matmul(graph, seen, weights.head), weights.headBias);
}

/** Averages of rectified unit normals are small: this brings them near 1. */
export const embeddingScale = 2;
