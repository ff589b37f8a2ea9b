import { max } from "./elementwise.ts";
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

/** Where the overlapping 2 x 2 windows of a fractional max pooling begin: for rows two matrices [h', h] that select the
 *  first and second row of each window, for columns two of [w, w']. */
export type Windows = { readonly rows: readonly [Value, Value]; readonly columns: readonly [Value, Value] };

/** Fractional max pooling with overlapping windows (Graham 2014, arXiv 1412.6071): ratios between 1 and 2. */
export function fractionalMaxPool(graph: Graph, x: Value, { rows, columns }: Windows): Value {
  const tall = max(graph, selectRows(graph, rows[0], x), selectRows(graph, rows[1], x));
  return max(graph, selectColumns(graph, tall, columns[0]), selectColumns(graph, tall, columns[1]));
}

function selectRows(graph: Graph, select: Value, x: Value): Value {
  const [n = 1, c = 1, , w = 1] = x.dims;
  const result = emit(graph, "MatMul", [select, x], { dims: [n, c, select.dims[0] ?? 1, w] });
  return differentiable(graph, [x], result, (dy) => [emit(graph, "MatMul", [turned(graph, select), dy], { dims: x.dims })]);
}

function selectColumns(graph: Graph, x: Value, select: Value): Value {
  const [n = 1, c = 1, h = 1] = x.dims;
  const result = emit(graph, "MatMul", [x, select], { dims: [n, c, h, select.dims[1] ?? 1] });
  return differentiable(graph, [x], result, (dy) => [emit(graph, "MatMul", [dy, turned(graph, select)], { dims: x.dims })]);
}

const turned = (graph: Graph, matrix: Value): Value =>
  emit(graph, "Transpose", [matrix], { dims: [...matrix.dims].reverse(), attributes: { perm: [1, 0] } });

/** Starts of the windows that cover `length` positions by `pooled` windows of two: Graham's pseudo-random sequence
 *  ceil(alpha (i + u)) with u in (0, 1) drawn once; u = 0.5 is the steady one for inference. */
export function windowStarts(length: number, pooled: number, u: number): number[] {
  const alpha = (length - 2) / (pooled - 1);
  return Array.from({ length: pooled }, (_, index) => {
    if (index === pooled - 1) return length - 2;
    return Math.min(length - 2, Math.max(0, Math.ceil(alpha * (index + u)) - Math.ceil(alpha * u)));
  });
}
