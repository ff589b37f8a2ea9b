import { expect, test } from "vitest";
import { encodeModel } from "./model.ts";
import { bytes, encode, float, int, message, text } from "./protobuf.ts";
import { floatsOf, readModel } from "./read.ts";
import { fieldsOf } from "./wire.ts";

test("messages are written as the protocol says", () => {
  // The examples of protobuf.dev: field 1 = 150 and field 2 = "testing".
  expect([...encode([int(1, 150)])]).toEqual([0x08, 0x96, 0x01]);
  expect([...encode([text(2, "testing")])]).toEqual([0x12, 7, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6e, 0x67]);
  expect([...encode([int(1, -1)])]).toEqual([0x08, ...new Array(9).fill(0xff), 0x01]);
  expect([...encode([float(2, 1)])]).toEqual([0x15, 0, 0, 0x80, 0x3f]);
  expect([...encode([message(3, [int(1, 150)])])]).toEqual([0x1a, 3, 0x08, 0x96, 0x01]);
});

test("text goes as UTF-8 and comes back", () => {
  const model = readModel(encodeModel({ name: "g", nodes: [], inputs: [], outputs: [], constants: [], metadata: { clé: "zoé 🦐" } }));
  expect(model.metadata).toEqual({ clé: "zoé 🦐" });
});

test("what a model holds can be read back", () => {
  const data = Float32Array.of(1, 2.5, -3, 4, 0, 6);
  const bytesOfModel = encodeModel({
    name: "g",
    nodes: [{ op: "Add", inputs: ["x", "w"], outputs: ["y"], attributes: {} }],
    inputs: [{ name: "x", type: "float32", dims: ["n", 3] }],
    outputs: [{ name: "y", type: "float32", dims: ["n", 3] }],
    constants: [{ name: "w", dims: [2, 3], data }],
  });
  const model = readModel(bytesOfModel);
  expect(model).toMatchObject({ opsets: { "": 17 }, operators: ["Add"], inputs: ["x"], outputs: ["y"], external: [] });
  expect(model.tensors.map(({ name, dims }) => ({ name, dims }))).toEqual([{ name: "w", dims: [2, 3] }]);
  expect(model.tensors.map(floatsOf)).toEqual([data]);
});

test("tensors in other files and foreign operators are seen, also inside sub-graphs", () => {
  const tensor = [text(8, "secret"), int(2, 1), int(14, 1), message(13, [text(1, "location"), text(2, "../../etc/passwd")])];
  const inner = [message(1, [text(4, "Evil"), text(7, "com.example")]), message(5, tensor)];
  const node = [text(4, "If"), message(5, [text(1, "then_branch"), message(6, inner), int(20, 5)])];
  const found = readModel(encode([message(7, [message(1, node)]), message(8, [text(1, "com.example"), int(2, 1)])]));
  expect(found).toMatchObject({ external: ["secret"], operators: ["If", "com.example.Evil"], opsets: { "com.example": 1 } });
});

test("tensors in other files hide in no attribute, and functions of its own are refused", () => {
  const tensor = [text(8, "hidden"), int(2, 1), int(14, 1)];
  const node = [text(4, "Constant"), message(5, [text(1, "sparse_value"), message(22, [message(2, tensor)]), int(20, 11)])];
  expect(readModel(encode([message(7, [message(1, node)])])).external).toEqual(["hidden"]);
  expect(() => readModel(encode([message(7, [text(2, "g")]), message(25, [text(1, "Relu")])]))).toThrow("functions of its own");
});

test("nothing hides in a second graph, which a runtime would merge into the first", () => {
  const tensor = [text(8, "second"), int(2, 1), int(14, 1)];
  const graphs = [
    message(7, [message(1, [text(4, "Relu")])]),
    message(7, [message(1, [text(4, "Evil"), text(7, "com.example")]), message(5, tensor)]),
  ];
  expect(readModel(encode(graphs))).toMatchObject({ operators: ["Relu", "com.example.Evil"], external: ["second"] });
});

test("bytes that are no model end in a sentence", () => {
  expect(() => readModel(Uint8Array.of(0x3a, 200, 1, 0))).toThrow("the message has 1 left");
  expect(() => readModel(Uint8Array.of(8, 8))).toThrow("no graph");
  expect(() => [...fieldsOf(Uint8Array.of(0xff, 0xff))]).toThrow("ends inside a number");
  // Field 1, text "a", with a bit above 32 that other readers forget.
  expect(() => [...fieldsOf(Uint8Array.of(0x8a, 0x80, 0x80, 0x80, 0x10, 1, 97))]).toThrow("too large");
  expect(() => readModel(encode([bytes(7, Uint8Array.of(7))]))).toThrow("wire type 7");
});
