import type { TaxonStatus } from "@nauplius/domain";
import { type Problem, problem } from "../problem.ts";
import { inTreeOrder, positiveInteger, type TaxonCells, type TaxonReading, type TaxonRow } from "./taxon-row.ts";

export const isEcoTaxaTree = (columns: ReadonlySet<string>): boolean =>
  columns.has("id") && columns.has("parent_id") && columns.has("name");

const statuses: ReadonlyMap<string, TaxonStatus> = new Map([
  ["A", "approved"],
  ["N", "unreviewed"],
  ["D", "deprecated"],
]);

/** A dump of EcoTaxa's taxonomy table. */
export function readEcoTaxaTree(lines: readonly TaxonCells[], file: string): TaxonReading {
  const problems: Problem[] = [];
  const rows = lines.flatMap((cells): TaxonRow[] => {
    const [id, name] = [cells.get("id"), cells.get("name")];
    if (id === null || name === null) {
      const column = id === null ? "id" : "name";
      problems.push(
        problem({
          code: "missingValue",
          file,
          line: cells.line,
          column,
          what: `${column} is empty`,
          expected: "an id and a name for each taxon",
        }),
      );
      return [];
    }
    return [
      {
        line: cells.line,
        sourceId: id,
        parentId: cells.get("parent_id"),
        name,
        displayName: cells.get("display_name"),
        kind: cells.get("taxotype")?.toUpperCase() === "M" ? "morphological" : "phylogenetic",
        status: statuses.get(cells.get("taxostatus")?.toUpperCase() ?? "A") ?? "unreviewed",
        rank: cells.get("rank"),
        aphiaId: positiveInteger(cells.get("aphia_id")),
        author: null,
        renameTo: cells.get("rename_to"),
      },
    ];
  });
  const ordered = inTreeOrder(rows, file);
  return { taxa: ordered.taxa, problems: [...problems, ...ordered.problems] };
}
