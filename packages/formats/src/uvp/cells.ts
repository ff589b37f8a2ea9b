import { ok } from "@nauplius/domain";
import { readLatitude, readLongitude } from "../cells/coordinate.ts";
import { isMissingWord, numberHint, readNumber } from "../cells/number.ts";
import { type Cell, refused } from "../cells/parsed.ts";
import { readDegreesMinutes } from "../zooscan/position.ts";

/** A number, or missing. */
export const readAmount = (cell: string): Cell<number> => {
  const value = readNumber(cell);
  return value === undefined ? refused("a number", numberHint(cell)) : ok(value);
};

/** A whole number: of an image, a count. Files write 12 as 12.0 as well. */
export const readWhole = (cell: string): Cell<number> => {
  const value = readNumber(cell);
  return value === null || (value !== undefined && Number.isInteger(value)) ? ok(value) : refused("a whole number");
};

/** Positions of UVP headers: 43°48 08 (degrees, minutes, seconds), 4348 08 where the sign was lost, or degrees.minutes (43.4811); east and
 *  north positive. */
const position =
  (limit: 90 | 180, sexagesimal: (cell: string) => Cell<number>) =>
  (cell: string): Cell<number> => {
    const text = cell.trim();
    if (isMissingWord(text)) return ok(null);
    if (/[°º'\u2032]/.test(text)) return sexagesimal(text);
    const [, sign = "", degrees, minutes, seconds] = /^([+-]?)(\d{1,3})(\d{2})\s+(\d{1,2})$/.exec(text) ?? [];
    if (degrees !== undefined) return sexagesimal(`${sign}${degrees}°${minutes} ${seconds}`);
    return readDegreesMinutes(text, limit);
  };
export const readUvpLatitude = position(90, readLatitude);
export const readUvpLongitude = position(180, readLongitude);

export type UvpInstant = { readonly date: string; readonly time: string; readonly milliseconds: number };

/** "20220518-042127-284", "20220518-042127", "20160710164151_998", "20191121010000": date, time and milliseconds. */
export function readUvpInstant(cell: string): Cell<UvpInstant> {
  const text = cell.trim();
  if (isMissingWord(text)) return ok(null);
  const [, y, mo, d, h, mi, s, ms = "0"] = /^(\d{4})(\d{2})(\d{2})[-_T ]?(\d{2})(\d{2})(\d{2})?(?:[-_.](\d{1,3}))?$/.exec(text) ?? [];
  const instant = `${y}-${mo}-${d}T${h}:${mi}:${s ?? "00"}Z`;
  const at = new Date(instant);
  if (y === undefined || Number.isNaN(at.getTime()) || at.toISOString() !== instant.replace("Z", ".000Z"))
    return refused("a date and time as YYYYMMDD-HHMMSS");
  return ok({ date: `${y}-${mo}-${d}`, time: `${h}:${mi}:${s ?? "00"}`, milliseconds: Number(ms) });
}
