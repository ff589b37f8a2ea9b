import {
  type FieldDefinition,
  type FixedField,
  fixedField,
  isFeature,
  isOffered,
  type Level,
  offeredFields,
  ok,
  refuse,
} from "@nauplius/domain";
import { z } from "zod";
import type { Outcome } from "../verb.ts";

type Value = string | number | null;
const clock = /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/;
const moment = /^(\d{4}-\d{2}-\d{2})(?:[T ]((?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,3})?)?)\s*(Z|[+-]\d{2}:?\d{2})?)?$/;

const wrong = (where: string, got: Value, expected: string) =>
  refuse("invalid", `${where}: got ${JSON.stringify(got)}, expected ${expected}`, {
    faults: [{ path: where, message: `expected ${expected}` }],
  });

/** A number typed by a person; a decimal comma is a mistake that is named. */
function numberFrom(where: string, value: string | number): Outcome<number> {
  if (typeof value === "number") return ok(value);
  const text = value.trim();
  const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  if (Number.isFinite(number)) return ok(number);
  return wrong(where, value, /^[+-]?\d+,\d+$/.test(text) ? `a number with a decimal point (${text.replace(",", ".")})` : "a number");
}

const isDay = (text: string): boolean => z.iso.date().safeParse(text).success;

/** A moment without a zone is UTC, whatever the machine's own. */
export function instantFrom(text: string): string | null {
  const found = moment.exec(text.trim());
  const day = found?.[1] ?? "";
  if (!isDay(day)) return null;
  const zone = (found?.[3] ?? "Z").replace(/^([+-]\d{2})(\d{2})$/, "$1:$2");
  const at = new Date(`${day}T${found?.[2] ?? "00:00"}${zone}`);
  return Number.isNaN(at.getTime()) ? null : at.toISOString().replace(".000Z", "Z");
}

function fixedValue(where: string, fixed: FixedField, value: string | number): Outcome<Value> {
  const text = String(value).trim();
  switch (fixed.type) {
    case "text":
      return ok(text);
    case "date":
      return isDay(text) ? ok(text) : wrong(where, value, "a day as YYYY-MM-DD");
    case "time":
      return clock.test(text) ? ok(text.length === 5 ? `${text}:00` : text) : wrong(where, value, "a time of the day (UTC) as HH:MM:SS");
    case "instant": {
      const at = instantFrom(text);
      return at === null ? wrong(where, value, "a moment (UTC) as YYYY-MM-DDTHH:MM:SSZ") : ok(at);
    }
    case "number": {
      const number = numberFrom(where, value);
      if (!number.ok) return number;
      const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = fixed;
      const range = Number.isFinite(max) ? `a number from ${min} to ${max}` : `a number of at least ${min}`;
      return number.value >= min && number.value <= max ? number : wrong(where, value, range);
    }
  }
}

/** What is stored for a value that a person gave, or why not. Empty is "missing". */
export function storedValue(level: Level, field: string, value: Value, dictionary: readonly FieldDefinition[]): Outcome<Value> {
  const where = `${level} ${field}`;
  const empty = value === null || (typeof value === "string" && value.trim() === "");
  const fixed = fixedField(level, field);
  if (fixed !== undefined) {
    if (value !== null && !empty) return fixedValue(where, fixed, value);
    return fixed.required ? wrong(where, value, "a value; this field cannot be empty") : ok(null);
  }
  const free = [...offeredFields, ...dictionary].find((f) => f.level === level && f.name === field);
  if (free === undefined && level === "object" && isFeature(field))
    return refuse("invalid", `${where}: measured values are not edited; measure the object anew instead`, {
      faults: [{ path: where, message: "measured values are not edited" }],
    });
  if (free === undefined)
    return refuse("invalid", `${where}: this project has no such column`, { faults: [{ path: where, message: "unknown column" }] });
  if (value === null || empty) return ok(null);
  if (free.type === "text") return ok(String(value));
  const number = numberFrom(where, value);
  if (number.ok && isOffered(level, field) && number.value <= 0) return wrong(where, value, "a number above 0");
  // Parents keep the exact text that was written; objects keep numbers.
  return !number.ok ? number : ok(level === "object" ? number.value : String(value).trim());
}

/** Are two values of a cell the same to a person? A text of a number and the number are, and empty is missing. */
export const sameValue = (a: unknown, b: unknown): boolean => String(a ?? "") === String(b ?? "");
