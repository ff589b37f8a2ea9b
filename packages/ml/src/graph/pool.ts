import { constant, differentiable, emit, emitPair, type Graph, scalar, type Value } from "./graph.ts";
import { half } from "./shape.ts";

const two = { kernel_shape: [2, 2], strides: [2, 2] };

/** The largest of each 2 x 2 block. */
export function maxPool(graph: Graph, x: Value): Value {
  const [n = 1, c = 1, h = 1, w = 1] = x.dims;
  const [result, where] = emitPair(graph, "MaxPool", [x], { dims: [n, c, half(h), half(w)], attributes: two });
  return differentiable(graph, [x], result, (dy) => {
    const shape = emit(graph, "Shape", [x], { dims: [4] });
    return [emit(graph, "MaxUnpool", [dy, where, shape], { dims: x.dims, attributes: two })];
  });
}

/** The mean of each 2 x 2 block. */
export function averagePool(graph: Graph, x: Value): Value {
  const [n = 1, c = 1, h = 1, w = 1] = x.dims;
  const result = emit(graph, "AveragePool", [x], { dims: [n, c, half(h), half(w)], attributes: two });
  return differentiable(graph, [x], result, (dy) => {
    const scales = constant(graph, [1, 1, 2, 2], [4]);
    const attributes = { mode: "nearest", coordinate_transformation_mode: "asymmetric", nearest_mode: "floor" };
    const spread = emit(graph, "Resize", [dy, null, scales], { dims: x.dims, attributes });
    return [emit(graph, "Mul", [spread, scalar(graph, 0.25)], { dims: x.dims })];
  });
}
