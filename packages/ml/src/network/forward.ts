import { conv } from "../graph/conv.ts";
import { add, div, dropout, mul, relu } from "../graph/elementwise.ts";
import { fractionalMaxPool } from "../graph/fractional-pool.ts";
import { emit, type Graph, integers, scalar, type Value } from "../graph/graph.ts";
import { matmul } from "../graph/matmul.ts";
import { maskedMean } from "../graph/normalise.ts";
import { convPixels, halfGrid, halvePixels, type PixelRows, pooledGrid, poolPixels } from "../graph/pixel-rows.ts";
import { reduceSum } from "../graph/reduce.ts";
import { concat, reshape, reshapeTo, spaceToDepth, transpose } from "../graph/shape.ts";
import type { NetworkShape } from "./shape.ts";

/** A convolution's kernels and bias, ready to use: standardised in the graph while training, folded before inference. */
export type LayerWeights = (layer: string) => { readonly weights: Value; readonly bias: Value };

/** How images lie in memory: the same network, computed in another order. */
export type Layout = {
  readonly halve: (value: Value) => Value;
  readonly pool: (value: Value) => Value;
  readonly conv: (value: Value, layer: ReturnType<LayerWeights>) => Value;
};

/** [n, c, h, w]: what runtimes optimise for inference. */
export const planes = (graph: Graph): Layout => ({
  halve: (value) => spaceToDepth(graph, value),
  pool: (value) => fractionalMaxPool(graph, value),
  conv: (value, { weights, bias }) => conv(graph, value, weights, bias),
});

/** Pixel rows: what trains fastest. */
export function pixelRows(graph: Graph, start: PixelRows): Layout & { readonly grid: () => PixelRows } {
  let grid = start;
  return {
    grid: () => grid,
    halve: (value) => {
      const halved = halvePixels(graph, value, grid);
      grid = halfGrid(graph, grid);
      return halved;
    },
    pool: (value) => {
      const from = grid;
      grid = pooledGrid(graph, from);
      return poolPixels(graph, value, { from, to: grid });
    },
    conv: (value, layer) => convPixels(graph, value, { ...layer, grid }),
  };
}

type Network = { readonly shape: NetworkShape; readonly of: LayerWeights; readonly layout: Layout };

/** The signal with background 0, h and w multiples of 16, becomes `embedding` features at 1/16 of the resolution. Residual
 *  bottlenecks with the activation first; resolution is halved by moving pixels into channels, behind the stem by fractional
 *  pooling where the shape says so. */
export function featureMap(graph: Graph, x: Value, { shape, of, layout }: Network): Value {
  const apply = (layer: string, value: Value): Value => layout.conv(value, of(layer));
  const shrink = shape.pooling === "fractional" ? layout.pool : layout.halve;
  let value = relu(graph, apply("stem", layout.halve(x)));
  shape.stages.forEach(({ blocks }, s) => {
    value = apply(`down${s}`, shrink(value));
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

/** The same of pixel rows [h w n, embedding]. */
export function embedRows(graph: Graph, features: Value, { mask, length, grid }: { mask: Value; length: number; grid: PixelRows }): Value {
  const images = emit(graph, "Slice", [grid.lengths, integers(graph, [2]), integers(graph, [3])], { dims: [1] });
  const shape = emit(graph, "Concat", [integers(graph, [-1]), images, integers(graph, [length])], { dims: [3], attributes: { axis: 0 } });
  const places = reshapeTo(graph, features, { shape, dims: ["places", "n", length] });
  const single = emit(graph, "Concat", [integers(graph, [-1]), images, integers(graph, [1])], { dims: [3], attributes: { axis: 0 } });
  const weights = reshapeTo(graph, transpose(graph, mask, [2, 3, 0, 1]), { shape: single, dims: ["places", "n", 1] });
  const total = add(graph, reduceSum(graph, weights, [0]), scalar(graph, 1e-6));
  return reshape(graph, div(graph, reduceSum(graph, mul(graph, places, weights), [0]), total), ["n", length]);
}

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
