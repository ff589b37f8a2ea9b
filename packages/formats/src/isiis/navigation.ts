import { ok } from "@nauplius/domain";
import { readLatitude, readLongitude } from "../cells/coordinate.ts";
import { readDate } from "../cells/date.ts";
import { readDepth } from "../cells/fields.ts";
import { isMissingWord, readNumber } from "../cells/number.ts";
import { type Cell, refused } from "../cells/parsed.ts";
import { readTime } from "../cells/time.ts";
import { type Problem, problem } from "../problem.ts";
import { readNamedTable } from "../text/named-table.ts";

/** Where the instrument was: columns of one length, by time. Missing numbers are NaN. */
export type Navigation = {
  /** Milliseconds since 1970, UTC, growing. */
  readonly at: Float64Array;
  readonly latitude: Float64Array;
  readonly longitude: Float64Array;
  /** m, positive downwards */
  readonly depth: Float64Array;
};

/** Dates from 1970 to 2100 as seconds or milliseconds, or as days since 1899-12-30 (spreadsheets). */
function instantOfNumber(value: number): number | null {
  if (value > 1e11 && value < 4.2e12) return value;
  if (value > 1e8 && value < 4.2e9) return value * 1000;
  return value > 20_000 && value < 73_100 ? Math.round((value - 25_569) * 86_400_000) : null;
}

const expected = "a moment in UTC: YYYY-MM-DD HH:MM:SS(.mmm), YYYYMMDDHHMMSS, or seconds since 1970";

/** @returns milliseconds since 1970 */
export function readMoment(cell: string): Cell<number> {
  const text = cell.trim();
  if (isMissingWord(text)) return ok(null);
  const [, y, mo, d, h, mi, s = "00", fraction = "0", zone] =
    /^(\d{4})-?(\d{2})-?(\d{2})[-T_ ]*(\d{2}):?(\d{2}):?(\d{2})?(?:[.,](\d{1,9}))?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/i.exec(text) ?? [];
  if (y !== undefined && /[^\d.]|^\d{12}(\d{2})?$/.test(text)) {
    const plain = `${y}-${mo}-${d}T${h}:${mi}:${s}`;
    const at = Date.parse(`${plain}Z`);
    if (Number.isNaN(at) || new Date(at).toISOString() !== `${plain}.000Z`) return refused(expected, "there is no such moment");
    return ok(at + Math.round(Number(`0.${fraction}`) * 1000) - offsetOf(zone));
  }
  const value = readNumber(text);
  const at = typeof value === "number" ? instantOfNumber(value) : null;
  return at === null ? refused(expected, /^\d{1,2}[/.]\d{1,2}[/.]\d{2,4}/.test(text) ? "write the year first" : null) : ok(at);
}

function offsetOf(zone: string | undefined): number {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone ?? "") ?? [];
  return hours === undefined ? 0 : (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

const columns = {
  moment: { names: ["datetime", "date_time", "timestamp", "utc", "dateutc", "time_utc", "moment", "datetime_utc"], read: readMoment },
  date: { names: ["date", "day"], read: readDate },
  time: { names: ["time", "hour", "timeofday"], read: (cell: string): Cell<string> => ok(cell === "" ? null : cell) },
  latitude: { names: ["lat", "latitude", "lat_dd", "latitude_dd", "y"], read: readLatitude, required: true },
  longitude: { names: ["lon", "long", "longitude", "lon_dd", "longitude_dd", "x"], read: readLongitude, required: true },
  depth: { names: ["depth", "depth_m", "depth [m]", "depth (m)", "z"], read: readDepth, required: true },
} as const;

/** Reads a navigation table (CSV or TSV): one column with date and time or two, latitude, longitude and depth. Rows out of order are put in
 *  order; a moment that comes twice counts as it is first. */
export async function readNavigation(
  bytes: AsyncIterable<Uint8Array>,
  file: string,
): Promise<{ navigation: Navigation; problems: Problem[] }> {
  const rows: (readonly [number, number, number, number])[] = [];
  const problems: Problem[] = [];
  let disordered = 0;
  for await (const event of readNamedTable(bytes, { file, columns, what: "a navigation table" })) {
    if (event.kind === "problem") {
      problems.push(event.problem);
      continue;
    }
    const { line, values } = event.row;
    const at = momentOf(values);
    if (!at.ok) {
      const value = [values.date, values.time].filter(Boolean).join(" ");
      problems.push(problem({ code: "invalidValue", file, line, column: "time", value, what: "the row has no moment", ...at.error }));
      continue;
    }
    if (at.value === null) continue;
    if (at.value < (rows.at(-1)?.[0] ?? Number.NEGATIVE_INFINITY)) disordered += 1;
    rows.push([at.value, values.latitude ?? Number.NaN, values.longitude ?? Number.NaN, values.depth ?? Number.NaN]);
  }
  if (disordered > 0)
    problems.push(
      problem({
        severity: "warning",
        code: "doubtfulValue",
        file,
        what: `${disordered} rows are earlier than the row before; they are put in order`,
        expected: "rows by time",
      }),
    );
  if (rows.length === 0 && problems.length === 0)
    problems.push(problem({ code: "noRows", file, what: "the table has no moment", expected: "a row for every second or so" }));
  rows.sort((a, b) => a[0] - b[0]);
  const kept = rows.filter((row, i) => i === 0 || row[0] !== rows[i - 1]?.[0]);
  const column = (k: 0 | 1 | 2 | 3): Float64Array => Float64Array.from(kept, (row) => row[k]);
  return { navigation: { at: column(0), latitude: column(1), longitude: column(2), depth: column(3) }, problems };
}

function momentOf({ moment, date, time }: { moment: number | null; date: string | null; time: string | null }): Cell<number> {
  if (moment !== null) return ok(moment);
  if (time === null) return date === null ? ok(null) : readMoment(`${date} 00:00:00`);
  const whole = readMoment(time);
  if (whole.ok && date === null) return whole;
  if (date === null) return refused(expected);
  const [clock = "", fraction] = time.split(/[.,]/);
  const read = readTime(clock);
  if (!read.ok || read.value === null) return refused(expected);
  return readMoment(`${date} ${read.value}${fraction === undefined ? "" : `.${fraction}`}`);
}

export type Fix = { readonly latitude: number | null; readonly longitude: number | null; readonly depth: number | null };

/** Longest gap over which a position is interpolated, ms: a tow at 3 m/s moves 180 m in it. */
export const longestGapMs = 60_000;

/** Place and depth at a moment, straight between the rows before and after; null outside of the table and in gaps that are longer. Across
 *  the 180th meridian the shorter way counts. @param at - milliseconds since 1970, UTC */
export function interpolateNavigation(navigation: Navigation, at: number, longestGap = longestGapMs): Fix {
  const none: Fix = { latitude: null, longitude: null, depth: null };
  const { at: times, latitude, longitude, depth } = navigation;
  let [low, high] = [0, times.length - 1];
  if (high < 0 || Number.isNaN(at) || at < (times[low] ?? 0) || at > (times[high] ?? 0)) return none;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) <= at) low = middle;
    else high = middle;
  }
  const [before, after] = [times[low] ?? 0, times[high] ?? 0];
  const part = after === before ? 0 : (at - before) / (after - before);
  if (part > 0 && part < 1 && after - before > longestGap) return none;
  const between = (values: Float64Array): number | null => {
    const [a, b] = [values[low] ?? Number.NaN, values[high] ?? Number.NaN];
    const value = part === 0 ? a : part === 1 ? b : a + (b - a) * part;
    return Number.isNaN(value) ? null : value;
  };
  const [from, to] = [longitude[low] ?? Number.NaN, longitude[high] ?? Number.NaN];
  const turn = to - from > 180 ? -360 : to - from < -180 ? 360 : 0;
  const east = turn === 0 ? between(longitude) : from + (to + turn - from) * part;
  return {
    latitude: between(latitude),
    longitude: east === null ? null : east > 180 ? east - 360 : east < -180 ? east + 360 : east,
    depth: between(depth),
  };
}
