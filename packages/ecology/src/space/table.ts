import type { Column } from "../statistics/quantile.ts";

/** Features of objects, a column each; NaN is missing. */
export type FeatureTable = { readonly names: readonly string[]; readonly columns: readonly Column[]; readonly rows: number };

export function makeTable(names: readonly string[], columns: readonly Column[]): FeatureTable {
  const rows = columns[0]?.length ?? 0;
  for (const [i, column] of columns.entries())
    if (column.length !== rows)
      throw new RangeError(`feature ${names[i]}: got ${column.length} values, expected ${rows} as in ${names[0]}`);
  return { names, columns, rows };
}
