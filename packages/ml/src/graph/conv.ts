import { differentiable, emit, type Graph, integers, type Value } from "./graph.ts";
import { lengthOf } from "./shape.ts";

/** Convolution of stride 1 that keeps height and width: x [n, i, h, w], weights [o, i, k, k] with k odd, bias [o].
 *  Strides are made by `spaceToDepth` or pooling before it. */
export function conv(graph: Graph, x: Value, weights: Value, bias: Value): Value {
  const [n = 1, , h = 1, w = 1] = x.dims;
  const out = lengthOf(weights, 0);
  const kernel = lengthOf(weights, 2);
  const shape = { dims: [n, out, h, w], attributes: same(kernel) };
  const result = emit(graph, "Conv", [x, weights, bias], shape);
  return differentiable(graph, [x, weights, bias], result, (dy, wanted) => {
    const channelsFirst = wanted[1] || wanted[2] ? channelRows(graph, dy, out) : dy;
    return [
      wanted[0] ? emit(graph, "Conv", [dy, mirrored(graph, weights)], { dims: x.dims, attributes: same(kernel) }) : null,
      wanted[1] ? weightGradient(graph, x, channelsFirst, weights) : null,
      wanted[2] ? emit(graph, "ReduceSum", [channelsFirst, integers(graph, [1])], { dims: bias.dims, attributes: { keepdims: 0 } }) : null,
    ];
  });
}

const same = (kernel: number) => {
  const pad = (kernel - 1) / 2;
  return { kernel_shape: [kernel, kernel], pads: [pad, pad, pad, pad] };
};

/** [n, c, h, w] as [c, n h w]. */
function channelRows(graph: Graph, x: Value, channels: number): Value {
  const swapped = emit(graph, "Transpose", [x], { dims: swap(x), attributes: { perm: [1, 0, 2, 3] } });
  return emit(graph, "Reshape", [swapped, integers(graph, [channels, -1])], { dims: [channels, "rest"] });
}

const swap = (x: Value) => [x.dims[1] ?? 1, x.dims[0] ?? 1, ...x.dims.slice(2)];

/** The kernels turned by 180 degrees with in and out exchanged: a convolution with them is the gradient by the input. */
function mirrored(graph: Graph, weights: Value): Value {
  const dims = swap(weights);
  const turned = emit(graph, "Transpose", [weights], { dims, attributes: { perm: [1, 0, 2, 3] } });
  if (lengthOf(weights, 2) === 1) return turned;
  const [start, end, axes] = [integers(graph, [-1, -1]), integers(graph, [-1000, -1000]), integers(graph, [2, 3])];
  return emit(graph, "Slice", [turned, start, end, axes, start], { dims });
}

/** One matrix product for each position of the kernel, of the gradient with the input moved there: on a CPU about
 *  twice as fast as a convolution whose kernel is the whole gradient. */
function weightGradient(graph: Graph, x: Value, dy: Value, weights: Value): Value {
  const [out, inn, kernel] = [lengthOf(weights, 0), lengthOf(weights, 1), lengthOf(weights, 2)];
  const product = (rows: Value): Value => emit(graph, "Gemm", [dy, rows], { dims: [out, inn], attributes: { transB: 1 } });
  if (kernel === 1) {
    return emit(graph, "Reshape", [product(channelRows(graph, x, inn)), integers(graph, [out, inn, 1, 1])], { dims: weights.dims });
  }
  const moved = shifts(graph, x, kernel).map(product);
  const wide = emit(graph, "Concat", moved, { dims: [out * kernel * kernel, inn], attributes: { axis: 0 } });
  const shape = integers(graph, [kernel, kernel, out, inn]);
  const parts = emit(graph, "Reshape", [wide, shape], { dims: [kernel, kernel, out, inn] });
  return emit(graph, "Transpose", [parts], { dims: weights.dims, attributes: { perm: [2, 3, 0, 1] } });
}

/** The padded input as seen from every position of the kernel, as [i, n h w] each. */
function shifts(graph: Graph, x: Value, kernel: number): Value[] {
  const pad = (kernel - 1) / 2;
  const channels = lengthOf(x, 1);
  const rows = emit(graph, "Transpose", [x], { dims: swap(x), attributes: { perm: [1, 0, 2, 3] } });
  const padded = emit(graph, "Pad", [rows, integers(graph, [0, 0, pad, pad, 0, 0, pad, pad])], { dims: ["i", "n", "h", "w"] });
  return Array.from({ length: kernel * kernel }, (_, index) => {
    const from = [Math.floor(index / kernel), index % kernel];
    // Ends counted from behind: 0 would mean "nothing", so the last positions go to the end.
    const to = from.map((at) => (at === kernel - 1 ? 1_000_000 : at - kernel + 1));
    const ranges = [integers(graph, from), integers(graph, to), integers(graph, [2, 3])];
    const window = emit(graph, "Slice", [padded, ...ranges], { dims: ["i", "n", "h", "w"] });
    return emit(graph, "Reshape", [window, integers(graph, [channels, -1])], { dims: [channels, "rest"] });
  });
}
