import type { Attribute, Constant, Dim, OnnxGraph, OnnxNode, TensorInfo } from "../onnx/model.ts";

/** A float32 tensor in a graph under construction; dims of the same name have the same length. */
export type Value = { readonly name: string; readonly dims: readonly Dim[] };

/** What an operator left behind for the way back: the gradients of its inputs, given that of its output. */
type Step = {
  readonly inputs: readonly Value[];
  readonly output: Value;
  readonly backward: Backward;
};
/** Gives null where `wanted` says that nobody needs an input's gradient. */
export type Backward = (dy: Value, wanted: readonly boolean[]) => readonly (Value | null)[];

/** A graph of standard ONNX operators that remembers how to differentiate itself. */
export type Graph = {
  readonly nodes: OnnxNode[];
  readonly constants: Constant[];
  readonly inputs: TensorInfo[];
  readonly outputs: TensorInfo[];
  readonly tape: Step[];
  /** False while gradients are built: they are not differentiated again. */
  recording: boolean;
  names: number;
};

export const createGraph = (): Graph => ({
  nodes: [],
  constants: [],
  inputs: [],
  outputs: [],
  tape: [],
  recording: true,
  names: 0,
});

export function input(graph: Graph, name: string, dims: readonly Dim[]): Value {
  graph.inputs.push({ name, type: "float32", dims });
  return { name, dims };
}

/** A float32 constant under a name of its own, to be found again in the file. */
export function namedConstant(graph: Graph, name: string, { data, dims }: { data: Float32Array; dims: readonly number[] }): Value {
  graph.constants.push({ name, dims, data });
  return { name, dims };
}

/** A float32 constant; without dims a scalar. */
export function constant(graph: Graph, data: readonly number[] | Float32Array, dims: readonly number[] = []): Value {
  const name = fresh(graph, "c");
  graph.constants.push({ name, dims, data: Float32Array.from(data) });
  return { name, dims };
}

export const scalar = (graph: Graph, value: number): Value => constant(graph, [value]);

/** An int64 constant: shapes, axes, positions. */
export function integers(graph: Graph, values: readonly number[]): Value {
  const name = fresh(graph, "i");
  graph.constants.push({ name, dims: [values.length], data: BigInt64Array.from(values.map(BigInt)) });
  return { name, dims: [values.length] };
}

/** Declares a value as an output under a name of its own. */
export function output(graph: Graph, name: string, value: Value): void {
  graph.nodes.push({ op: "Identity", inputs: [value.name], outputs: [name], attributes: {} });
  graph.outputs.push({ name, type: "float32", dims: value.dims });
}

type Emitted = { readonly dims: readonly Dim[]; readonly attributes?: Readonly<Record<string, Attribute>> };

export function emit(graph: Graph, op: string, inputs: readonly (Value | null)[], { dims, attributes = {} }: Emitted): Value {
  const name = fresh(graph, "v");
  graph.nodes.push({ op, inputs: inputs.map((value) => value?.name ?? ""), outputs: [name], attributes });
  return { name, dims };
}

/** The same for an operator with two outputs. */
export function emitPair(graph: Graph, op: string, inputs: readonly Value[], { dims, attributes = {} }: Emitted): readonly [Value, Value] {
  const first = fresh(graph, "v");
  const second = fresh(graph, "v");
  graph.nodes.push({ op, inputs: inputs.map(({ name }) => name), outputs: [first, second], attributes });
  return [
    { name: first, dims },
    { name: second, dims },
  ];
}

/** Notes how the output's gradient becomes those of the inputs; returns the output. */
export function differentiable(graph: Graph, inputs: readonly Value[], result: Value, backward: Backward): Value {
  if (graph.recording) graph.tape.push({ inputs, output: result, backward });
  return result;
}

export const toModel = (graph: Graph, name: string, metadata: Readonly<Record<string, string>> = {}): OnnxGraph => ({
  name,
  nodes: graph.nodes,
  inputs: graph.inputs,
  outputs: graph.outputs,
  constants: graph.constants,
  metadata,
});

const fresh = (graph: Graph, prefix: string): string => `${prefix}${graph.names++}`;
