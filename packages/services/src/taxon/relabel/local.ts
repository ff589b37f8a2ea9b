import {
  batchById,
  closeBatch,
  descendants,
  foundTaxa,
  giveBatchToRun,
  insertRun,
  markUndone,
  openBatch,
  runById,
  stateCounts,
  type Tx,
} from "@nauplius/db";
import { batchId, isOver, ok, type ProjectId, projectId, type RunId, refuse, relabelChoices, taxonId } from "@nauplius/domain";
import { z } from "zod";
import { earlierBatch } from "../../annotation/gesture.ts";
import { actingUser, type Context } from "../../context.ts";
import { deliver } from "../../run/verbs.ts";
import { transact } from "../../transact.ts";
import { type Outcome, verb } from "../../verb.ts";
import { onlookerOf } from "../onlooker.ts";
import { usableTaxon } from "../usable.ts";
import { type RelabelInput, statesOf } from "./input.ts";

const asked = z.strictObject({
  projectId,
  from: taxonId,
  /** Also what stands below it. */
  withChildren: z.boolean().default(false),
  to: taxonId,
  choice: z.enum(relabelChoices).default("all"),
});
type Asked = z.output<typeof asked>;
const project = (_ctx: unknown, i: { projectId: ProjectId }): ProjectId => i.projectId;

type Sources = {
  readonly counts: { readonly id: number; readonly displayName: string; readonly objects: number }[];
  readonly objects: number;
};

/** The taxa that would become another, with their objects; the target itself is never one of them. */
async function sourcesOf(ctx: Context, db: Tx, i: Asked): Promise<Outcome<Sources>> {
  const to = await usableTaxon(db, i.to, i.projectId);
  if (!to.ok) return to;
  const ids = (i.withChildren ? await descendants(db, [i.from]) : [i.from]).filter((id) => id !== i.to);
  if (ids.length === 0) return refuse("invalid", "both are the same taxon");
  const states = statesOf[i.choice];
  const counts = (await stateCounts(db, { ...onlookerOf(ctx), all: true }, ids, i.projectId)).filter((c) => states.includes(c.state));
  const names = new Map((await foundTaxa(db, ids, i.projectId)).map((taxon) => [Number(taxon.id), taxon.displayName]));
  const byTaxon = new Map<number, number>();
  for (const count of counts) byTaxon.set(count.taxonId, (byTaxon.get(count.taxonId) ?? 0) + count.objects);
  const rows = [...byTaxon].map(([id, objects]) => ({ id, displayName: names.get(id) ?? `${id}`, objects }));
  return ok({ counts: rows.sort((a, b) => b.objects - a.objects), objects: rows.reduce((sum, row) => sum + row.objects, 0) });
}

/** How many objects a re-labelling would touch, taxon by taxon. */
export const previewRelabel = verb({
  name: "taxon.previewRelabel",
  permission: "taxonomy.local",
  input: asked,
  project,
  run: (ctx, i) => sourcesOf(ctx, ctx.db, i),
});

/** Re-label all X as Y here: one batch, written by a run, that can be taken back as a whole. */
export const relabelHere = verb({
  name: "taxon.relabel",
  permission: "taxonomy.local",
  input: asked.extend({ batchId, expected: z.int().positive("there is nothing to re-label") }),
  project,
  run: async (ctx, i): Promise<Outcome<{ batchId: string; runId: RunId | null; repeated: boolean }>> => {
    const [user, at] = [actingUser(ctx), ctx.clock.now()];
    const outcome = await transact(ctx.db, async (tx) => {
      const sources = await sourcesOf(ctx, tx, i);
      if (!sources.ok) return sources;
      const pairs = sources.value.counts.map(({ id }) => [id, Number(i.to)] as const);
      const request = { why: "local", pairs, choice: i.choice, from: i.from, to: i.to, withChildren: i.withChildren };
      const fresh = await openBatch(tx, { id: i.batchId, projectId: i.projectId, kind: "relabel", by: user, at, request });
      if (!fresh) {
        const earlier = await earlierBatch(tx, i.batchId, i.projectId, user);
        return earlier.ok ? ok({ batchId: i.batchId, runId: earlier.value.runId, repeated: true }) : earlier;
      }
      const found = sources.value.objects;
      if (found !== i.expected)
        return refuse("conflict", `${found} objects match by now, not the ${i.expected} that you decided on; look again`, {
          details: { expected: i.expected, found },
        });
      const input: RelabelInput = { why: "local", pairs, choice: i.choice, batchId: i.batchId };
      const runId = await insertRun(tx, { kind: "relabelTaxa", projectId: i.projectId, createdBy: user, input, now: at });
      await giveBatchToRun(tx, i.batchId, runId);
      return ok({ batchId: i.batchId, runId, repeated: false });
    });
    if (outcome.ok && outcome.value.runId !== null && !outcome.value.repeated)
      await deliver(ctx, { id: outcome.value.runId, kind: "relabelTaxa" });
    return outcome;
  },
});

/** Takes a re-labelling back, as a run; objects labelled anew since are left as they are. */
export const undoRelabel = verb({
  name: "taxon.undoRelabel",
  permission: "taxonomy.local",
  input: z.strictObject({ projectId, of: batchId, batchId }),
  project,
  run: async (ctx, i): Promise<Outcome<{ runId: RunId | null; repeated: boolean }>> => {
    const [user, at] = [actingUser(ctx), ctx.clock.now()];
    const outcome = await transact(ctx.db, async (tx) => {
      const of = await batchById(tx, i.of);
      if (of === null || of.projectId !== i.projectId || of.kind !== "relabel")
        return refuse("notFound", "there is no such re-labelling here");
      if (of.request.why !== "local")
        return refuse("conflict", "these labels follow from a merge in the site's tree; a taxon editor takes it back for all projects");
      const request = { of: i.of };
      const fresh = await openBatch(tx, { id: i.batchId, projectId: i.projectId, kind: "revert", by: user, at, request, ofBatchId: of.id });
      if (!fresh) {
        const earlier = await earlierBatch(tx, i.batchId, i.projectId, user);
        return earlier.ok ? ok({ runId: earlier.value.runId, repeated: true }) : earlier;
      }
      if (of.undoneBy !== null) return refuse("conflict", "this re-labelling was taken back already");
      const run = of.runId === null ? null : await runById(tx, of.runId);
      if (run !== null && !isOver(run.state)) return refuse("busy", "this re-labelling is still being written; cancel its run or wait");
      if ((await markUndone(tx, of.id, i.batchId)) === 0) return refuse("conflict", "this re-labelling was taken back already");
      const input = { batchId: i.batchId, of: of.id, how: "undo", sampleIds: [] };
      const runId = await insertRun(tx, { kind: "undoBatch", projectId: i.projectId, createdBy: user, input, now: at });
      await giveBatchToRun(tx, i.batchId, runId);
      await closeBatch(tx, i.batchId, { runId });
      return ok({ runId, repeated: false });
    });
    if (outcome.ok && outcome.value.runId !== null && !outcome.value.repeated)
      await deliver(ctx, { id: outcome.value.runId, kind: "undoBatch" });
    return outcome;
  },
});
