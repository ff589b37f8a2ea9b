import type { Cell } from "../cells/parsed.ts";
import { type Problem, problem, shorten } from "../problem.ts";
import { createDecoder } from "./decode.ts";
import { createRecordReader, type TextRecord } from "./records.ts";

export type NamedColumn<T> = {
  /** Names that the column may have, in lower case; the first one is what we call it. */
  readonly names: readonly [string, ...string[]];
  readonly read: (cell: string) => Cell<T>;
  readonly required?: boolean;
};
type Columns = Readonly<Record<string, NamedColumn<unknown>>>;
type ValueOf<C> = C extends NamedColumn<infer T> ? T | null : never;

export type NamedRow<C extends Columns> = {
  readonly line: number;
  readonly values: { readonly [K in keyof C]: ValueOf<C[K]> };
  /** Cells of the other columns by their name as written; empty ones are left out. */
  readonly rest: Readonly<Record<string, string>>;
};
export type NamedTableEvent<C extends Columns> =
  | { readonly kind: "row"; readonly row: NamedRow<C> }
  | { readonly kind: "problem"; readonly problem: Problem };

export type NamedTableOptions<C extends Columns> = {
  readonly file: string;
  readonly columns: C;
  /** What the table is, for sentences: "a navigation table". */
  readonly what: string;
  readonly separator?: string;
};

/** Streams a table with a line of column names, whatever their order, letter case and separator. A cell that cannot be read is a problem by
 *  line and column, and null in its row; a required column that is missing ends the reading. */
export async function* readNamedTable<C extends Columns>(
  bytes: AsyncIterable<Uint8Array>,
  options: NamedTableOptions<C>,
): AsyncGenerator<NamedTableEvent<C>> {
  const decoder = createDecoder();
  const records = createRecordReader(undefined, options.separator);
  const table = tableOf(options);
  for await (const chunk of bytes) {
    yield* table.take(records.push(decoder.push(chunk)));
    if (table.stopped()) return;
  }
  yield* table.take(records.push(decoder.end()));
  yield* table.take(records.end());
  yield* table.finish();
}

function tableOf<C extends Columns>({ file, columns, what }: NamedTableOptions<C>) {
  let places: ReadonlyMap<string, number> | null = null;
  let others: readonly { readonly name: string; readonly at: number }[] = [];
  let stopped = false;

  function* open(cells: readonly string[], line: number): Generator<NamedTableEvent<C>> {
    const names = cells.map((cell) => cell.replace(/^\ufeff/, "").trim());
    const lower = names.map((name) => name.toLowerCase());
    const found = new Map<string, number>();
    for (const [key, column] of Object.entries(columns)) {
      const at = column.names.map((name) => lower.indexOf(name)).find((each) => each >= 0);
      if (at !== undefined) found.set(key, at);
      else if (column.required === true) {
        stopped = true;
        const expected = `${what} with a column called ${column.names.join(" or ")}`;
        const facts = { code: "missingColumn", file, line, column: column.names[0] } as const;
        yield { kind: "problem", problem: problem({ ...facts, what: `the table has no column ${column.names[0]}`, expected }) };
      }
    }
    const used = new Set(found.values());
    others = names.flatMap((name, at) => (name === "" || used.has(at) ? [] : [{ name, at }]));
    places = found;
  }

  function* row(cells: readonly string[], line: number, at: ReadonlyMap<string, number>): Generator<NamedTableEvent<C>> {
    if (cells.every((cell) => cell.trim() === "")) return;
    const values: Record<string, unknown> = {};
    for (const [key, column] of Object.entries(columns)) {
      const place = at.get(key);
      const cell = place === undefined ? "" : (cells[place] ?? "").trim();
      const read = column.read(cell);
      values[key] = read.ok ? read.value : null;
      if (read.ok) continue;
      const { expected, hint = null } = read.error;
      const facts = { code: "invalidValue", file, line, column: column.names[0], value: cell } as const;
      yield { kind: "problem", problem: problem({ ...facts, what: `"${shorten(cell)}" is not valid`, expected, hint }) };
    }
    const rest = Object.fromEntries(
      others.flatMap(({ name, at: place }) => ((cells[place] ?? "").trim() === "" ? [] : [[name, (cells[place] ?? "").trim()]])),
    );
    yield { kind: "row", row: { line, values: values as NamedRow<C>["values"], rest } };
  }

  function* take(found: readonly TextRecord[]): Generator<NamedTableEvent<C>> {
    for (const record of found) {
      if (stopped) return;
      if (record.kind === "fault")
        yield {
          kind: "problem",
          problem: problem({
            code: record.code,
            file,
            line: record.line,
            value: record.got,
            what: "the line cannot be read",
            expected: what,
          }),
        };
      else if (places === null) yield* open(record.cells, record.line);
      else yield* row(record.cells, record.line, places);
    }
  }
  function* finish(): Generator<NamedTableEvent<C>> {
    if (places === null && !stopped)
      yield {
        kind: "problem",
        problem: problem({ code: "emptyFile", file, what: "the file is empty", expected: `${what}: a line of column names first` }),
      };
  }
  return { take, finish, stopped: () => stopped };
}

/** The whole of a table that fits into memory. */
export async function collectNamedTable<C extends Columns>(
  bytes: AsyncIterable<Uint8Array>,
  options: NamedTableOptions<C>,
): Promise<{ rows: NamedRow<C>[]; problems: Problem[] }> {
  const rows: NamedRow<C>[] = [];
  const problems: Problem[] = [];
  for await (const event of readNamedTable(bytes, options)) {
    if (event.kind === "row") rows.push(event.row);
    else problems.push(event.problem);
  }
  return { rows, problems };
}
