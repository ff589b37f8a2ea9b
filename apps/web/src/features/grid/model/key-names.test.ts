import { expect, test } from "vitest";
import { keyName } from "./key-names.ts";

const azerty = new Map([
  ["Digit1", "&"],
  ["Digit2", "é"],
]);
const name = (key: Parameters<typeof keyName>[0], layout: Map<string, string> | null = null) => keyName(key, { space: "Space", layout });

test("a physical key is named by what the person's keyboard writes there, and by its digit", () => {
  expect(name({ code: "Digit1" }, azerty)).toBe("& 1");
  expect(name({ code: "Digit2" }, azerty)).toBe("é 2");
  expect(name({ code: "Digit1" }, new Map([["Digit1", "1"]]))).toBe("1");
  expect(name({ code: "Numpad0" })).toBe("0");
});

test("letters and signs are named by character, whatever key writes them", () => {
  expect(name({ key: "z", ctrl: true }, azerty)).toBe("Z");
  expect(name({ key: "?" }, azerty)).toBe("?");
  expect([name({ key: " " }), name({ key: "ArrowUp" }), name({ key: "F9" })]).toEqual(["Space", "↑", "F9"]);
});
