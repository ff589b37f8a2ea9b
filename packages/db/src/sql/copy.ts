/** A cell of COPY's text format. Arrays are PostgreSQL arrays; objects are JSON. */
export type CopyValue =
  | string
  | number
  | boolean
  | Date
  | Uint8Array
  | readonly (number | null)[]
  | readonly string[]
  | object
  | null
  | undefined;

const escaped: Record<string, string> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };
const escapeText = (text: string): string => text.replace(/[\\\t\n\r]/g, (c) => escaped[c] ?? c).replaceAll("\0", "");

function arrayText(values: readonly (number | string | null)[]): string {
  const cells = values.map((v) =>
    v === null || (typeof v === "number" && Number.isNaN(v))
      ? "NULL"
      : typeof v === "number"
        ? String(v)
        : `"${v.replace(/["\\]/g, "\\$&")}"`,
  );
  return `{${cells.join(",")}}`;
}

function cell(value: CopyValue): string {
  if (value === null || value === undefined) return "\\N";
  if (typeof value === "string") return escapeText(value);
  if (typeof value === "number") return Number.isNaN(value) ? "\\N" : String(value);
  if (typeof value === "boolean") return value ? "t" : "f";
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return `\\\\x${Buffer.from(value).toString("hex")}`;
  if (Array.isArray(value)) return escapeText(arrayText(value as readonly (number | string | null)[]));
  return escapeText(JSON.stringify(value));
}

/** One line of COPY text: cells in the order of the columns. */
export const copyLine = (values: readonly CopyValue[]): string => `${values.map(cell).join("\t")}\n`;
