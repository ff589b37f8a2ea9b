import { counterDifferences, ledgerDifferences, runById } from "@nauplius/db";
import { sql } from "@nauplius/db/sql";
import { createRng, type RunId, type TaxonId, uuidV7 } from "@nauplius/domain";
import {
  asUser,
  makeAcquisition,
  makeMember,
  makeObjects,
  makeProject,
  makeSample,
  makeSite,
  makeTaxa,
  type TestSite,
} from "@nauplius/testing/factories";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Context } from "../context.ts";
import { executeRun } from "../run/execute.ts";
import { labelByFilter } from "./label-filter.ts";
import { runLabelByFilter } from "./label-run.ts";
import { undo } from "./undo.ts";
import { runUndoBatch } from "./undo-run.ts";

const total = 12_000;
let site: TestSite;
let ctx: Context;
let project: number;
let taxon: TaxonId;
beforeAll(async () => {
  site = await makeSite();
  const { db } = site;
  const made = await makeProject(db, "large");
  project = made;
  const taxa = await makeTaxa(db, ["Right", "Wrong"]);
  taxon = taxa.get("Right") as TaxonId;
  const sample = await makeSample(db, made, "one");
  const acquisition = await makeAcquisition(db, made, sample, "one");
  const seeds = Array.from({ length: total }, (_, i) => ({
    originalId: `o${i}`,
    taxonId: taxa.get("Wrong") ?? null,
    state: "predicted" as const,
    score: 0.5,
  }));
  await makeObjects(db, { project: made, sample, acquisition, rng: createRng(1) }, seeds);
  ctx = site.as(asUser(await makeMember(db, made, "reviewer", "reviewer")));
});
afterAll(() => site.dispose());

let at = 0;
const newBatch = (): string => uuidV7(++at, new Uint8Array(10));
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const work = (run: RunId, handler: typeof runLabelByFilter, stop = new AbortController(), worker = "w1") =>
  executeRun({ db: site.db, clock: ctx.clock, log: silent, worker, stop: stop.signal }, run, (handle) =>
    handler({ db: site.db, clock: ctx.clock }, handle),
  );
const inTaxon = async () =>
  (
    await site.db.row<{ n: number }>(
      sql`select count(*)::int as n from "object" where project_id = ${project} and taxon_id = ${taxon} and state = 'validated'`,
    )
  )?.n;

async function start(batchId: string) {
  const outcome = await labelByFilter.call(ctx, {
    projectId: project,
    batchId,
    change: { taxonId: taxon, state: "validated" },
    target: { by: "filter", filter: { states: ["predicted"] }, expected: total },
  } as never);
  if (!outcome.ok) throw new Error(outcome.error.message);
  if (outcome.value.runId === null) throw new Error("was not given to a run");
  return outcome.value;
}

test("a worker that dies half way is followed by another that finishes; the result is one batch, each object once, undone as one", async () => {
  const batchId = newBatch();
  const started = await start(batchId);
  const runId = started.runId as RunId;
  expect((await start(batchId)).runId).toBe(runId);
  expect(await undo.call(ctx, { projectId: project, batchId: newBatch() } as never)).toMatchObject({ ok: false, error: { code: "busy" } });

  // The first worker is stopped after its first chunk.
  const stop = new AbortController();
  let chunks = 0;
  await executeRun({ db: site.db, clock: ctx.clock, log: silent, worker: "w1", stop: stop.signal }, runId, (handle) =>
    runLabelByFilter(
      { db: site.db, clock: ctx.clock },
      {
        ...handle,
        save: async (tx, cursor) => {
          await handle.save(tx, cursor);
          chunks += 1;
          if (chunks === 1) stop.abort();
        },
      },
    ),
  );
  expect(await inTaxon()).toBe(5_000);
  expect((await runById(site.db, runId))?.state).toBe("queued");

  await work(runId, runLabelByFilter, new AbortController(), "w2");
  expect(await runById(site.db, runId)).toMatchObject({ state: "done", result: { changed: total, left: 0 } });
  expect(await inTaxon()).toBe(total);
  const events = await site.db.row<{ n: number; objects: number }>(sql`
    select count(*)::int as n, count(distinct object_id)::int as objects from annotation_event where batch_id = ${batchId}::uuid`);
  expect(events).toEqual({ n: total, objects: total });

  const back = await undo.call(ctx, { projectId: project, batchId: newBatch() } as never);
  if (!back.ok || back.value.runId === null) throw new Error("undo of so many is a run");
  await work(back.value.runId, runUndoBatch);
  expect(await inTaxon()).toBe(0);
  expect(await counterDifferences(site.db)).toEqual([]);
  expect(await ledgerDifferences(site.db)).toEqual([]);
});

test("a run that finds another number than was decided on changes nothing and leaves nothing to undo", async () => {
  const { runId } = await start(newBatch());
  const [first] = await site.db.rows<{ id: number; version: number }>(
    sql`select id, version from "object" where project_id = ${project} and state = 'predicted' order by id limit 1`,
  );
  await site.db.run(sql`update "object" set trash_id = 1 where id = ${first?.id}`);
  await work(runId as RunId, runLabelByFilter);
  expect(await runById(site.db, runId as RunId)).toMatchObject({
    state: "refused",
    reason: expect.stringContaining("nothing was changed"),
  });
  expect(await inTaxon()).toBe(0);
  await site.db.run(sql`update "object" set trash_id = null where id = ${first?.id}`);
  expect(await site.db.rows(sql`select 1 from batch where run_id = ${runId}`)).toEqual([]);
});
