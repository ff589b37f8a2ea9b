import { bytes, encode, type Field, float, int, message, text } from "./protobuf.ts";

/** Numbers of onnx.proto (github.com/onnx/onnx, IR version 8, operator set 17): standard operators only. */
const irVersion = 8;
export const opset = 17;

export type ElementType = "float32" | "int64" | "bool";
const elementCode: Readonly<Record<ElementType, number>> = { float32: 1, int64: 7, bool: 9 };

/** A length that is known (a number) or named (a string: the same name is the same length). */
export type Dim = number | string;

export type Attribute = number | string | readonly number[] | { readonly float: number };
export type OnnxNode = {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, Attribute>>;
};
export type TensorInfo = { readonly name: string; readonly type: ElementType; readonly dims: readonly Dim[] };
export type Constant = {
  readonly name: string;
  readonly dims: readonly number[];
  readonly data: Float32Array | BigInt64Array;
};
export type OnnxGraph = {
  readonly name: string;
  readonly nodes: readonly OnnxNode[];
  readonly inputs: readonly TensorInfo[];
  readonly outputs: readonly TensorInfo[];
  readonly constants: readonly Constant[];
  readonly metadata?: Readonly<Record<string, string>>;
};

/** The bytes of a single-file ModelProto, without external data. */
export function encodeModel(graph: OnnxGraph): Uint8Array {
  return encode([
    int(1, irVersion),
    text(2, "nauplius"),
    message(7, [
      ...graph.nodes.map((node, index) => message(1, nodeFields(node, index))),
      text(2, graph.name),
      ...graph.constants.map((constant) => message(5, constantFields(constant))),
      ...graph.inputs.map((info) => message(11, infoFields(info))),
      ...graph.outputs.map((info) => message(12, infoFields(info))),
    ]),
    message(8, [text(1, ""), int(2, opset)]),
    ...Object.entries(graph.metadata ?? {}).map(([key, value]) => message(14, [text(1, key), text(2, value)])),
  ]);
}

const nodeFields = (node: OnnxNode, index: number): Field[] => [
  ...node.inputs.map((name) => text(1, name)),
  ...node.outputs.map((name) => text(2, name)),
  text(3, `${node.op}_${index}`),
  text(4, node.op),
  ...Object.entries(node.attributes).map(([name, value]) => message(5, attributeFields(name, value))),
];

function attributeFields(name: string, value: Attribute): Field[] {
  if (typeof value === "number") return [text(1, name), int(3, value), int(20, 2)];
  if (typeof value === "string") return [text(1, name), text(4, value), int(20, 3)];
  if ("float" in value) return [text(1, name), float(2, value.float), int(20, 1)];
  return [text(1, name), ...value.map((item) => int(8, item)), int(20, 7)];
}

const constantFields = ({ name, dims, data }: Constant): Field[] => [
  ...dims.map((dim) => int(1, dim)),
  int(2, data instanceof Float32Array ? elementCode.float32 : elementCode.int64),
  text(8, name),
  bytes(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength)),
];

const infoFields = ({ name, type, dims }: TensorInfo): Field[] => [
  text(1, name),
  message(2, [
    message(1, [
      int(1, elementCode[type]),
      message(
        2,
        dims.map((dim) => message(1, [typeof dim === "number" ? int(1, dim) : text(2, dim)])),
      ),
    ]),
  ]),
];
