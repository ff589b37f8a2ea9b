import type { GivenRow } from "./sheet.ts";

export const comparisons = ["contains", "is", "isNot", "atLeast", "atMost", "empty", "filled"] as const;
export type Comparison = (typeof comparisons)[number];
/** Which rows of the table are shown: one column, compared with one value. */
export type Condition = { readonly field: string; readonly how: Comparison; readonly value: string };

export const needsValue = (how: Comparison): boolean => how !== "empty" && how !== "filled";
/** A condition that lacks its value holds nothing back yet. */
export const isComplete = (c: Condition): boolean => !needsValue(c.how) || c.value.trim() !== "";

const numberOf = (text: string): number => (text.trim() === "" ? Number.NaN : Number(text));
const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase() || numberOf(a) === numberOf(b);

function fits(given: string, { how, value }: Condition): boolean {
  const wanted = value.trim();
  switch (how) {
    case "contains":
      return given.toLowerCase().includes(wanted.toLowerCase());
    case "is":
      return same(given, wanted);
    case "isNot":
      return !same(given, wanted);
    // Days and moments are in the order of their texts.
    case "atLeast":
      return Number.isNaN(numberOf(wanted)) ? given !== "" && given >= wanted : numberOf(given) >= numberOf(wanted);
    case "atMost":
      return Number.isNaN(numberOf(wanted)) ? given !== "" && given <= wanted : numberOf(given) <= numberOf(wanted);
    case "empty":
      return given === "";
    case "filled":
      return given !== "";
  }
}

/** Places of the rows that a condition shows, by what the server gave: a row does not vanish while one types into it. */
export function shownBy(rows: readonly GivenRow[], fields: readonly string[], condition: Condition | null): number[] {
  const all = rows.map((_, place) => place);
  const column = condition === null ? -1 : fields.indexOf(condition.field);
  if (condition === null || column < 0 || !isComplete(condition)) return all;
  return all.filter((place) => fits(String(rows[place]?.values[column] ?? ""), condition));
}
