import { type Problem, problem } from "../problem.ts";
import { createDecoder } from "../text/decode.ts";
import { createRecordReader, defaultTableLimits } from "../text/records.ts";
import { isEcoTaxaTree, readEcoTaxaTree } from "./ecotaxa.ts";
import type { TaxonCells, TaxonRow } from "./taxon-row.ts";
import { isWormsExport, readWorms } from "./worms.ts";

export type TaxonomyForm = "ecotaxa" | "worms";
export type TaxonomyReading = {
  readonly form: TaxonomyForm | null;
  /** Parents before children. */
  readonly taxa: readonly TaxonRow[];
  readonly problems: readonly Problem[];
};

/** WoRMS as a whole has 600,000 names. */
const maxTaxa = 2_000_000;

/** Reads a tree whole: its order can only be known at its end, and it is small beside any batch of objects. */
export async function readTaxonomy(bytes: AsyncIterable<Uint8Array>, file: string): Promise<TaxonomyReading> {
  const decoder = createDecoder();
  const records = createRecordReader(defaultTableLimits);
  const problems: Problem[] = [];
  const lines: TaxonCells[] = [];
  let columns: ReadonlyMap<string, number> | null = null;

  const take = (found: ReturnType<typeof records.push>): void => {
    for (const record of found) {
      if (record.kind === "fault")
        problems.push(problem({ code: record.code, file, line: record.line, what: `the line cannot be read: ${record.got}` }));
      else if (columns === null)
        columns = new Map(
          record.cells.map((cell, at) => [
            cell
              .replace(/^\ufeff/, "")
              .trim()
              .toLowerCase(),
            at,
          ]),
        );
      else if (lines.length < maxTaxa) lines.push(cellsOf(columns, record.cells, record.line));
    }
  };
  for await (const chunk of bytes) take(records.push(decoder.push(chunk)));
  take(records.push(decoder.end()));
  take(records.end());

  if (lines.length === maxTaxa) problems.push(problem({ code: "tooLarge", file, what: `the tree has more than ${maxTaxa} taxa` }));
  const known: ReadonlySet<string> = new Set((columns ?? new Map<string, number>()).keys());
  const form = isEcoTaxaTree(known) ? "ecotaxa" : isWormsExport(known) ? "worms" : null;
  if (form === null) {
    const expected = "columns id, parent_id and name (EcoTaxa), or AphiaID and ScientificName (WoRMS)";
    return {
      form,
      taxa: [],
      problems: [...problems, problem({ code: "missingColumn", file, line: 1, what: "this is no taxonomy that we know", expected })],
    };
  }
  const reading = form === "ecotaxa" ? readEcoTaxaTree(lines, file) : readWorms(lines, file);
  return { form, taxa: reading.taxa, problems: [...problems, ...reading.problems] };
}

function cellsOf(columns: ReadonlyMap<string, number>, cells: readonly string[], line: number): TaxonCells {
  return {
    line,
    get: (column) => {
      const at = columns.get(column);
      const cell = at === undefined ? "" : (cells[at] ?? "").trim();
      return cell === "" || cell === "\\N" ? null : cell;
    },
  };
}
