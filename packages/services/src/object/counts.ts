import { compileView, countsByTaxon, countsOfView, ownedTaxa, taxaByIds, withAncestors } from "@nauplius/db";
import { defaultSort, type Filter, filter, isEmptyFilter, ok, projectId, type SampleId } from "@nauplius/domain";
import { z } from "zod";
import { type Grant, grantFor, sightOf } from "../access.ts";
import type { Context } from "../context.ts";
import { verb } from "../verb.ts";
import { checkFilter, unknownColumns } from "./check.ts";

/** Samples that the counters should be summed over, when they can answer at all: whole project, or some samples. */
function samplesOnly(grant: Grant, f: Filter): readonly SampleId[] | null {
  if (sightOf(grant).validatedOnly || !isEmptyFilter({ ...f, samples: undefined })) return null;
  if (f.samples === undefined) return grant.sampleIds;
  if (grant.sampleIds.length === 0) return f.samples.length === 0 ? null : f.samples;
  const both = f.samples.filter((id) => grant.sampleIds.includes(id));
  return both.length === 0 ? null : both;
}

async function counted(ctx: Context, grant: Grant, f: Filter) {
  const sight = sightOf(grant);
  const samples = samplesOnly(grant, f);
  if (samples !== null) return { counts: await countsByTaxon(ctx.db, sight.projectId, samples), unknown: [] };
  const view = await compileView(ctx.db, sight, f, defaultSort);
  return view.unknown.length > 0 ? { counts: [], unknown: view.unknown } : { counts: await countsOfView(ctx.db, view), unknown: [] };
}

/** Objects of a view by taxon and state, and the part of the tree that they stand in. The taxon panel asks without its own choice of taxa and
 *  states, so that the other taxa stay in sight. */
export const viewCounts = verb({
  name: "object.counts",
  permission: "object.read",
  input: z.strictObject({ projectId, filter: filter.default({}) }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i, grant) => {
    const refusal = checkFilter(grant, i.filter);
    if (refusal !== null) return refusal;
    const { counts, unknown } = await counted(ctx, grant, i.filter);
    if (unknown.length > 0) return unknownColumns(unknown);
    const taxa = await withAncestors(ctx.db, [...new Set(counts.map((c) => c.taxonId).filter((id) => id !== 0))]);
    return ok({ counts, taxa });
  },
});

/** The taxa among these that belong to projects which the person may not see. */
async function hiddenTaxa(ctx: Context, ids: readonly number[]): Promise<ReadonlySet<number>> {
  const owned = await ownedTaxa(ctx.db, ids);
  const hidden = new Set<number>();
  for (const project of new Set(owned.map(({ projectId: of }) => of)))
    if (!(await grantFor(ctx, "taxonomy.read", project)).ok)
      for (const taxon of owned) if (taxon.projectId === project) hidden.add(taxon.id);
  return hidden;
}

/** Names of a few taxa, for a filter that an address brought along. */
export const nameTaxa = verb({
  name: "taxon.names",
  permission: "taxonomy.read",
  input: z.strictObject({ ids: z.string().transform((text) => text.split(",").filter(Boolean).map(Number)) }),
  run: async (ctx, i) => {
    const ids = i.ids.filter(Number.isSafeInteger).slice(0, 500);
    const [names, hidden] = await Promise.all([taxaByIds(ctx.db, ids), hiddenTaxa(ctx, ids)]);
    return ok(names.filter(({ id }) => !hidden.has(id)).map(({ id, displayName }) => ({ id, displayName })));
  },
});
