import type { CorrectionValue } from "@nauplius/domain";

/** A row as the sheet holds it: texts by place of the column (`c0`, `c1`...), empty is null. */
export type SheetRow = { readonly id: number; readonly name: string; readonly parent: string; readonly stale: readonly string[] } & {
  readonly [column: `c${number}`]: string | null;
};
export type ColumnKey = `c${number}`;
export const keyOf = (column: number): ColumnKey => `c${column}`;

export type GivenRow = {
  readonly id: number;
  readonly name: string;
  readonly parent: string;
  readonly stale: readonly string[];
  readonly values: readonly CorrectionValue[];
};

const textOf = (value: CorrectionValue): string | null => (value === null || value === "" ? null : String(value));

type Table = { readonly columns: readonly { readonly name: string }[]; readonly rows: readonly GivenRow[] };
/** The id stands at the head of each row already: its own column, for renaming, comes last. */
export function idLast<T extends Table>(table: T): T {
  const at = table.columns.findIndex((c) => c.name === "id");
  const last = <V>(list: readonly V[]): V[] => [...list.slice(0, at), ...list.slice(at + 1), ...list.slice(at, at + 1)];
  return at < 0 ? table : { ...table, columns: last(table.columns), rows: table.rows.map((row) => ({ ...row, values: last(row.values) })) };
}

export const sheetRow = ({ id, name, parent, stale, values }: GivenRow): SheetRow => ({
  id,
  name,
  parent,
  stale,
  ...Object.fromEntries(values.map((value, i) => [keyOf(i), textOf(value)])),
});

/** What a person typed, as it is compared: blanks around it are nothing. */
const typed = (text: string | null | undefined): string | null => {
  const trimmed = (text ?? "").trim();
  return trimmed === "" ? null : trimmed;
};

export type CellChange = { readonly id: number; readonly field: string; readonly before: CorrectionValue; readonly value: string | null };

/** The cells that differ from what the server gave, in row and column order. `before` is what was given, untouched. */
export function changesOf(given: readonly GivenRow[], rows: readonly SheetRow[], fields: readonly string[]): CellChange[] {
  const changes: CellChange[] = [];
  for (const [at, row] of rows.entries()) {
    const old = given[at];
    if (old === undefined || old.id !== row.id) continue;
    for (const [column, field] of fields.entries()) {
      const before = old.values[column] ?? null;
      const value = typed(row[keyOf(column)]);
      if (value !== textOf(before)) changes.push({ id: row.id, field, before, value });
    }
  }
  return changes;
}

export type Range = { readonly firstRow: number; readonly lastRow: number; readonly firstColumn: number; readonly lastColumn: number };

/** The first row of a range in all its rows. */
export function fillDown(rows: readonly SheetRow[], range: Range): SheetRow[] {
  const source = rows[range.firstRow];
  if (source === undefined) return [...rows];
  const filled = Object.fromEntries(
    Array.from({ length: range.lastColumn - range.firstColumn + 1 }, (_, i) => keyOf(range.firstColumn + i)).map((key) => [
      key,
      source[key] ?? null,
    ]),
  );
  return rows.map((row, at) => (at > range.firstRow && at <= range.lastRow ? { ...row, ...filled } : row));
}

const charPx = 8;
const looked = 200;

/** A width that shows what is in a column, px; long texts are cut. */
export function widthOf(name: string, rows: readonly SheetRow[], key: ColumnKey): number {
  const longest = rows.slice(0, looked).reduce((most, row) => Math.max(most, row[key]?.length ?? 0), name.length);
  return Math.min(280, Math.max(84, longest * charPx + 26));
}
