import { type Problem, problem } from "../problem.ts";
import { createDecoder, type DecodeReport } from "../text/decode.ts";
import { createRecordReader, defaultTableLimits, type TableLimits, type TextRecord } from "../text/records.ts";
import { isTypesRow, readHeader, readTypes, type TableHeader, type TableMode } from "./header.ts";
import { type KnownTypes, parseRow } from "./parse-row.ts";
import type { EcoTaxaRow } from "./row.ts";
import { type ColumnCounter, type ColumnSummary, countColumn, missingCodeWarning } from "./summary.ts";

export type ReadOptions = {
  /** Name of the table for people: its path in the archive. */
  readonly file: string;
  readonly mode?: TableMode;
  readonly types?: KnownTypes;
  readonly limits?: TableLimits;
};

export type TableSummary = {
  readonly file: string;
  readonly decoded: DecodeReport;
  readonly separator: string;
  readonly hasTypes: boolean;
  /** Lines that name an object, faulty ones included. */
  readonly rows: number;
  readonly faultyRows: number;
  readonly errors: number;
  readonly warnings: number;
  readonly withoutPosition: number;
  readonly columns: readonly ColumnSummary[];
};

export type TableEvent =
  | { readonly kind: "header"; readonly header: TableHeader }
  | { readonly kind: "row"; readonly row: EcoTaxaRow }
  | { readonly kind: "problem"; readonly problem: Problem }
  | { readonly kind: "end"; readonly summary: TableSummary };

/** Streams an EcoTaxa table: one header, then rows and problems in file order, then one summary. Never throws on content. */
export async function* readEcoTaxaTable(bytes: AsyncIterable<Uint8Array>, options: ReadOptions): AsyncGenerator<TableEvent> {
  const decoder = createDecoder();
  const records = createRecordReader(options.limits ?? defaultTableLimits);
  const table = createTable(options);
  for await (const chunk of bytes) {
    yield* table.take(records.push(decoder.push(chunk)));
    if (table.stopped()) break;
  }
  if (!table.stopped()) {
    yield* table.take(records.push(decoder.end()));
    yield* table.take(records.end());
  }
  yield* table.finish(decoder.report(), records.separator());
}

/** The same for records that come from a file of another form: a record of EcoTaxa's column names first, problems of the file between. */
export async function* readEcoTaxaRecords(
  batches: AsyncIterable<readonly (TextRecord | Problem)[]>,
  options: ReadOptions,
): AsyncGenerator<TableEvent> {
  const table = createTable(options);
  for await (const batch of batches) {
    for (const each of batch) {
      if ("kind" in each) yield* table.take([each]);
      else yield table.report(each);
    }
    if (table.stopped()) break;
  }
  yield* table.finish({ encoding: "ascii", strayBytes: 0, firstStray: -1 }, ";");
}

const faultTexts = {
  lineTooLong: ["the line is too long", "shorter lines; is this a table?"],
  tooManyColumns: ["the line has too many columns", "fewer columns"],
  quoteNotClosed: ["a cell opens a quote that never closes", 'a closing " or no quote at the beginning of the cell'],
  nulCharacter: ["the line holds NUL characters", "text; is this a table?"],
} as const;

function createTable({ file, mode = "create", types = new Map() }: ReadOptions) {
  let header: TableHeader | null = null;
  let counters: readonly ColumnCounter[] = [];
  let announced = false;
  let stopped = false;
  const counts = { rows: 0, faultyRows: 0, errors: 0, warnings: 0, withoutPosition: 0 };

  const report = (found: Problem): TableEvent => {
    counts[found.severity === "error" ? "errors" : "warnings"] += 1;
    return { kind: "problem", problem: found };
  };

  function* open(cells: readonly string[]): Generator<TableEvent> {
    const reading = readHeader(cells, { file, mode });
    yield* reading.problems.map(report);
    header = reading.header;
    stopped = !reading.usable;
  }

  function* announce(cells: readonly string[], line: number, current: TableHeader): Generator<TableEvent, boolean> {
    announced = true;
    const typed = isTypesRow(cells);
    const reading = typed ? readTypes(current, cells, line) : { header: current, problems: [] };
    header = reading.header;
    counters = reading.header.free.map(countColumn);
    yield* reading.problems.map(report);
    yield { kind: "header", header: reading.header };
    return typed;
  }

  function* row(cells: readonly string[], line: number, current: TableHeader): Generator<TableEvent> {
    if (cells.every((cell) => cell.trim() === "")) return;
    const reading = parseRow(cells, line, { header: current, mode, types });
    yield* reading.problems.map(report);
    if (!reading.row) return;
    counts.rows += 1;
    if (reading.row.faulty) counts.faultyRows += 1;
    if (reading.row.latitude === null || reading.row.longitude === null) counts.withoutPosition += 1;
    reading.row.texts.forEach((text, at) => {
      if (text !== null) counters[at]?.add(text, line);
    });
    yield { kind: "row", row: reading.row };
  }

  function* take(found: readonly TextRecord[]): Generator<TableEvent> {
    for (const record of found) {
      if (stopped) return;
      if (record.kind === "fault") {
        const [what, expected] = faultTexts[record.code];
        yield report(problem({ code: record.code, file, line: record.line, value: record.got, what, expected }));
        stopped = header === null;
      } else if (header === null) yield* open(record.cells);
      else if (announced) yield* row(record.cells, record.line, header);
      else {
        const typed = yield* announce(record.cells, record.line, header);
        if (!typed) yield* row(record.cells, record.line, header);
      }
    }
  }

  function* finish(decoded: DecodeReport, separator: string): Generator<TableEvent> {
    if (header !== null && !announced && !stopped) yield* announce([], 2, header);
    yield* closing(decoded).map(report);
    const columns = counters.map((counter) => counter.summary());
    yield { kind: "end", summary: { file, decoded, separator, hasTypes: header?.hasTypes ?? false, ...counts, columns } };
  }

  function closing(decoded: DecodeReport): Problem[] {
    const found: Problem[] = [];
    if (header === null && counts.errors === 0)
      found.push(problem({ code: "emptyFile", file, what: "the file is empty", expected: "a line of column names" }));
    if (header !== null && counts.rows === 0 && counts.errors === 0) {
      found.push(problem({ severity: "warning", code: "noRows", file, what: "the table has column names but no objects" }));
    }
    if (decoded.strayBytes > 0) {
      const what = `${decoded.strayBytes} bytes (the first at offset ${decoded.firstStray}) are not UTF-8 like the rest and were read as Windows-1252`;
      found.push(problem({ severity: "warning", code: "strayBytes", file, what, expected: "one encoding in the whole file" }));
    }
    header?.free.forEach((column, at) => {
      const counter = counters[at];
      const warning = counter ? missingCodeWarning(counter, { file, column: column.header }) : null;
      if (warning) found.push(warning);
    });
    if (counts.withoutPosition > 0 && mode === "create") {
      found.push(
        problem({
          severity: "warning",
          code: "withoutPosition",
          file,
          what: `${counts.withoutPosition} of ${counts.rows} lines have no position`,
        }),
      );
    }
    return found;
  }

  return { take, report, finish, stopped: () => stopped };
}
