import type { FieldDefinition } from "@nauplius/domain";
import { expect, test } from "vitest";
import { instantFrom, sameValue, storedValue } from "./rules.ts";

const dictionary: FieldDefinition[] = [
  { level: "sample", name: "tot_vol", type: "number", unit: "m³" },
  { level: "sample", name: "ship", type: "text", unit: null },
  { level: "object", name: "quality", type: "number", unit: null },
];
const stored = (...args: [Parameters<typeof storedValue>[0], string, string | number | null]) => storedValue(...args, dictionary);
const value = (outcome: ReturnType<typeof storedValue>) => (outcome.ok ? outcome.value : outcome.error.message);

test("numbers above objects keep the text that was written, objects keep numbers", () => {
  expect(value(stored("sample", "tot_vol", " 12.50 "))).toBe("12.50");
  expect(value(stored("object", "quality", "12.50"))).toBe(12.5);
});

test("a decimal comma is named with what it should be", () => {
  expect(value(stored("sample", "tot_vol", "12,5"))).toContain("expected a number with a decimal point (12.5)");
});

test.each(["0x10", "1e999", "Infinity", "12 m", "1_000"])("%s is no number", (text) => {
  expect(stored("sample", "tot_vol", text).ok).toBe(false);
});

test("values out of a field's range are refused with the range", () => {
  expect(value(stored("sample", "lat", 91))).toContain("a number from -90 to 90");
  expect(value(stored("acquisition", "pixel_size", 0))).toContain("a number from 0.01 to 10000");
  expect(value(stored("acquisition", "sub_part", 0))).toContain("a number above 0");
});

test("empty means missing, but not for names", () => {
  expect(value(stored("sample", "lat", " "))).toBeNull();
  expect(value(stored("sample", "tot_vol", null))).toBeNull();
  expect(stored("sample", "id", "").ok).toBe(false);
});

test("days that are not in the calendar are refused", () => {
  expect(value(stored("object", "date", "2014-02-28"))).toBe("2014-02-28");
  expect(stored("object", "date", "2014-02-30").ok).toBe(false);
  expect(stored("object", "date", "20.04.2014").ok).toBe(false);
});

test("a time gets its seconds", () => {
  expect(value(stored("object", "time", "09:05"))).toBe("09:05:00");
  expect(stored("object", "time", "24:00").ok).toBe(false);
});

test("a moment without a zone is UTC, one with a zone is brought there", () => {
  expect(instantFrom("2014-04-20 10:00")).toBe("2014-04-20T10:00:00Z");
  expect(instantFrom("2014-04-20T10:00:00+02:00")).toBe("2014-04-20T08:00:00Z");
  expect(instantFrom("2014-04-20T10:00:00.25-0330")).toBe("2014-04-20T13:30:00.250Z");
  expect(instantFrom("2014-04-20")).toBe("2014-04-20T00:00:00Z");
  expect(instantFrom("2014-02-30T10:00")).toBeNull();
  expect(instantFrom("yesterday")).toBeNull();
});

test("measured values and unknown columns are not edited", () => {
  expect(value(stored("object", "area", 3))).toContain("measured values are not edited");
  expect(value(stored("sample", "colour", "red"))).toContain("no such column");
});

test("an empty cell and a missing value are the same, 1.5 and 1.50 are not", () => {
  expect(sameValue(null, "")).toBe(true);
  expect(sameValue(undefined, null)).toBe(true);
  expect(sameValue(1.5, "1.5")).toBe(true);
  expect(sameValue("1.50", 1.5)).toBe(false);
  expect(sameValue(0, null)).toBe(false);
});
