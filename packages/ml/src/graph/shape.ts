import type { Dim } from "../onnx/model.ts";
import { differentiable, emit, type Graph, integers, type Value } from "./graph.ts";

/** The same elements in another shape; at most one length may be a name. */
export function reshape(graph: Graph, x: Value, dims: readonly Dim[]): Value {
  const lengths = dims.map((dim) => (typeof dim === "number" ? dim : -1));
  if (lengths.filter((length) => length < 0).length > 1) throw new Error(`cannot infer [${dims.join(", ")}] from ${x.name}`);
  const result = emit(graph, "Reshape", [x, integers(graph, lengths)], { dims });
  return differentiable(graph, [x], result, (dy) => [
    emit(graph, "Reshape", [dy, emit(graph, "Shape", [x], { dims: [x.dims.length] })], { dims: x.dims }),
  ]);
}

/** The same with a shape that is known only when the graph runs, an int64 tensor. */
export function reshapeTo(graph: Graph, x: Value, { shape, dims }: { shape: Value; dims: readonly Dim[] }): Value {
  const result = emit(graph, "Reshape", [x, shape], { dims });
  return differentiable(graph, [x], result, (dy) => [
    emit(graph, "Reshape", [dy, emit(graph, "Shape", [x], { dims: [x.dims.length] })], { dims: x.dims }),
  ]);
}

export function transpose(graph: Graph, x: Value, perm: readonly number[]): Value {
  const result = emit(graph, "Transpose", [x], { dims: perm.map((axis) => x.dims[axis] ?? 1), attributes: { perm } });
  const inverse = perm.map((_, axis) => perm.indexOf(axis));
  return differentiable(graph, [x], result, (dy) => [emit(graph, "Transpose", [dy], { dims: x.dims, attributes: { perm: inverse } })]);
}

/** Joins tensors along an axis whose lengths are all known. */
export function concat(graph: Graph, parts: readonly Value[], axis: number): Value {
  const lengths = parts.map((part) => lengthOf(part, axis));
  const dims = (parts[0]?.dims ?? []).map((dim, at) => (at === axis ? lengths.reduce((a, b) => a + b, 0) : dim));
  const result = emit(graph, "Concat", parts, { dims, attributes: { axis } });
  return differentiable(graph, parts, result, (dy, wanted) => {
    let start = 0;
    return parts.map((part, index) => {
      const from = start;
      start += lengths[index] ?? 0;
      return wanted[index] ? cut(graph, dy, { axis, from, to: start, dims: part.dims }) : null;
    });
  });
}

/** Cuts tensors of the given shapes out of a vector, one behind the other. */
export function unpack(graph: Graph, vector: Value, shapes: readonly (readonly number[])[]): Value[] {
  const sizes = shapes.map((dims) => dims.reduce((a, b) => a * b, 1));
  let start = 0;
  return shapes.map((dims, index) => {
    const from = start;
    start += sizes[index] ?? 0;
    const piece = cut(graph, vector, { axis: 0, from, to: start, dims: [sizes[index] ?? 0] });
    return emit(graph, "Reshape", [piece, integers(graph, dims)], { dims });
  });
}

/** The reverse of `unpack`. */
export function pack(graph: Graph, values: readonly Value[]): Value {
  const flat = values.map((value) => {
    const size = value.dims.reduce<number>((product, _, axis) => product * lengthOf(value, axis), 1);
    return emit(graph, "Reshape", [value, integers(graph, [-1])], { dims: [size] });
  });
  const total = flat.reduce((sum, value) => sum + lengthOf(value, 0), 0);
  return emit(graph, "Concat", flat, { dims: [total], attributes: { axis: 0 } });
}

/** Blocks of 2 x 2 pixels become four channels at half the resolution (heights and widths must be even):
 *  a 1 x 1 convolution behind it is a 2 x 2 convolution of stride 2. */
export function spaceToDepth(graph: Graph, x: Value): Value {
  const [n = 1, c, h = 1, w = 1] = x.dims;
  const dims = [n, Number(c) * 4, half(h), half(w)];
  const result = emit(graph, "SpaceToDepth", [x], { dims, attributes: { blocksize: 2 } });
  return differentiable(graph, [x], result, (dy) => [
    emit(graph, "DepthToSpace", [dy], { dims: x.dims, attributes: { blocksize: 2, mode: "DCR" } }),
  ]);
}

export const half = (dim: Dim): Dim => (typeof dim === "number" ? Math.floor(dim / 2) : `${dim}/2`);

export function lengthOf(value: Value, axis: number): number {
  const dim = value.dims[axis];
  if (typeof dim === "number") return dim;
  throw new Error(`axis ${axis} of ${value.name} [${value.dims.join(", ")}] must be known`);
}

type Cut = { readonly axis: number; readonly from: number; readonly to: number; readonly dims: readonly Dim[] };
const cut = (graph: Graph, x: Value, { axis, from, to, dims }: Cut): Value =>
  emit(graph, "Slice", [x, integers(graph, [from]), integers(graph, [to]), integers(graph, [axis])], { dims });
