import type { Level } from "@nauplius/domain";
import { keyOf, type Range, type SheetRow } from "./sheet.ts";

/** Cells of a block that was copied from a spreadsheet, row by row. */
export type Block = readonly (readonly string[])[];

/** A cell with a tab or a line end in it is quoted by spreadsheets; every other quote is a quote. */
const quotedCell = /"((?:[^"]|"")*)"(?=\t|\n|$)/y;
const plainCell = /[^\t\n]*/y;

/** What a spreadsheet puts on the clipboard: cells between tabs, rows between line ends. */
export function parseBlock(text: string): string[][] {
  const clean = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  const rows: string[][] = [[]];
  for (let at = 0; at <= clean.length; at++) {
    quotedCell.lastIndex = at;
    plainCell.lastIndex = at;
    const quoted = quotedCell.exec(clean)?.[1];
    const isQuoted = quoted !== undefined && /[\t\n]/.test(quoted);
    const cell = isQuoted ? quoted.replaceAll('""', '"') : (plainCell.exec(clean)?.[0] ?? "");
    at = isQuoted ? quotedCell.lastIndex : plainCell.lastIndex;
    rows.at(-1)?.push(cell.replace(/\s+/g, " ").trim());
    if (clean[at] === "\n") rows.push([]);
  }
  return rows;
}

const cellOf = (text: string | undefined): string | null => (text === undefined || text === "" ? null : text);

export type Pasted = {
  readonly rows: readonly SheetRow[];
  readonly range: Range;
  readonly lost: { readonly rows: number; readonly columns: number };
};

/** Puts a block where a spreadsheet would: repeated when the selection is a multiple of it, else once from the selection's first cell. `lost`: what lay
 *  beyond the last row or column. */
export function pasteBlock(rows: readonly SheetRow[], at: Range, block: Block, columns: number): Pasted {
  const high = block.length;
  const wide = Math.max(...block.map((line) => line.length));
  const selectedHigh = at.lastRow - at.firstRow + 1;
  const selectedWide = at.lastColumn - at.firstColumn + 1;
  const repeats = selectedHigh % high === 0 && selectedWide % wide === 0;
  const lastRow = Math.min(rows.length, at.firstRow + (repeats ? selectedHigh : high)) - 1;
  const lastColumn = Math.min(columns, at.firstColumn + (repeats ? selectedWide : wide)) - 1;
  const pasted = rows.map((row, r) => {
    if (r < at.firstRow || r > lastRow) return row;
    const line = block[(r - at.firstRow) % high];
    const cells: Record<string, string | null> = {};
    for (let c = at.firstColumn; c <= lastColumn; c++) cells[keyOf(c)] = cellOf(line?.[(c - at.firstColumn) % wide]);
    return { ...row, ...cells };
  });
  return {
    rows: pasted,
    range: { ...at, lastRow, lastColumn },
    lost: { rows: Math.max(0, at.firstRow + high - rows.length), columns: Math.max(0, at.firstColumn + wide - columns) },
  };
}

/** How EcoTaxa files prefix the columns of a level. */
const prefixes: Record<Level, string> = { sample: "sample_", acquisition: "acq_", process: "process_", object: "object_" };

export type ByName = {
  readonly rows: readonly SheetRow[];
  readonly found: number;
  /** Names of rows that are not here, or that several rows have. */
  readonly unknownRows: readonly string[];
  readonly unknownColumns: readonly string[];
};

/** A block with a line of headers, one of them the id: each line goes to the row of that id, whatever the order. Null: the block has no such headers. */
export function pasteByName(rows: readonly SheetRow[], block: Block, fields: readonly string[], level: Level): ByName | null {
  const [head = [], ...lines] = block;
  const columnOf = (header: string): number => {
    const name = header.toLowerCase();
    return fields.findIndex((f) => f.toLowerCase() === name || prefixes[level] + f.toLowerCase() === name);
  };
  const columns = head.map(columnOf);
  const id = fields.indexOf("id");
  const at = columns.indexOf(id);
  if (id < 0 || at < 0 || lines.length === 0 || columns.filter((c) => c >= 0).length < 2) return null;
  const places = new Map<string, number[]>();
  for (const [place, row] of rows.entries()) places.set(row.name, [...(places.get(row.name) ?? []), place]);
  const pasted = [...rows];
  const unknownRows: string[] = [];
  let found = 0;
  for (const line of lines) {
    const name = line[at] ?? "";
    const [place, second] = places.get(name) ?? [];
    const row = place === undefined || second !== undefined ? undefined : pasted[place];
    if (row === undefined || place === undefined) {
      if (name !== "") unknownRows.push(name);
      continue;
    }
    const cells = columns.flatMap((c, i) => (c < 0 || c === id ? [] : [[keyOf(c), cellOf(line[i])]]));
    pasted[place] = { ...row, ...Object.fromEntries(cells) };
    found += 1;
  }
  return { rows: pasted, found, unknownRows, unknownColumns: head.filter((header, i) => header !== "" && columns[i] === -1) };
}

/** Rows with a line of headers, columns in an order of their places, for a spreadsheet; pasted back with its headers it finds its rows. */
export function blockOf(rows: readonly SheetRow[], fields: readonly string[], order: readonly number[] = [...fields.keys()]): string {
  const cell = (text: string | null | undefined): string => {
    const value = text ?? "";
    return /[\t\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
  };
  return [order.map((i) => cell(fields[i])), ...rows.map((row) => order.map((i) => cell(row[keyOf(i)])))]
    .map((line) => line.join("\t"))
    .join("\n");
}
