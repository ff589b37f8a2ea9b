import type { FieldType, Level } from "@nauplius/domain";
import { readNumber, survivesAsNumber } from "../cells/number.ts";
import { type Problem, problem } from "../problem.ts";
import type { FreeColumn } from "./header.ts";

/** 9999 and its relatives in numeric sample and acquisition columns mean "not known" (ZooScan and UVP habit). */
export const missingCodes: ReadonlySet<number> = new Set([9999, 99999, 999999]);
export const hasMissingCodes = (level: Level): boolean => level === "sample" || level === "acquisition";

export type ColumnSummary = {
  readonly level: Level;
  readonly name: string;
  readonly declared: FieldType | null;
  readonly filled: number;
  /** Cells that are numbers and come back as the same text's number. */
  readonly numeric: number;
  /** Cells that say nan or NA. */
  readonly words: number;
  readonly codes: number;
  readonly longest: number;
};

export type ColumnCounter = {
  readonly add: (text: string, line: number) => void;
  readonly summary: () => ColumnSummary;
  readonly firstCode: () => { readonly line: number; readonly value: string } | null;
};

export function countColumn(column: FreeColumn): ColumnCounter {
  let filled = 0;
  let numeric = 0;
  let words = 0;
  let codes = 0;
  let longest = 0;
  let first: { line: number; value: string } | null = null;
  const coded = hasMissingCodes(column.level);
  const missing = (text: string, line: number): void => {
    first ??= { line, value: text };
  };
  return {
    add: (text, line) => {
      filled += 1;
      if (text.length > longest) longest = text.length;
      const number = readNumber(text);
      if (number === undefined) return;
      if (number === null) {
        words += 1;
        if (coded) missing(text, line);
        return;
      }
      if (coded && missingCodes.has(number)) {
        codes += 1;
        missing(text, line);
      }
      if (survivesAsNumber(text)) numeric += 1;
    },
    summary: () => ({ level: column.level, name: column.name, declared: column.declared, filled, numeric, words, codes, longest }),
    firstCode: () => first,
  };
}

/** The type a column deserves: declared for objects, else number where every filled cell is one. */
export function columnType(column: ColumnSummary): FieldType {
  if (column.declared) return column.declared;
  return column.numeric > 0 && column.numeric + column.words === column.filled ? "number" : "text";
}

/** The same column in another table of the import. */
export function addSummaries(a: ColumnSummary, b: ColumnSummary): ColumnSummary {
  const declared = a.declared === "text" || b.declared === "text" ? "text" : (a.declared ?? b.declared);
  return {
    level: a.level,
    name: a.name,
    declared,
    filled: a.filled + b.filled,
    numeric: a.numeric + b.numeric,
    words: a.words + b.words,
    codes: a.codes + b.codes,
    longest: Math.max(a.longest, b.longest),
  };
}

export function missingCodeWarning(counter: ColumnCounter, place: { file: string; column: string }): Problem | null {
  const summary = counter.summary();
  const first = counter.firstCode();
  const count = summary.codes + summary.words;
  if (!first || count === 0 || columnType(summary) !== "number" || !hasMissingCodes(summary.level)) return null;
  const cells = count === 1 ? "1 cell says" : `${count} cells say`;
  return problem({
    ...place,
    severity: "warning",
    code: "missingCode",
    line: first.line,
    value: first.value,
    what: `${cells} "not known" (9999, 99999, 999999, nan or NA) and are read as missing; the text is kept`,
  });
}
