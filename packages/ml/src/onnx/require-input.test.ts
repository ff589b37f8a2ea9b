import { expect, test } from "vitest";
import { requireInput } from "./require-input.ts";

const bytes = (text: string): number[] => Array.from(text, (letter) => letter.charCodeAt(0));
const input = [0x0a, 3, ...bytes("why")];
const fallback = [0x42, 3, ...bytes("why")];

test("a default value loses its name, the input keeps its own, and the model its length", () => {
  const model = Uint8Array.of(1, ...input, 2, ...fallback, 3, ...input);
  expect(requireInput(model, "why")).toEqual(Uint8Array.of(1, ...input, 2, 0x42, 3, ...bytes("wh_"), 3, ...input));
  expect(model[9]).toBe(bytes("w")[0]);
});

test("a model without the default, or with two, is left alone", () => {
  expect(requireInput(Uint8Array.of(...input), "why")).toBeNull();
  expect(requireInput(Uint8Array.of(...fallback, ...fallback), "why")).toBeNull();
  expect(requireInput(new Uint8Array(0), "why")).toBeNull();
});
