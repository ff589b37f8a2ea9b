import { ok } from "@nauplius/domain";
import { numberHint, printNumber, readNumber } from "./number.ts";
import { type Cell, refused } from "./parsed.ts";

/** Degrees, minutes and seconds; the third number may exceed 59, as EcoTaxa tolerates. */
const sexagesimal = /^([+-]?\d{1,3})\s*[°º]\s*(\d{1,4}(?:\.\d+)?)\s*['′\s]\s*(\d{1,5}(?:\.\d+)?)\s*["″]?$/;

function fromDegrees(text: string): number | undefined {
  const [, degrees, minutes, seconds] = sexagesimal.exec(text) ?? [];
  if (degrees === undefined) return undefined;
  const size = Math.abs(Number(degrees)) + Number(minutes) / 60 + Number(seconds) / 3600;
  return degrees.startsWith("-") ? -size : size;
}

const within = (name: "latitude" | "longitude", limit: 90 | 180) => {
  const expected = `a ${name} between -${limit} and ${limit}, in decimal degrees or as ddd°MM SS`;
  return (cell: string): Cell<number> => {
    const text = cell.trim();
    const decimal = readNumber(text);
    if (decimal === null) return ok(null);
    const degrees = decimal ?? fromDegrees(text);
    if (degrees === undefined) return refused(expected, numberHint(text));
    return Math.abs(degrees) <= limit ? ok(degrees) : refused(expected);
  };
};

export const readLatitude = within("latitude", 90);
export const readLongitude = within("longitude", 180);
export const printCoordinate = printNumber;
