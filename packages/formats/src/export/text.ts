import { printDate } from "../cells/date.ts";
import { printFloat32, printNumber } from "../cells/number.ts";
import { printTime } from "../cells/time.ts";
import type { CellKind, ExportCell, ExportRow, OutputColumn } from "./columns.ts";

const enough = 65_536;
const byteOrderMark = "\ufeff";

const printReal = (value: number, kind: CellKind): string => (kind === "single" ? printFloat32(value) : printNumber(value));
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** Joins lines into chunks of about 64 Ki characters: neither a write a line nor a file in memory. */
async function* inChunks<Row>(first: string, rows: AsyncIterable<Row>, print: (row: Row) => string): AsyncGenerator<string> {
  let text = first;
  for await (const row of rows) {
    text += print(row);
    if (text.length < enough) continue;
    yield text;
    text = "";
  }
  if (text !== "") yield text;
}

function machineCell(cell: ExportCell, kind: CellKind): string {
  if (cell === null) return "";
  if (typeof cell === "number") return printReal(cell, kind);
  return kind === "date" ? printDate(cell) : kind === "time" ? printTime(cell) : cell;
}

export type TsvOptions = { readonly byteOrderMark?: boolean; readonly typesRow?: boolean };

/** EcoTaxa's table: tabs, every cell quoted, dates YYYYMMDD, times HHMMSS, formulas untouched since machines read it. */
export function writeTsv(
  rows: AsyncIterable<ExportRow>,
  columns: readonly OutputColumn[],
  options: TsvOptions = {},
): AsyncGenerator<string> {
  const line = (cells: readonly string[]): string => `${cells.map(quoted).join("\t")}\n`;
  const types = columns.map(({ kind }) => (kind === "double" || kind === "single" ? "[f]" : "[t]"));
  const head =
    (options.byteOrderMark ? byteOrderMark : "") +
    line(columns.map(({ header }) => header)) +
    (options.typesRow === false ? "" : line(types));
  return inChunks(head, rows, (row) => line(columns.map(({ value, kind }) => machineCell(value(row), kind))));
}

const formulaStart = /^[=+\-@\t\r]/;
const plainNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** A spreadsheet would run it: an apostrophe in front makes it text. Negative numbers stay numbers. */
export const disarmFormula = (text: string): string => (formulaStart.test(text) && !plainNumber.test(text) ? `'${text}` : text);

export type CsvOptions = {
  /** "disarm" for people's spreadsheets, "keep" for machines. */
  readonly formulas: "disarm" | "keep";
  readonly byteOrderMark?: boolean;
  readonly separator?: "," | ";";
};

/** RFC 4180; dates and times as ISO 8601. */
export function writeCsv<Row>(
  rows: AsyncIterable<Row>,
  columns: readonly OutputColumn<Row>[],
  options: CsvOptions,
): AsyncGenerator<string> {
  const { formulas, separator = "," } = options;
  const guard = (text: string): string => (formulas === "disarm" ? disarmFormula(text) : text);
  const needsQuotes = /[",;\t\r\n]|^\s|\s$/;
  const cell = (value: ExportCell, kind: CellKind): string => {
    if (value === null) return "";
    const text = typeof value === "number" ? printReal(value, kind) : guard(value);
    return needsQuotes.test(text) ? quoted(text) : text;
  };
  const head = columns.map(({ header }) => cell(header, "text")).join(separator);
  return inChunks(
    `${options.byteOrderMark ? byteOrderMark : ""}${head}\r\n`,
    rows,
    (row) => `${columns.map(({ value, kind }) => cell(value(row), kind)).join(separator)}\r\n`,
  );
}
