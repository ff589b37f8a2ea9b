const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const missingWords = new Set(["", "nan", "na"]);

export const isMissingWord = (text: string): boolean => text.length <= 3 && missingWords.has(text.toLowerCase());

/** A finite number, null for a word that means "missing", undefined for anything else. */
export function readNumber(cell: string): number | null | undefined {
  const text = cell.trim();
  if (isMissingWord(text)) return null;
  if (!decimal.test(text)) return undefined;
  const number = Number(text);
  return Number.isFinite(number) ? number : undefined;
}

/** Advice for the two mistakes that people make most. */
export function numberHint(cell: string): string | null {
  const text = cell.trim();
  if (/^[+-]?\d+,\d+$/.test(text)) return `decimal comma? write ${text.replace(",", ".")}`;
  if (/^[+-]?inf(inity)?$/i.test(text)) return "infinite values have no place in a column of numbers; leave the cell empty";
  return null;
}

/** False for "007" and for digits that a double cannot hold: written back as a number they would be another text. */
export function survivesAsNumber(cell: string): boolean {
  const text = cell.trim();
  if (/^[+-]?0\d/.test(text)) return false;
  const digits = text
    .replace(/[eE].*$/, "")
    .replace(/[^\d]/g, "")
    .replace(/^0+/, "");
  if (digits.length <= 15) return true;
  return !/^[+-]?\d+$/.test(text) || Number.isSafeInteger(Number(text));
}

/** Shortest text that reads back as the same double. */
export const printNumber = (value: number): string => (Number.isFinite(value) ? (Object.is(value, -0) ? "-0" : String(value)) : "");

/** Shortest text that reads back as the same single-precision value: 241.04 rather than 241.0399932861328. */
export function printFloat32(value: number): string {
  if (!Number.isFinite(value)) return "";
  const single = Math.fround(value);
  if (single === 0) return printNumber(single);
  for (let precision = 6; precision < 9; precision += 1) {
    const short = Number(single.toPrecision(precision));
    if (Math.fround(short) === single) return printNumber(short);
  }
  return printNumber(Number(single.toPrecision(9)));
}
