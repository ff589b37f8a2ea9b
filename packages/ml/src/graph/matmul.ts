import { differentiable, emit, type Graph, type Value } from "./graph.ts";

/** a [m, k] times b [k, n]. */
export function matmul(graph: Graph, a: Value, b: Value): Value {
  const result = emit(graph, "MatMul", [a, b], { dims: [a.dims[0] ?? 1, b.dims[1] ?? 1] });
  return differentiable(graph, [a, b], result, (dy, wanted) => [
    wanted[0] ? emit(graph, "Gemm", [dy, b], { dims: a.dims, attributes: { transB: 1 } }) : null,
    wanted[1] ? emit(graph, "Gemm", [a, dy], { dims: b.dims, attributes: { transA: 1 } }) : null,
  ]);
}
