import { randomBytes } from "node:crypto";
import {
  batchesOfRun,
  deleteSynonyms,
  giveEventToRun,
  insertRun,
  insertTaxonomyEvent,
  isWithin,
  lockTree,
  markUndone,
  openBatch,
  runById,
  type TreeChange,
  type Tx,
  taxonomyEvent,
  taxonRecord,
  taxonRecords,
  writeTaxon,
} from "@nauplius/db";
import { batchId, isOver, ok, type RunId, refuse, searchName, uuidV7 } from "@nauplius/domain";
import { z } from "zod";
import { deliver } from "../../run/verbs.ts";
import { transact } from "../../transact.ts";
import { type Outcome, verb } from "../../verb.ts";
import { changeBy } from "./change.ts";
import type { MergeRecord } from "./merge.ts";
import { refreshNames } from "./names.ts";

const mergeRecord = z.object({
  into: z.int(),
  pairs: z.array(z.object({ from: z.int(), to: z.int(), status: z.string(), replacedBy: z.int().nullable() })),
  moved: z.array(z.object({ id: z.int(), from: z.int(), to: z.int() })),
  synonyms: z.array(z.int()),
  redirected: z.array(z.object({ id: z.int(), from: z.int(), to: z.int() })),
});

/** Only what still stands as the merge left it is put back; later changes by others stay. */
async function putBack(tx: Tx, record: MergeRecord, by: TreeChange): Promise<number[]> {
  const restored: number[] = [];
  for (const pair of record.pairs) {
    const now = await taxonRecord(tx, pair.from);
    if (now === null || now.status !== "deprecated" || Number(now.replacedBy) !== pair.to) continue;
    await writeTaxon(tx, pair.from, { status: pair.status, replacedBy: pair.replacedBy }, by.at);
    restored.push(pair.from);
  }
  for (const child of record.moved) {
    const now = await taxonRecord(tx, child.id);
    if (now === null || Number(now.parentId) !== child.to || !restored.includes(child.from)) continue;
    if (await isWithin(tx, child.id, child.from)) continue;
    await writeTaxon(tx, child.id, { parentId: child.from }, by.at);
    restored.push(child.id);
  }
  for (const old of record.redirected) {
    const now = await taxonRecord(tx, old.id);
    if (now !== null && Number(now.replacedBy) === old.to) await writeTaxon(tx, old.id, { replacedBy: old.from }, by.at);
  }
  await deleteSynonyms(tx, record.synonyms);
  return restored;
}

/** One run a project takes its labels back; objects labelled anew since are left. */
async function takeLabelsBack(tx: Tx, run: RunId, by: TreeChange): Promise<RunId[]> {
  const runs: RunId[] = [];
  for (const of of await batchesOfRun(tx, run)) {
    const id = batchId.parse(uuidV7(by.at.getTime(), randomBytes(10)));
    const input = { batchId: id, of: of.id, how: "undo", sampleIds: [] };
    const runId = await insertRun(tx, { kind: "undoBatch", projectId: of.projectId, createdBy: by.by, input, now: by.at });
    await openBatch(tx, { id, projectId: of.projectId, kind: "revert", by: by.by, at: by.at, request: {}, ofBatchId: of.id, runId });
    await markUndone(tx, of.id, id);
    runs.push(runId);
  }
  return runs;
}

/** Takes a merge back: the taxa stand again where they stood, and the objects that it re-labelled get their labels back. */
export const undoMerge = verb({
  name: "taxon.undoMerge",
  permission: "taxonomy.edit",
  input: z.strictObject({ eventId: z.coerce.number().int().positive() }),
  run: async (ctx, i): Promise<Outcome<{ eventId: number; taxa: number; runs: RunId[] }>> => {
    const outcome = await transact(ctx.db, async (tx) => {
      await lockTree(tx);
      const event = await taxonomyEvent(tx, i.eventId);
      if (event === null || event.kind !== "merge") return refuse("notFound", "there is no such merge");
      if (event.undoneBy !== null) return refuse("conflict", "this merge was taken back already");
      const run = event.runId === null ? null : await runById(tx, event.runId);
      if (run !== null && !isOver(run.state))
        return refuse("busy", "the objects of this merge are still being re-labelled; cancel that run or wait");
      const record = mergeRecord.parse(event.after);
      const by = changeBy(ctx);
      const restored = await putBack(tx, record, by);
      if (!restored.includes(event.taxonId)) return refuse("conflict", "the merged taxon was changed since; restore it by hand");
      const names = await namesOf(tx, [...restored, record.into, ...record.pairs.map((p) => p.to)]);
      await refreshNames(tx, { below: restored, folded: names });
      const ofEventId = event.id;
      const after = { restored };
      const eventId = await insertTaxonomyEvent(tx, by, { taxonId: event.taxonId, kind: "unmerge", before: null, after, ofEventId });
      const runs = run === null ? [] : await takeLabelsBack(tx, run.id, by);
      const [first] = runs;
      if (first !== undefined) await giveEventToRun(tx, eventId, first);
      return ok({ eventId, taxa: restored.length, runs });
    });
    if (outcome.ok) for (const id of outcome.value.runs) await deliver(ctx, { id, kind: "undoBatch" });
    return outcome;
  },
});

const namesOf = async (tx: Tx, ids: readonly number[]): Promise<string[]> =>
  (await taxonRecords(tx, ids)).map((record) => searchName(record.name));
