import { type FieldDefinition, fixedField, isFeature, type Level, ok, refuse } from "@nauplius/domain";
import type { Outcome } from "../verb.ts";

type Value = string | number | null;
const day = /^\d{4}-\d{2}-\d{2}$/;
const clock = /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/;

const wrong = (where: string, got: Value, expected: string) =>
  refuse("invalid", `${where}: got ${JSON.stringify(got)}, expected ${expected}`, { faults: [{ path: where, message: expected }] });

/** A number typed by a person; a decimal comma is a mistake that is named. */
function numberFrom(where: string, value: string | number): Outcome<number> {
  if (typeof value === "number") return ok(value);
  const text = value.trim();
  const number = Number(text);
  if (text !== "" && Number.isFinite(number)) return ok(number);
  return wrong(where, value, /^[+-]?\d+,\d+$/.test(text) ? `a number with a decimal point (${text.replace(",", ".")})` : "a number");
}

/** What is stored for a value that a person gave, or why not. Empty is "missing". */
export function storedValue(level: Level, field: string, value: Value, dictionary: readonly FieldDefinition[]): Outcome<Value> {
  const where = `${level} ${field}`;
  const empty = value === null || (typeof value === "string" && value.trim() === "");
  const fixed = fixedField(level, field);
  if (fixed !== undefined) {
    if (empty) return fixed.required ? wrong(where, value, "a value; this field cannot be empty") : ok(null);
    if (fixed.type === "text") return ok(String(value).trim());
    if (fixed.type === "date")
      return typeof value === "string" && day.test(value.trim()) && !Number.isNaN(Date.parse(value.trim()))
        ? ok(value.trim())
        : wrong(where, value, "a day as YYYY-MM-DD");
    if (fixed.type === "time")
      return typeof value === "string" && clock.test(value.trim()) ? ok(value.trim()) : wrong(where, value, "a time as HH:MM:SS");
    if (fixed.type === "instant")
      return typeof value === "string" && !Number.isNaN(Date.parse(value))
        ? ok(new Date(value).toISOString())
        : wrong(where, value, "a moment as YYYY-MM-DDTHH:MM:SSZ");
    const number = numberFrom(where, value);
    if (!number.ok) return number;
    const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = fixed;
    return number.value >= min && number.value <= max ? number : wrong(where, value, `a number from ${min} to ${max}`);
  }
  if (level === "object" && isFeature(field))
    return refuse("invalid", `${where}: measured values are not edited; measure the object anew instead`);
  const free = dictionary.find((f) => f.level === level && f.name === field);
  if (free === undefined)
    return refuse("invalid", `${where}: this project has no such column`, { faults: [{ path: where, message: "unknown column" }] });
  if (empty) return ok(null);
  if (free.type === "text") return ok(String(value));
  const number = numberFrom(where, value);
  // Parents keep the exact text that was written; objects keep numbers.
  return !number.ok ? number : ok(level === "object" ? number.value : String(value).trim());
}

/** Are two values of a cell the same to a person? A text of a number and the number are. */
export const sameValue = (a: unknown, b: unknown): boolean =>
  (a ?? "") === (b ?? "") || (a !== null && b !== null && a !== "" && b !== "" && String(a ?? "") === String(b ?? ""));
