import { aliasesOf, countsByTaxon, foundTaxa, localTaxa, relabelBatches } from "@nauplius/db";
import { ok, projectId, type State } from "@nauplius/domain";
import { z } from "zod";
import { verb } from "../../verb.ts";

/** The taxa of a project: those in use with their objects, its own, its aliases; deprecated ones with what to use instead. */
export const projectTaxa = verb({
  name: "taxon.inProject",
  permission: "project.counts",
  input: z.strictObject({ projectId }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i, grant) => {
    const [counts, own, aliases] = await Promise.all([
      countsByTaxon(ctx.db, i.projectId, grant.sampleIds),
      localTaxa(ctx.db, i.projectId),
      aliasesOf(ctx.db, i.projectId),
    ]);
    const byTaxon = new Map<number, Partial<Record<State, number>>>();
    for (const { taxonId, state, objects } of counts)
      if (taxonId !== 0) byTaxon.set(taxonId, { ...byTaxon.get(taxonId), [state]: objects });
    const taxa = await foundTaxa(ctx.db, [...byTaxon.keys()], i.projectId);
    const used = taxa.map(({ id, displayName, status, kind, replacedById, replacedBy, projectId: of }) => ({
      ...{ id, displayName, status, kind, replacedById, replacedBy },
      isLocal: of !== null,
      states: byTaxon.get(id) ?? {},
    }));
    used.sort((a, b) => a.displayName.localeCompare(b.displayName, "en"));
    return ok({ used, own, aliases });
  },
});

/** What was re-labelled here as a whole, newest first. */
export const listRelabels = verb({
  name: "taxon.relabels",
  permission: "taxonomy.local",
  input: z.strictObject({ projectId }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i) => ok(await relabelBatches(ctx.db, i.projectId, 50)),
});
