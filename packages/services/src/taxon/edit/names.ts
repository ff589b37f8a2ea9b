import { homonymsWithAncestors, type NameNode, sharedNamesBelow, type Tx, writeDisplayNames } from "@nauplius/db";
import { displayNames, homonymsOf, type NamedTaxon } from "@nauplius/domain";

/** `isLocal`: a project's own taxon, whose name is nobody else's business. */
export type Renamed = { readonly id: number; readonly before: string; readonly after: string; readonly isLocal: boolean };

const asNamed = (node: NameNode): NamedTaxon => ({ ...node, isDeprecated: node.status === "deprecated" });

/** Makes the display names around a change anew: of the taxa below it that share a name, and of the folded names that came or went. */
export async function refreshNames(tx: Tx, around: { below: readonly number[]; folded: readonly string[] }): Promise<Renamed[]> {
  const folded = [...new Set([...around.folded, ...(await sharedNamesBelow(tx, around.below))])];
  const nodes = await homonymsWithAncestors(tx, folded);
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const tree = (id: number): NamedTaxon | undefined => {
    const node = byId.get(id);
    return node === undefined ? undefined : asNamed(node);
  };
  const renamed: Renamed[] = [];
  for (const group of homonymsOf(nodes.filter((node) => node.isAsked).map(asNamed)).values())
    for (const [id, after] of displayNames(group, tree)) {
      const node = byId.get(id);
      const before = node?.displayName ?? "";
      if (before !== after) renamed.push({ id, before, after, isLocal: node?.projectId != null });
    }
  await writeDisplayNames(tx, new Map(renamed.map(({ id, after }) => [id, after])));
  return renamed;
}
