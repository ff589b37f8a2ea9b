import { ok } from "@nauplius/domain";
import { isMissingWord } from "./number.ts";
import { type Cell, refused } from "./parsed.ts";

const expected = "a time as HHMM, HHMMSS (leading zeros may be missing) or HH:MM:SS";

function parts(text: string): readonly string[] | null {
  const colons = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?$/.exec(text);
  if (colons) return [colons[1] ?? "", colons[2] ?? "", colons[3] ?? "00"];
  const digits = /^(\d{1,6})(?:\.0+)?$/.exec(text)?.[1];
  if (digits === undefined) return null;
  const padded = digits.length <= 4 ? `${digits.padStart(4, "0")}00` : digits.padStart(6, "0");
  return [padded.slice(0, 2), padded.slice(2, 4), padded.slice(4)];
}

/** Up to four digits are HHMM, five or six HHMMSS: 420 and 042000 are both 04:20:00. @returns "HH:MM:SS" */
export function readTime(cell: string): Cell<string> {
  const text = cell.trim();
  if (isMissingWord(text)) return ok(null);
  const found = parts(text);
  if (!found) return refused(expected);
  const [hours = "", minutes = "", seconds = ""] = found;
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return refused(expected, "there is no such time of day");
  return ok(`${hours.padStart(2, "0")}:${minutes}:${seconds}`);
}

/** "HH:MM:SS" to EcoTaxa's HHMMSS. */
export const printTime = (time: string): string => time.replaceAll(":", "");
