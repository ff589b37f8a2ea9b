import type { Dim } from "../onnx/model.ts";
import { fractionalMaxPoolAlong, pooledLengths } from "./fractional-pool.ts";
import { differentiable, emit, type Graph, integers, type Value } from "./graph.ts";
import { lengthOf, reshapeTo } from "./shape.ts";

/** Images as rows of pixels: [h w n, c], all channels of a pixel beside each other, all images' pixels of one place behind
 *  each other. Convolutions are then single large matrix products and moving an image by a pixel copies long blocks: about
 *  half again as fast on a CPU as [n, c, h, w] for the small maps of this project. */
export type PixelRows = {
  /** Height, width and number of images as an int64 tensor, known when the graph runs. */
  readonly lengths: Value;
  /** Number of rows, or its name. */
  readonly rows: Dim;
};

/** [n, c, h, w] as pixel rows. Not differentiated: images are given. */
export function toPixelRows(graph: Graph, image: Value): { rows: Value; grid: PixelRows } {
  const channels = lengthOf(image, 1);
  const [n = 1, , h = 1, w = 1] = image.dims;
  const moved = emit(graph, "Transpose", [image], { dims: [h, w, n, channels], attributes: { perm: [2, 3, 0, 1] } });
  const shape = emit(graph, "Shape", [moved], { dims: [4] });
  const lengths = emit(graph, "Slice", [shape, integers(graph, [0]), integers(graph, [3])], { dims: [3] });
  const grid = { lengths, rows: "rows" };
  return { rows: emit(graph, "Reshape", [moved, integers(graph, [-1, channels])], { dims: [grid.rows, channels] }), grid };
}

const quarter = (rows: Dim): Dim => (typeof rows === "number" ? rows / 4 : `${rows}/4`);

/** The grid behind `halvePixels`. */
export function halfGrid(graph: Graph, { lengths, rows }: PixelRows): PixelRows {
  return { lengths: emit(graph, "Div", [lengths, integers(graph, [2, 2, 1])], { dims: [3] }), rows: quarter(rows) };
}

/** `conv` on pixel rows: the same kernels [o, i, k, k] and bias [o]. */
export function convPixels(graph: Graph, x: Value, { weights, bias, grid }: { weights: Value; bias: Value; grid: PixelRows }): Value {
  const [out, inn, kernel] = [lengthOf(weights, 0), lengthOf(weights, 1), lengthOf(weights, 2)];
  const taps = kernel * kernel;
  const around = neighbours(graph, x, { grid, kernel });
  const matrix = asMatrix(graph, weights, { perm: [0, 2, 3, 1], rows: out, columns: taps * inn });
  const result = emit(graph, "Gemm", [around, matrix, bias], { dims: [grid.rows, out], attributes: { transB: 1 } });
  return differentiable(graph, [x, weights, bias], result, (dy, wanted) => [
    wanted[0] ? emit(graph, "MatMul", [neighbours(graph, dy, { grid, kernel }), mirrored(graph, weights)], { dims: x.dims }) : null,
    wanted[1]
      ? fromMatrix(graph, emit(graph, "Gemm", [dy, around], { dims: [out, taps * inn], attributes: { transA: 1 } }), weights)
      : null,
    wanted[2] ? emit(graph, "ReduceSum", [dy, integers(graph, [0])], { dims: bias.dims, attributes: { keepdims: 0 } }) : null,
  ]);
}

/** `spaceToDepth` on pixel rows: [rows, c] becomes [rows / 4, 4 c]. */
export function halvePixels(graph: Graph, x: Value, grid: PixelRows): Value {
  const channels = lengthOf(x, 1);
  const half = (axis: number): Value => {
    const length = emit(graph, "Slice", [grid.lengths, integers(graph, [axis]), integers(graph, [axis + 1])], { dims: [1] });
    return emit(graph, "Div", [length, integers(graph, [2])], { dims: [1] });
  };
  const together = (parts: readonly Value[]): Value => emit(graph, "Concat", parts, { dims: [6], attributes: { axis: 0 } });
  const [h, w] = [half(0), half(1)];
  const split = together([h, integers(graph, [2]), w, integers(graph, [2, -1, channels])]);
  const joined = together([h, w, integers(graph, [-1, 2, 2, channels])]);
  const blocks = emit(graph, "Reshape", [x, split], { dims: ["h", 2, "w", 2, "n", channels] });
  const moved = emit(graph, "Transpose", [blocks], { dims: ["h", "w", "n", 2, 2, channels], attributes: { perm: [0, 2, 4, 1, 3, 5] } });
  const result = emit(graph, "Reshape", [moved, integers(graph, [-1, channels * 4])], { dims: [quarter(grid.rows), channels * 4] });
  return differentiable(graph, [x], result, (dy) => {
    const apart = emit(graph, "Reshape", [dy, joined], { dims: ["h", "w", "n", 2, 2, channels] });
    const back = emit(graph, "Transpose", [apart], { dims: ["h", 2, "w", 2, "n", channels], attributes: { perm: [0, 3, 1, 4, 2, 5] } });
    return [emit(graph, "Reshape", [back, integers(graph, [-1, channels])], { dims: x.dims })];
  });
}

/** The grid behind `poolPixels`. */
export const pooledGrid = (graph: Graph, { lengths, rows }: PixelRows): PixelRows => ({
  lengths: pooledLengths(graph, lengths, [true, true, false]),
  rows: `${rows} pooled`,
});

/** `fractionalMaxPool` on pixel rows: [h w n, c] becomes [h' w' n, c] of the grid `to`. */
export function poolPixels(graph: Graph, x: Value, { from, to }: { readonly from: PixelRows; readonly to: PixelRows }): Value {
  const channels = lengthOf(x, 1);
  const shape = emit(graph, "Concat", [from.lengths, integers(graph, [channels])], { dims: [4], attributes: { axis: 0 } });
  const images = reshapeTo(graph, x, { shape, dims: ["h", "w", "n", channels] });
  const pooled = fractionalMaxPoolAlong(graph, fractionalMaxPoolAlong(graph, images, 0), 1);
  return reshapeTo(graph, pooled, { shape: integers(graph, [-1, channels]), dims: [to.rows, channels] });
}

/** Each pixel with its neighbours under the kernel, zeros beyond the edge: [rows, k k c]. */
function neighbours(graph: Graph, x: Value, { grid, kernel }: { grid: PixelRows; kernel: number }): Value {
  if (kernel === 1) return x;
  const channels = lengthOf(x, 1);
  const pad = (kernel - 1) / 2;
  const dims = ["h", "w", "n", channels];
  const shape = emit(graph, "Concat", [grid.lengths, integers(graph, [channels])], { dims: [4], attributes: { axis: 0 } });
  const image = emit(graph, "Reshape", [x, shape], { dims });
  const padded = emit(graph, "Pad", [image, integers(graph, [pad, pad, 0, 0, pad, pad, 0, 0])], { dims });
  const windows = Array.from({ length: kernel * kernel }, (_, tap) => {
    const from = [Math.floor(tap / kernel), tap % kernel];
    // Ends counted from behind: 0 would mean "nothing", so the last positions go to the end.
    const to = from.map((at) => (at === kernel - 1 ? 1_000_000 : at - kernel + 1));
    return emit(graph, "Slice", [padded, integers(graph, from), integers(graph, to), integers(graph, [0, 1])], { dims });
  });
  const columns = kernel * kernel * channels;
  const joined = emit(graph, "Concat", windows, { dims: ["h", "w", "n", columns], attributes: { axis: 3 } });
  return emit(graph, "Reshape", [joined, integers(graph, [-1, columns])], { dims: [grid.rows, columns] });
}

type Matrix = { readonly perm: readonly number[]; readonly rows: number; readonly columns: number };

function asMatrix(graph: Graph, weights: Value, { perm, rows, columns }: Matrix): Value {
  const moved = emit(graph, "Transpose", [weights], { dims: perm.map((axis) => weights.dims[axis] ?? 1), attributes: { perm } });
  return emit(graph, "Reshape", [moved, integers(graph, [rows, columns])], { dims: [rows, columns] });
}

function fromMatrix(graph: Graph, matrix: Value, weights: Value): Value {
  const [out, inn, kernel] = [lengthOf(weights, 0), lengthOf(weights, 1), lengthOf(weights, 2)];
  const shaped = emit(graph, "Reshape", [matrix, integers(graph, [out, kernel, kernel, inn])], { dims: [out, kernel, kernel, inn] });
  return emit(graph, "Transpose", [shaped], { dims: weights.dims, attributes: { perm: [0, 3, 1, 2] } });
}

/** The kernels turned by 180 degrees, out and in exchanged: a convolution with them is the gradient by the input. */
function mirrored(graph: Graph, weights: Value): Value {
  const [out, inn, kernel] = [lengthOf(weights, 0), lengthOf(weights, 1), lengthOf(weights, 2)];
  const [start, end, axes] = [integers(graph, [-1, -1]), integers(graph, [-1000, -1000]), integers(graph, [2, 3])];
  const turned = kernel === 1 ? weights : emit(graph, "Slice", [weights, start, end, axes, start], { dims: weights.dims });
  return asMatrix(graph, turned, { perm: [2, 3, 0, 1], rows: kernel * kernel * out, columns: inn });
}
