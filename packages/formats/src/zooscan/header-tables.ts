import { type Problem, problem } from "../problem.ts";
import { createDecoder } from "../text/decode.ts";
import { createRecordReader, type TextRecord } from "../text/records.ts";
import { type Entry, type Fields, keyOfMeta } from "./fields.ts";

export type HeaderRow = {
  /** Name of the sample, or of the scan. */
  readonly id: string;
  readonly line: number;
  readonly fields: Fields;
};
export type HeaderTable = { readonly file: string; readonly rows: readonly HeaderRow[]; readonly problems: readonly Problem[] };

/** Reads zooscan_sample_header_table.csv (one line a sample). */
export const readSampleHeaders = (bytes: AsyncIterable<Uint8Array>, file: string): Promise<HeaderTable> =>
  readHeaders(bytes, file, "sampleid");
/** Reads zooscan_scan_header_table.csv (one line a scan: fraction, sub-sampling part, replicates). */
export const readScanHeaders = (bytes: AsyncIterable<Uint8Array>, file: string): Promise<HeaderTable> => readHeaders(bytes, file, "scanid");

/** Columns without which counts are no concentrations, and places not known: a table without one is told. */
const wanted = { sampleid: ["date", "latitude", "longitude", "vol"], scanid: ["sampleid", "fracid", "fracnb"] } as const;
type IdColumn = keyof typeof wanted;

async function readHeaders(bytes: AsyncIterable<Uint8Array>, file: string, idColumn: IdColumn): Promise<HeaderTable> {
  const decoder = createDecoder();
  const records = createRecordReader();
  const table = collect(file, idColumn);
  for await (const chunk of bytes) table.take(records.push(decoder.push(chunk)));
  table.take(records.push(decoder.end()));
  table.take(records.end());
  return table.finish();
}

function collect(file: string, idColumn: IdColumn) {
  const rows = new Map<string, HeaderRow>();
  const problems: Problem[] = [];
  let names: readonly string[] | null = null;
  let isNamed = false;

  const header = (cells: readonly string[]): void => {
    names = cells.map((cell) => cell.replace(/^\ufeff/, "").trim());
    const known = new Set(names.map((name) => name.toLowerCase()));
    isNamed = known.has(idColumn);
    for (const column of isNamed ? wanted[idColumn].filter((name) => !known.has(name)) : [idColumn])
      problems.push(
        problem({
          severity: column === idColumn ? "error" : "warning",
          code: "missingColumn",
          file,
          line: 1,
          column,
          what: `the table has no column ${column}`,
          expected: "a ZooScan header table",
        }),
      );
  };
  const row = (cells: readonly string[], line: number, columns: readonly string[]): void => {
    const fields = new Map<string, Entry>();
    columns.forEach((name, at) => {
      const value = (cells[at] ?? "").trim();
      if (name !== "" && value !== "") fields.set(keyOfMeta(name), { name, value, file, line });
    });
    const id = fields.get(keyOfMeta(idColumn))?.value ?? "";
    if (id === "") {
      if (fields.size > 0)
        problems.push(problem({ code: "missingValue", file, line, column: idColumn, what: `${idColumn} is empty`, expected: "a name" }));
      return;
    }
    const first = rows.get(id.toLowerCase());
    if (first !== undefined) {
      const what = `${id} stands in this table twice, first in line ${first.line}; the first stands`;
      problems.push(
        problem({
          severity: "warning",
          code: "conflictingParent",
          file,
          line,
          column: idColumn,
          value: id,
          what,
          expected: "each name once",
        }),
      );
    } else rows.set(id.toLowerCase(), { id, line, fields });
  };
  return {
    take: (found: readonly TextRecord[]): void => {
      for (const record of found) {
        if (record.kind === "fault")
          problems.push(problem({ code: record.code, file, line: record.line, value: record.got, what: "the line cannot be read" }));
        else if (names === null) header(record.cells);
        else if (isNamed) row(record.cells, record.line, names);
      }
    },
    finish: (): HeaderTable => {
      if (names === null)
        problems.push(problem({ code: "emptyFile", file, what: "the file is empty", expected: "a line of column names" }));
      return { file, rows: [...rows.values()], problems };
    },
  };
}
