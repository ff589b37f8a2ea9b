import { taxonName } from "@nauplius/domain";
import type { TaxonRow } from "@nauplius/formats";
import { numericId } from "./match.ts";

/** What a display name (`egg<Actinopterygii`) tells of the parent; null where it tells nothing, or a name that no taxon may have. */
function parentNamed({ name, displayName }: TaxonRow): string | null {
  if (displayName === null || !displayName.startsWith(`${name}<`)) return null;
  const parsed = taxonName.safeParse(displayName.slice(name.length + 1).split("<")[0]);
  return parsed.success ? parsed.data : null;
}

/** A part of a tree names parents that it does not hold, by id and often by name: those are made, so that `part<Mollusca` does not become one
 *  of many "part". `isKnown`: the site has the parent already. */
export function nameLostParents(rows: readonly TaxonRow[], isKnown: (sourceId: string) => boolean): TaxonRow[] {
  const made = new Map<string, TaxonRow>();
  for (const row of rows) {
    const id = row.outsideParentId;
    if (id === undefined || numericId(id) === null || made.has(id) || isKnown(id)) continue;
    const name = parentNamed(row);
    if (name === null) continue;
    const facts = { kind: "phylogenetic", status: "unreviewed", rank: null, aphiaId: null, author: null, renameTo: null } as const;
    made.set(id, { ...facts, line: null, sourceId: id, parentId: null, name, displayName: null });
  }
  const placed = rows.map((row): TaxonRow => {
    const id = row.outsideParentId;
    if (id === undefined || !made.has(id)) return row;
    const { outsideParentId: _, ...rest } = row;
    return { ...rest, parentId: id };
  });
  return [...made.values(), ...placed];
}
