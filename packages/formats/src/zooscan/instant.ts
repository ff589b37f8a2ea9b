import { ok } from "@nauplius/domain";
import { readDate } from "../cells/date.ts";
import { isMissingWord } from "../cells/number.ts";
import { type Cell, refused } from "../cells/parsed.ts";
import { readTime } from "../cells/time.ts";

export type Instant = { readonly date: string; readonly time: string | null };
const expected = "a date and time as YYYYMMDD-HHMM";

/** "20230626-0828" of a header, "20250121_1031" of a scan or background, or a date alone. Local or UTC, as the file has it.
 *  @returns the date as YYYY-MM-DD, the time as HH:MM:SS */
export function readInstant(cell: string): Cell<Instant> {
  const text = cell.trim();
  if (isMissingWord(text)) return ok(null);
  const [, day, clock] = /^(\d{8})(?:[-_ ](\d{4}|\d{6})(?:-\d{1,3})?)?$/.exec(text) ?? [];
  if (day === undefined) return refused(expected);
  const date = readDate(day);
  if (!date.ok || date.value === null) return refused(expected, "there is no such day");
  if (clock === undefined) return ok({ date: date.value, time: null });
  const time = readTime(clock);
  return time.ok ? ok({ date: date.value, time: time.value }) : refused(expected, "there is no such time of day");
}
