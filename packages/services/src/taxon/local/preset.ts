import { foundTaxa, presetTaxa, writePreset } from "@nauplius/db";
import { maxPreset, ok, projectId, taxonId } from "@nauplius/domain";
import { z } from "zod";
import { verb } from "../../verb.ts";
import { refuseStrange } from "../usable.ts";

/** The taxa that this project uses, in the order in which its people are offered them. */
export const readPreset = verb({
  name: "taxon.preset",
  permission: "taxonomy.read",
  input: z.strictObject({ projectId }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i) => {
    const ids = await presetTaxa(ctx.db, i.projectId);
    const taxa = new Map((await foundTaxa(ctx.db, ids, i.projectId)).map((taxon) => [Number(taxon.id), taxon]));
    return ok(
      ids.flatMap((id) => {
        const taxon = taxa.get(id);
        return taxon === undefined ? [] : [{ id: taxon.id, displayName: taxon.displayName, status: taxon.status }];
      }),
    );
  },
});

export const setPreset = verb({
  name: "taxon.setPreset",
  permission: "taxonomy.local",
  input: z.strictObject({ projectId, taxa: z.array(taxonId).max(maxPreset, `a preset holds at most ${maxPreset} taxa`) }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i) => {
    const ids = [...new Set(i.taxa)];
    const strange = await refuseStrange(ctx.db, ids, i.projectId, "taxa");
    if (strange !== null) return strange;
    await writePreset(ctx.db, i.projectId, ids);
    return ok({ taxa: ids.length });
  },
});
