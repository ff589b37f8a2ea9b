import type { Dim } from "../onnx/model.ts";
import { differentiable, emit, type Graph, integers, scalar, type Value } from "./graph.ts";

/** a + b with NumPy's broadcasting, as for the three below. */
export function add(graph: Graph, a: Value, b: Value): Value {
  const result = emit(graph, "Add", [a, b], { dims: broadcast(a, b) });
  return differentiable(graph, [a, b], result, (dy, wanted) => [
    wanted[0] ? reduceTo(graph, dy, a.dims) : null,
    wanted[1] ? reduceTo(graph, dy, b.dims) : null,
  ]);
}

export function sub(graph: Graph, a: Value, b: Value): Value {
  const result = emit(graph, "Sub", [a, b], { dims: broadcast(a, b) });
  return differentiable(graph, [a, b], result, (dy, wanted) => [
    wanted[0] ? reduceTo(graph, dy, a.dims) : null,
    wanted[1] ? reduceTo(graph, emit(graph, "Neg", [dy], { dims: dy.dims }), b.dims) : null,
  ]);
}

export function mul(graph: Graph, a: Value, b: Value): Value {
  const dims = broadcast(a, b);
  const result = emit(graph, "Mul", [a, b], { dims });
  return differentiable(graph, [a, b], result, (dy, wanted) => [
    wanted[0] ? reduceTo(graph, emit(graph, "Mul", [dy, b], { dims }), a.dims) : null,
    wanted[1] ? reduceTo(graph, emit(graph, "Mul", [dy, a], { dims }), b.dims) : null,
  ]);
}

export function div(graph: Graph, a: Value, b: Value): Value {
  const dims = broadcast(a, b);
  const result = emit(graph, "Div", [a, b], { dims });
  return differentiable(graph, [a, b], result, (dy, wanted) => {
    const da = emit(graph, "Div", [dy, b], { dims });
    const both = () => emit(graph, "Neg", [emit(graph, "Mul", [da, result], { dims })], { dims });
    return [wanted[0] ? reduceTo(graph, da, a.dims) : null, wanted[1] ? reduceTo(graph, both(), b.dims) : null];
  });
}

/** The larger of two tensors of one shape; where they are equal the gradient goes to the first. */
export function max(graph: Graph, a: Value, b: Value): Value {
  const { dims } = a;
  const result = emit(graph, "Max", [a, b], { dims });
  return differentiable(graph, [a, b], result, (dy) => {
    const less = emit(graph, "Cast", [emit(graph, "Less", [a, b], { dims })], { dims, attributes: { to: 1 } });
    const db = emit(graph, "Mul", [dy, less], { dims });
    return [emit(graph, "Sub", [dy, db], { dims }), db];
  });
}

/** Dropout by a mask that the caller draws: 0 or 1 / (share kept). */
export const dropout = (graph: Graph, x: Value, mask: Value): Value => mul(graph, x, mask);

export function relu(graph: Graph, x: Value): Value {
  const { dims } = x;
  const result = emit(graph, "Relu", [x], { dims });
  // 1 where the output is positive, else 0: a third of the time that Sign takes in onnxruntime.
  const open = (): Value => {
    const large = emit(graph, "Mul", [result, scalar(graph, 1e30)], { dims });
    return emit(graph, "Clip", [large, scalar(graph, 0), scalar(graph, 1)], { dims });
  };
  return differentiable(graph, [x], result, (dy) => [emit(graph, "Mul", [dy, open()], { dims })]);
}

export function sqrt(graph: Graph, x: Value): Value {
  const { dims } = x;
  const result = emit(graph, "Sqrt", [x], { dims });
  return differentiable(graph, [x], result, (dy) => [
    emit(graph, "Div", [emit(graph, "Mul", [dy, scalar(graph, 0.5)], { dims }), result], { dims }),
  ]);
}

export function exp(graph: Graph, x: Value): Value {
  const { dims } = x;
  const result = emit(graph, "Exp", [x], { dims });
  return differentiable(graph, [x], result, (dy) => [emit(graph, "Mul", [dy, result], { dims })]);
}

export function log(graph: Graph, x: Value): Value {
  const { dims } = x;
  const result = emit(graph, "Log", [x], { dims });
  return differentiable(graph, [x], result, (dy) => [emit(graph, "Div", [dy, x], { dims })]);
}

export function sigmoid(graph: Graph, x: Value): Value {
  const { dims } = x;
  const result = emit(graph, "Sigmoid", [x], { dims });
  return differentiable(graph, [x], result, (dy) => {
    const rest = emit(graph, "Sub", [scalar(graph, 1), result], { dims });
    return [emit(graph, "Mul", [dy, emit(graph, "Mul", [result, rest], { dims })], { dims })];
  });
}

function broadcast(a: Value, b: Value): readonly Dim[] {
  const rank = Math.max(a.dims.length, b.dims.length);
  return Array.from({ length: rank }, (_, index) => {
    const left = a.dims[index - rank + a.dims.length] ?? 1;
    const right = b.dims[index - rank + b.dims.length] ?? 1;
    if (left === right || right === 1) return left;
    if (left === 1) return right;
    throw new Error(`cannot broadcast ${a.name} [${a.dims.join(", ")}] with ${b.name} [${b.dims.join(", ")}]`);
  });
}

/** Sums a gradient over the axes along which its value was broadcast. */
function reduceTo(graph: Graph, dy: Value, dims: readonly Dim[]): Value {
  const lead = dy.dims.length - dims.length;
  const leading = Array.from({ length: lead }, (_, axis) => axis);
  const summed = lead > 0 ? sum(graph, dy, leading, { dims: dy.dims.slice(lead), keep: 0 }) : dy;
  const axes = dims.flatMap((dim, axis) => (dim === 1 && summed.dims[axis] !== 1 ? [axis] : []));
  return axes.length > 0 ? sum(graph, summed, axes, { dims, keep: 1 }) : summed;
}

type Summed = { readonly dims: readonly Dim[]; readonly keep: number };
const sum = (graph: Graph, x: Value, axes: readonly number[], { dims, keep }: Summed): Value =>
  emit(graph, "ReduceSum", [x, integers(graph, axes)], { dims, attributes: { keepdims: keep } });
