import type { TreeTaxon } from "@nauplius/db";
import { searchName } from "@nauplius/domain";
import { type Problem, problem } from "@nauplius/formats";
import { numericId, type RowMatch } from "./match.ts";

type Written = {
  readonly match: RowMatch;
  readonly after: { readonly id: number; readonly parentId: number | null; readonly name: string };
};

/** Ids that are their own ancestors. Each chain is walked once. */
export function circular(parents: ReadonlyMap<number, number | null>): Set<number> {
  const state = new Map<number, "open" | "sound" | "circular">();
  for (const start of parents.keys()) {
    const chain: number[] = [];
    let at: number | null = start;
    while (at !== null && !state.has(at)) {
      state.set(at, "open");
      chain.push(at);
      at = parents.get(at) ?? null;
    }
    const loop = at !== null && state.get(at) === "open" ? chain.slice(chain.indexOf(at)) : [];
    for (const id of chain) state.set(id, loop.includes(id) ? "circular" : "sound");
  }
  return new Set([...state].flatMap(([id, is]) => (is === "circular" ? [id] : [])));
}

/** What only shows when the file meets the tree: circles through both, and siblings of one name. */
export function checkTree(tree: readonly TreeTaxon[], written: readonly Written[], file: string): Problem[] {
  const parents = new Map<number, number | null>(tree.map((taxon) => [taxon.id, taxon.parentId]));
  for (const { after } of written) parents.set(after.id, after.parentId);
  const circles = circular(parents);
  const problems: Problem[] = [];
  const siblings = new Map<string, string>();
  for (const { match, after } of written) {
    const { row } = match;
    const place = { file, line: row.line };
    if (circles.has(after.id)) {
      const what = `${row.name} would become its own ancestor in the site's tree`;
      problems.push(
        problem({ ...place, code: "orphanTaxon", column: "parent_id", value: row.parentId, what, expected: "a tree without circles" }),
      );
    }
    if (row.status === "deprecated" || after.parentId === null) continue;
    const key = `${after.parentId}/${searchName(after.name)}`;
    const first = siblings.get(key);
    siblings.set(key, row.sourceId);
    if (first === undefined) continue;
    const what = `${row.name} has the same name and parent as taxon ${first}`;
    const expected = "siblings with different names; both are kept and told apart by their ids";
    problems.push(problem({ ...place, severity: "warning", code: "duplicateTaxon", column: "name", value: row.name, what, expected }));
  }
  return problems;
}

/** Rows whose parent neither file nor site knows: one line for all, a part of a large tree has thousands. */
export function missingParents(taxa: readonly RowMatch[], file: string): Problem[] {
  const lost = taxa.filter(
    ({ row, outsideParent, known }) => row.outsideParentId !== undefined && outsideParent === null && known === null,
  );
  const first = lost[0]?.row;
  if (first === undefined) return [];
  const what =
    lost.length === 1
      ? `${first.name} has a parent that neither the file nor the site holds and becomes a root`
      : `${lost.length} taxa (${first.name} first) have parents that neither the file nor the site holds and become roots`;
  const expected = "every parent in the file or in the site's tree";
  const place = { file, line: first.line, column: "parent_id", value: first.outsideParentId ?? null };
  return [problem({ ...place, severity: "warning", code: "missingParent", what, expected })];
}

/** Parents made of what display names tell: rows without a line that other rows of an EcoTaxa table stand below. */
export function madeParents(taxa: readonly RowMatch[], file: string): Problem[] {
  const made = taxa.filter(({ row, known }) => row.line === null && known === null && numericId(row.sourceId) !== null);
  const first = made[0]?.row;
  if (first === undefined) return [];
  const what = `${made.length} parents that the file does not hold (${first.name} first) are made, as the display names of their children tell`;
  return [problem({ file, severity: "warning", code: "missingParent", column: "display_name", value: first.sourceId, what })];
}

/** Deprecated rows whose advice leads nowhere. */
export function lostReplacement(taxa: readonly RowMatch[], place: (id: string | null) => number | null, file: string): Problem[] {
  return taxa.flatMap(({ row }) => {
    if (row.renameTo === null || place(row.renameTo) !== null) return [];
    const what = `${row.name} is to be replaced by ${row.renameTo}, which the file does not hold`;
    const expected = "a taxon of the same file";
    return [
      problem({ file, line: row.line, severity: "warning", code: "orphanTaxon", column: "rename_to", value: row.renameTo, what, expected }),
    ];
  });
}
