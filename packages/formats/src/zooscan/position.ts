import { ok } from "@nauplius/domain";
import { isMissingWord, numberHint, printNumber, readNumber } from "../cells/number.ts";
import { type Cell, refused } from "../cells/parsed.ts";
import { missingCodes } from "../ecotaxa/summary.ts";

/** How a lab writes positions. ZooScan headers have degrees.minutes (43.4110 is 43 degrees and 41.10 minutes) and west longitudes
 *  positive; some labs write decimal degrees, or east positive. */
export type PositionStyle = { readonly degrees: "minutes" | "decimal"; readonly longitude: "west" | "east" };
export const zooscanStyle: PositionStyle = { degrees: "minutes", longitude: "west" };

const expected = "degrees and minutes as 43.4110 (43 degrees, 41.10 minutes)";

/** Degrees.minutes to decimal degrees: the two digits behind the point are whole minutes. "Not known" (9999...) is null.
 *  @param limit - 90 for a latitude, 180 for a longitude */
export function readDegreesMinutes(cell: string, limit: 90 | 180): Cell<number> {
  const text = cell.trim();
  if (isMissingWord(text) || missingCodes.has(Math.abs(Number(text)))) return ok(null);
  const [, sign = "", degrees = "", minutes = ""] = /^([+-]?)(\d{1,3})(?:\.(\d*))?$/.exec(text) ?? [];
  if (degrees === "") return refused(expected, numberHint(text));
  // "48.2" is 20 minutes, as "48.20" is.
  const padded = minutes.padEnd(2, "0");
  const whole = Number(`${padded.slice(0, 2)}.${padded.slice(2)}`);
  if (whole >= 60) return refused(`${expected}; minutes below 60`, "decimal degrees? say so in the options of the import");
  const size = (Number(degrees) * 60 + whole) / 60;
  if (size > limit) return refused(`at most ${limit} degrees`);
  return ok(sign === "-" ? -size : size);
}

/** A latitude of a ZooScan header, decimal degrees north. */
export function readZooscanLatitude(cell: string, style: PositionStyle = zooscanStyle): Cell<number> {
  return style.degrees === "minutes" ? readDegreesMinutes(cell, 90) : decimal(cell, 90);
}

/** A longitude of a ZooScan header, decimal degrees east. */
export function readZooscanLongitude(cell: string, style: PositionStyle = zooscanStyle): Cell<number> {
  const read = style.degrees === "minutes" ? readDegreesMinutes(cell, 180) : decimal(cell, 180);
  if (!read.ok || read.value === null || style.longitude === "east") return read;
  return ok(read.value === 0 ? 0 : -read.value);
}

function decimal(cell: string, limit: 90 | 180): Cell<number> {
  const value = readNumber(cell);
  if (value === null || (value !== undefined && missingCodes.has(Math.abs(value)))) return ok(null);
  return value !== undefined && Math.abs(value) <= limit
    ? ok(value)
    : refused(`decimal degrees between -${limit} and ${limit}`, numberHint(cell));
}

/** As a cell of an EcoTaxa table: to 1e-9 degrees (0.1 mm), without the noise of the division by 60. */
export const printDegrees = (degrees: number): string => printNumber(Number(degrees.toFixed(9)));
