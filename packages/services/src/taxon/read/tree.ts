import { nodeCounts, type TreeNode, treeChildren } from "@nauplius/db";
import { ok, projectId, taxonId } from "@nauplius/domain";
import { z } from "zod";
import { verb } from "../../verb.ts";
import { onlookerOf } from "../onlooker.ts";

export type CountedNode = TreeNode & { readonly own: number; readonly total: number };

/** One branch of the tree: the children of a taxon (none given: the roots), by name, with the objects that the reader may know of. */
export const taxonChildren = verb({
  name: "taxon.children",
  permission: "taxonomy.read",
  input: z.strictObject({
    parentId: taxonId.optional(),
    /** Also this project's own taxa; counts are the project's. */
    projectId: projectId.optional(),
    /** The last taxon of the page before. */
    after: taxonId.optional(),
    limit: z.coerce.number().int().min(1).max(1000).default(500),
  }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i) => {
    const project = i.projectId ?? null;
    const after = i.after === undefined ? null : { id: i.after };
    const taxa = await treeChildren(ctx.db, { parentId: i.parentId ?? null, projectId: project, after, limit: i.limit });
    const ids = taxa.map((taxon) => taxon.id);
    const counts = new Map((await nodeCounts(ctx.db, onlookerOf(ctx), ids, project)).map((count) => [Number(count.taxonId), count]));
    const counted = taxa.map(
      (taxon): CountedNode => ({ ...taxon, own: counts.get(taxon.id)?.own ?? 0, total: counts.get(taxon.id)?.total ?? 0 }),
    );
    return ok({ taxa: counted, hasMore: taxa.length === i.limit });
  },
});
