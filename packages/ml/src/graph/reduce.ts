import { differentiable, emit, type Graph, integers, type Value } from "./graph.ts";

/** Sum over axes, which stay with length 1. */
export function reduceSum(graph: Graph, x: Value, axes: readonly number[]): Value {
  const dims = x.dims.map((dim, axis) => (axes.includes(axis) ? 1 : dim));
  const result = emit(graph, "ReduceSum", [x, integers(graph, axes)], { dims, attributes: { keepdims: 1 } });
  return differentiable(graph, [x], result, (dy) => [expand(graph, dy, x)]);
}

/** Mean over axes, which stay with length 1. */
export function reduceMean(graph: Graph, x: Value, axes: readonly number[]): Value {
  const dims = x.dims.map((dim, axis) => (axes.includes(axis) ? 1 : dim));
  const result = emit(graph, "ReduceMean", [x], { dims, attributes: { axes, keepdims: 1 } });
  return differentiable(graph, [x], result, (dy) => [expand(graph, emit(graph, "Div", [dy, elementsAlong(graph, x, axes)], { dims }), x)]);
}

/** How many elements those axes hold, as a float scalar: known only when the graph runs. */
export function elementsAlong(graph: Graph, x: Value, axes: readonly number[]): Value {
  const lengths = emit(graph, "Gather", [emit(graph, "Shape", [x], { dims: [x.dims.length] }), integers(graph, axes)], {
    dims: [axes.length],
  });
  const product = emit(graph, "ReduceProd", [lengths], { dims: [1], attributes: { keepdims: 0 } });
  return emit(graph, "Cast", [product], { dims: [], attributes: { to: 1 } });
}

const expand = (graph: Graph, dy: Value, like: Value): Value =>
  emit(graph, "Expand", [dy, emit(graph, "Shape", [like], { dims: [like.dims.length] })], { dims: like.dims });
