import type { TaxonKind, TaxonStatus } from "@nauplius/domain";
import { type Problem, problem } from "../problem.ts";

/** One taxon of a tree that comes as a file. */
export type TaxonRow = {
  /** Line in the file; null for an ancestor that the file only names. */
  readonly line: number | null;
  /** Identifier within the file. */
  readonly sourceId: string;
  readonly parentId: string | null;
  /** The parent that the row names and the file does not hold: a part of a tree may hang on one that is already there. */
  readonly outsideParentId?: string;
  readonly name: string;
  readonly displayName: string | null;
  readonly kind: TaxonKind;
  readonly status: TaxonStatus;
  readonly rank: string | null;
  readonly aphiaId: number | null;
  readonly author: string | null;
  /** Source id of the taxon to use instead: EcoTaxa's advice, or WoRMS' accepted name of a synonym. */
  readonly renameTo: string | null;
};

/** Cells of one line by lower-case column name; "" and `\N` are null. */
export type TaxonCells = { readonly line: number; readonly get: (column: string) => string | null };
export type TaxonReading = { readonly taxa: readonly TaxonRow[]; readonly problems: readonly Problem[] };

/** Parents before children; an unknown parent or a circle becomes a root with a warning, a second id an error. */
export function inTreeOrder(rows: readonly TaxonRow[], file: string): TaxonReading {
  const problems: Problem[] = [];
  const byId = new Map<string, TaxonRow>();
  for (const row of rows) {
    const first = byId.get(row.sourceId);
    if (!first) byId.set(row.sourceId, row);
    else
      problems.push(
        problem({
          code: "duplicateTaxon",
          file,
          line: row.line,
          column: "id",
          value: row.sourceId,
          what: `taxon ${row.sourceId} (${row.name}) stands already in line ${first.line} (${first.name})`,
          expected: "each id once",
        }),
      );
  }
  const taxa: TaxonRow[] = [];
  const state = new Map<string, "open" | "done">();
  const orphans: TaxonRow[] = [];
  const circular = (row: TaxonRow): TaxonRow => {
    const what = `${row.name} is its own ancestor and becomes a root`;
    problems.push(
      problem({
        severity: "warning",
        code: "orphanTaxon",
        file,
        line: row.line,
        column: "parent_id",
        value: row.parentId,
        what,
        expected: "a tree without circles",
      }),
    );
    return { ...row, parentId: null };
  };
  for (const start of byId.values()) {
    const chain: TaxonRow[] = [];
    let row: TaxonRow | undefined = start;
    while (row && !state.has(row.sourceId)) {
      state.set(row.sourceId, "open");
      chain.push(row);
      row = row.parentId === null ? undefined : byId.get(row.parentId);
    }
    for (const link of chain.reverse()) {
      const parent = link.parentId === null ? undefined : byId.get(link.parentId);
      if (link.parentId !== null && !parent) {
        orphans.push(link);
        taxa.push({ ...link, parentId: null, outsideParentId: link.parentId });
      } else if (parent && state.get(parent.sourceId) === "open") taxa.push(circular(link));
      else taxa.push(link);
      state.set(link.sourceId, "done");
    }
  }
  const [first] = orphans;
  if (first) problems.push(orphanWarning(first, orphans.length, file));
  return { taxa, problems };
}

/** One line for all: a part of a large tree has thousands. */
function orphanWarning(first: TaxonRow, count: number, file: string): Problem {
  const what =
    count === 1
      ? `${first.name} has a parent that the file does not hold and becomes a root`
      : `${count} taxa (${first.name} first) have parents that the file does not hold and become roots`;
  const expected = "every parent in the same file";
  return problem({
    severity: "warning",
    code: "missingParent",
    file,
    line: first.line,
    column: "parent_id",
    value: first.parentId,
    what,
    expected,
  });
}

export const positiveInteger = (text: string | null): number | null =>
  text !== null && /^\d{1,15}$/.test(text) && Number(text) > 0 ? Number(text) : null;
