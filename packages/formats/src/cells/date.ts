import { ok } from "@nauplius/domain";
import { isMissingWord } from "./number.ts";
import { type Cell, refused } from "./parsed.ts";

const expected = "a date as YYYYMMDD or YYYY-MM-DD";
const daysIn = (year: number, month: number): number =>
  month === 2 ? (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;

/** @returns the date as "YYYY-MM-DD" */
export function readDate(cell: string): Cell<string> {
  const text = cell.trim();
  if (isMissingWord(text)) return ok(null);
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})(?:\.0+)?$/.exec(text);
  const [, year = "", month = "", day = ""] = match ?? [];
  if (!match) return refused(expected, /^\d{1,2}[/.]\d{1,2}[/.]\d{2,4}$/.test(text) ? "write the year first" : null);
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  if (y < 1 || m < 1 || m > 12 || d < 1 || d > daysIn(y, m)) return refused(expected, "there is no such day");
  return ok(`${year}-${month}-${day}`);
}

/** "YYYY-MM-DD" to EcoTaxa's YYYYMMDD. */
export const printDate = (date: string): string => date.replaceAll("-", "");
