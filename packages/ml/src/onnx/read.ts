import { fieldsOf, textOf, type WireField } from "./wire.ts";

/** What can be told of a model without running it. */
export type ModelSummary = {
  /** Operator sets by domain; "" is ONNX's own. */
  readonly opsets: Readonly<Record<string, number>>;
  /** Operators used, as "domain.Name" (or the name alone for ONNX's own), each once; those of sub-graphs included. */
  readonly operators: readonly string[];
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly tensors: readonly StoredTensor[];
  /** Tensors whose data lie in other files. */
  readonly external: readonly string[];
  readonly metadata: Readonly<Record<string, string>>;
};
export type StoredTensor = { readonly name: string; readonly type: number; readonly dims: readonly number[]; readonly raw: Uint8Array };

/** Reads an ONNX ModelProto; throws a sentence where the bytes are none. */
export function readModel(bytes: Uint8Array): ModelSummary {
  const model = byField(bytes);
  const graphs = messages(model, 7);
  if (graphs.length === 0) throw new Error("it has no graph");
  // A runtime merges what stands there twice: nothing may hide in a second one.
  const graph = graphs.length === 1 ? (graphs[0] as Uint8Array) : concatenated(graphs);
  if (messages(model, 25).length > 0) throw new Error("it defines functions of its own, expected ONNX's own operators only");
  const operators = new Set<string>();
  const stored: Tensor[] = [];
  walk(graph, operators, stored);
  const top = byField(graph);
  return {
    opsets: Object.fromEntries(messages(model, 8).map((set) => [string(byField(set), 1), number(byField(set), 2)])),
    operators: [...operators].toSorted(),
    inputs: messages(top, 11).map((info) => string(byField(info), 1)),
    outputs: messages(top, 12).map((info) => string(byField(info), 1)),
    tensors: stored,
    external: stored.filter(({ isExternal }) => isExternal).map(({ name }) => name),
    metadata: Object.fromEntries(messages(model, 14).map((entry) => [string(byField(entry), 1), string(byField(entry), 2)])),
  };
}

/** Float32 elements of a stored tensor. */
export function floatsOf({ name, type, dims, raw }: StoredTensor): Float32Array {
  const length = dims.reduce((a, b) => a * b, 1);
  if (type !== 1 || raw.length !== length * 4) throw new Error(`tensor "${name}" is not float32 data of [${dims.join(", ")}]`);
  return new Float32Array(Uint8Array.from(raw).buffer);
}

type Tensor = StoredTensor & { readonly isExternal: boolean };
type Fields = ReadonlyMap<number, readonly WireField[]>;

function walk(graph: Uint8Array, operators: Set<string>, stored: Tensor[]): void {
  const fields = byField(graph);
  for (const tensor of messages(fields, 5)) stored.push(tensorOf(tensor));
  for (const tensor of messages(fields, 15)) stored.push(...sparseOf(tensor));
  for (const bytes of messages(fields, 1)) {
    const node = byField(bytes);
    const domain = string(node, 7);
    operators.add(domain === "" || domain === "ai.onnx" ? string(node, 4) : `${domain}.${string(node, 4)}`);
    for (const attribute of messages(node, 5)) {
      const inside = byField(attribute);
      for (const tensor of [...messages(inside, 5), ...messages(inside, 10)]) stored.push(tensorOf(tensor));
      for (const sparse of [...messages(inside, 22), ...messages(inside, 23)]) stored.push(...sparseOf(sparse));
      for (const inner of [...messages(inside, 6), ...messages(inside, 11)]) walk(inner, operators, stored);
    }
  }
}

/** Values and indices of a sparse tensor: two tensors. */
function sparseOf(bytes: Uint8Array): Tensor[] {
  const fields = byField(bytes);
  return [...messages(fields, 1), ...messages(fields, 2)].map(tensorOf);
}

function tensorOf(bytes: Uint8Array): Tensor {
  const fields = byField(bytes);
  const dims = (fields.get(1) ?? []).flatMap(({ value, bytes: packed }) => (packed ? packedNumbers(packed) : [value]));
  const isExternal = number(fields, 14) === 1 || fields.has(13);
  return { name: string(fields, 8), type: number(fields, 2), dims, raw: messages(fields, 9)[0] ?? new Uint8Array(), isExternal };
}

/** A packed array is a row of varints: read as if each had a key of its own. */
function packedNumbers(packed: Uint8Array): number[] {
  const keyed: number[] = [];
  let isStart = true;
  for (const byte of packed) {
    if (isStart) keyed.push(8);
    keyed.push(byte);
    isStart = byte < 128;
  }
  return [...fieldsOf(Uint8Array.from(keyed))].map(({ value }) => value);
}

function byField(message: Uint8Array): Fields {
  const fields = new Map<number, WireField[]>();
  for (const field of fieldsOf(message)) {
    const known = fields.get(field.field);
    if (known) known.push(field);
    else fields.set(field.field, [field]);
  }
  return fields;
}

/** Protocol buffers: the same as one message that holds all their fields. */
function concatenated(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const messages = (fields: Fields, field: number): Uint8Array[] => (fields.get(field) ?? []).flatMap(({ bytes }) => (bytes ? [bytes] : []));
const number = (fields: Fields, field: number): number => fields.get(field)?.at(-1)?.value ?? 0;
const string = (fields: Fields, field: number): string => textOf(messages(fields, field).at(-1) ?? new Uint8Array());
