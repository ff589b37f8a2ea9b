import type { TreeTaxon } from "@nauplius/db";
import { displayNames, homonymsOf, type NamedTaxon } from "@nauplius/domain";

type Named = Pick<TreeTaxon, "id" | "parentId" | "name" | "displayName" | "status"> & Partial<Pick<TreeTaxon, "projectId">>;

export const asNamed = (taxon: Named): NamedTaxon => ({
  id: taxon.id,
  parentId: taxon.parentId,
  name: taxon.name,
  isDeprecated: taxon.status === "deprecated",
  projectId: taxon.projectId ?? null,
});

/** Display names that differ from those that stand, once `written` stands in the tree; new taxa always among them. */
export function newDisplayNames(tree: readonly TreeTaxon[], written: readonly Named[]): Map<number, string> {
  const after = new Map<number, NamedTaxon>(tree.map((taxon) => [taxon.id, asNamed(taxon)]));
  const before = new Map<number, string>(tree.map((taxon) => [taxon.id, taxon.displayName]));
  for (const taxon of written) after.set(taxon.id, asNamed(taxon));
  const differing = new Map<number, string>();
  for (const group of homonymsOf(after.values()).values())
    for (const [id, name] of displayNames(group, (key) => after.get(key))) if (before.get(id) !== name) differing.set(id, name);
  return differing;
}
