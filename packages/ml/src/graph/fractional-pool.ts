import type { Dim } from "../onnx/model.ts";
import { max } from "./elementwise.ts";
import { differentiable, emit, emitPair, type Graph, integers, scalar, type Value } from "./graph.ts";

/** Fractional max pooling by the square root of two (Graham 2014, arXiv 1412.6071, overlapping regions, a steady instead
 *  of a random sequence): x [n, c, h, w] becomes [n, c, h', w'], a length L >= 1 becoming L' = round(L / sqrt 2), each
 *  result the largest of a window of 2 x 2. The first window begins at the first position, the last one ends at the last,
 *  window i begins at floor(i (L - 2) / (L' - 1)): every position lies in a window. Pooled twice, an even length is exactly
 *  halved. Lengths are read when the graph runs: one graph pools rectangles of any size. Values must be finite; of equal
 *  ones in a window the first gets the gradient. Throws where x has not four axes. */
export function fractionalMaxPool(graph: Graph, x: Value): Value {
  const [n, c, h, w] = x.dims;
  if (n === undefined || c === undefined || h === undefined || w === undefined || x.dims.length > 4)
    throw new Error(`${x.name} [${x.dims.join(", ")}] cannot be pooled: expected [n, c, h, w]`);
  const [rows, columns] = [windowsAlong(graph, x, 2), windowsAlong(graph, x, 3)];
  // One more position behind each axis, so that an axis of one position has a window: no other window reaches there.
  const everywhere = { dims: x.dims, attributes: { kernel_shape: [2, 2], strides: [1, 1], pads: [0, 0, 1, 1] } };
  const dims = [n, c, byRootTwo(h), byRootTwo(w)];
  const rowsOf = (value: Value): Value =>
    emit(graph, "Gather", [value, rows.first], { dims: [n, c, byRootTwo(h), w], attributes: { axis: 2 } });
  // Columns by a product with a matrix of 0 and 1: gathering single numbers costs a quarter of the whole network's time on a CPU.
  const chosen = selection(graph, columns, w);
  const result = emit(graph, "MatMul", [rowsOf(emit(graph, "MaxPool", [x], everywhere)), chosen], { dims });
  return differentiable(graph, [x], result, (dy) => {
    const [, where] = emitPair(graph, "MaxPool", [x], everywhere);
    const from = emit(graph, "Gather", [rowsOf(where), columns.first], { dims, attributes: { axis: 3 } });
    const flat = (value: Value): Value => emit(graph, "Reshape", [value, integers(graph, [-1])], { dims: ["all"] });
    const nothing = emit(graph, "Mul", [x, scalar(graph, 0)], { dims: x.dims });
    const sums = emit(graph, "ScatterElements", [flat(nothing), flat(from), flat(dy)], { dims: ["all"], attributes: { reduction: "add" } });
    return [emit(graph, "Reshape", [sums, emit(graph, "Shape", [x], { dims: [4] })], { dims: x.dims })];
  });
}

/** The same along one axis of x, whichever it is, by windows of two: fast where whole blocks follow the axis. Along two
 *  axes, one after the other, it gives what `fractionalMaxPool` gives. */
export function fractionalMaxPoolAlong(graph: Graph, x: Value, axis: number): Value {
  const along = windowsAlong(graph, x, axis);
  const second = emit(graph, "Min", [emit(graph, "Add", [along.first, integers(graph, [1])], along), along.last], along);
  return max(graph, pick(graph, x, { ...along, at: along.first }), pick(graph, x, { ...along, at: second }));
}

/** The name or number of a length behind the pooling: twice gives the name that halving gives. */
export function byRootTwo(dim: Dim): Dim {
  if (typeof dim === "number") return Math.round(dim * Math.SQRT1_2);
  return dim.endsWith(halfway) ? `${dim.slice(0, -halfway.length)}/2` : `${dim}${halfway}`;
}
const halfway = "/sqrt2";

/** 2^16 and 2^16 / sqrt 2: integers, so that no rounding of the machine moves a window. */
const [one, rootHalf] = [65_536, 46_341];

/** The lengths [k] (int64) behind the pooling; where `pooled` is false a length stays. */
export function pooledLengths(graph: Graph, lengths: Value, pooled: readonly boolean[]): Value {
  const { dims } = lengths;
  const factors = pooled.map((isPooled) => (isPooled ? rootHalf : one));
  const scaled = emit(graph, "Mul", [lengths, integers(graph, factors)], { dims });
  return emit(graph, "Div", [emit(graph, "Add", [scaled, integers(graph, [one / 2])], { dims }), integers(graph, [one])], { dims });
}

/** int64 tensors: */
type Along = {
  readonly axis: number;
  /** Its length and its last position [1]. */
  readonly length: Value;
  readonly last: Value;
  readonly pooled: Value;
  /** 0, 1, ... below the pooled length, and where those windows begin [m]: at least one position apart. */
  readonly order: Value;
  readonly first: Value;
  readonly dims: readonly Dim[];
};

function windowsAlong(graph: Graph, x: Value, axis: number): Along {
  const length = lengthAlong(graph, x, axis);
  const pooled = pooledLengths(graph, length, [true]);
  const dims = [byRootTwo(x.dims[axis] ?? 1)];
  const less = (value: Value, by: number): Value => emit(graph, "Sub", [value, integers(graph, [by])], { dims: [1] });
  const order = countTo(graph, pooled, dims);
  const steps = emit(graph, "Max", [less(pooled, 1), integers(graph, [1])], { dims: [1] });
  const first = emit(graph, "Div", [emit(graph, "Mul", [order, less(length, 2)], { dims }), steps], { dims });
  return { axis, length, last: less(length, 1), pooled, order, first, dims };
}

function lengthAlong(graph: Graph, x: Value, axis: number): Value {
  const shape = emit(graph, "Shape", [x], { dims: [x.dims.length] });
  return emit(graph, "Slice", [shape, integers(graph, [axis]), integers(graph, [axis + 1])], { dims: [1] });
}

function countTo(graph: Graph, count: Value, dims: readonly Dim[]): Value {
  const ones = emit(graph, "Expand", [integers(graph, [1]), count], { dims });
  const counted = emit(graph, "CumSum", [ones, emit(graph, "Squeeze", [integers(graph, [0])], { dims: [] })], { dims });
  return emit(graph, "Sub", [counted, integers(graph, [1])], { dims });
}

/** The matrix [length, m] of 0 and 1 that selects where the windows begin. */
function selection(graph: Graph, { length, first }: Along, dim: Dim): Value {
  const places = emit(graph, "Unsqueeze", [countTo(graph, length, [dim]), integers(graph, [1])], { dims: [dim, 1] });
  const dims = [dim, ...first.dims];
  return emit(graph, "Cast", [emit(graph, "Equal", [places, first], { dims })], { dims, attributes: { to: 1 } });
}

/** Different positions `at` of an axis. The gradient of a position that is not among them is 0: it is read from an added one. */
function pick(graph: Graph, x: Value, { axis, at, length, pooled, order }: Along & { readonly at: Value }): Value {
  const dims = x.dims.map((dim, index) => (index === axis ? byRootTwo(dim) : dim));
  const result = emit(graph, "Gather", [x, at], { dims, attributes: { axis } });
  return differentiable(graph, [x], result, (dy) => {
    const pads = x.dims.map((_, index) => (index === axis ? 1 : 0));
    const padded = emit(graph, "Pad", [dy, integers(graph, [...pads.map(() => 0), ...pads])], { dims });
    const from = { dims: [x.dims[axis] ?? 1] };
    const nowhere = emit(graph, "Expand", [pooled, length], from);
    const where = emit(graph, "ScatterElements", [nowhere, at, order], from);
    return [emit(graph, "Gather", [padded, where], { dims: x.dims, attributes: { axis } })];
  });
}
