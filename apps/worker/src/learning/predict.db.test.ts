import { randomUUID } from "node:crypto";
import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "@nauplius/db/sql";
import { type ModelId, type ObjectId, type RunId, uuidV7 } from "@nauplius/domain";
import { cancelRun, listObjects, readObject, revertBatch, startPrediction } from "@nauplius/services";
import { afterAll, beforeAll, expect, test } from "vitest";
import { clearWork } from "./clear-work.ts";
import { type LearningSite, labelsOf, learningSite, type Seed } from "./learning-site.fixture.ts";

let s: LearningSite;
let model: ModelId;
let open: ObjectId[];
let decided: ObjectId[];

beforeAll(async () => {
  s = await learningSite();
  model = await s.model();
  const shapes: Seed[] = Array.from({ length: 12 }, (_, i) => ({ shape: (["bar", "disc", "ring"] as const)[i % 3] ?? "bar" }));
  open = await s.addSample([...shapes, { shape: "bar", bytes: new TextEncoder().encode("no image") }]);
  const taxonId = s.taxa.get("Chaetognatha") ?? null;
  decided = await s.addSample([
    { shape: "bar", state: "validated", taxonId },
    { shape: "bar", state: "dubious", taxonId },
    { shape: "bar", state: "predicted", taxonId },
    { shape: "bar", state: "predicted", taxonId },
  ]);
  await s.db.run(sql`update "object" set proposed = true where id = ${decided[2]}`);
  await s.db.run(sql`update "object" set accepted = true where id = ${decided[3]}`);
});
afterAll(() => s.dispose());

async function predict(more: Partial<Parameters<typeof startPrediction.call>[1]> = {}): Promise<RunId> {
  const started = await startPrediction.call(s.as.manager, { projectId: s.project, modelId: model, batchId: randomUUID(), ...more });
  if (!started.ok) throw new Error(started.error.message);
  return started.value.run;
}
const labels = async (ids: readonly ObjectId[]) => (await labelsOf(s.db, s.project)).filter(({ id }) => ids.includes(id));

test("the model that ships is known, in service, and its classes have taxa of the site", async () => {
  const rows = await s.db.rows<{ name: string; state: string; origin: string }>(sql`select name, state, origin from model`);
  expect(rows.filter(({ state }) => state === "service")).toEqual([{ name: "plankton", state: "service", origin: "shipped" }]);
  const copepods = await s.db.row<{ n: number }>(
    sql`select count(*)::int as n from model_class where model_id = ${model} and taxon_id = ${s.taxa.get("Copepoda")}`,
  );
  expect(copepods?.n).toBeGreaterThan(5);
  // Called as the class, it is meant before Copepoda, which stands in the list of what the class may be.
  const named = await s.db.row<{ taxonId: number }>(
    sql`select taxon_id as "taxonId" from model_class where model_id = ${model} and name = 'copepod_other'`,
  );
  expect(named?.taxonId).toBe(s.taxa.get("copepod_other"));
});

test("what nobody decided gets the best taxon; dubious, proposed, accepted and validated objects stay", async () => {
  const before = await labels(decided);
  const run = await s.work(await predict());
  expect(run).toMatchObject({ state: "done", result: { unreadable: 1, withoutImage: 0, unchanged: 0 } });
  const after = await labels(open);
  const counts = run.result as { predicted: number; uncertain: number };
  expect(counts.predicted + counts.uncertain).toBe(12);
  expect(after.filter(({ state }) => state === "predicted")).toHaveLength(counts.predicted);
  expect(counts.predicted).toBeGreaterThan(0);
  expect(await labels(decided)).toEqual(before);
  const event = await s.db.row(
    sql`select how, seen, by, model_id as "modelId" from annotation_event where object_id = any(${open}::bigint[]) limit 1`,
  );
  expect(event).toEqual({ how: "model", seen: false, by: null, modelId: model });
  const counter = await s.db.row<{ n: number }>(
    sql`select sum(objects)::int as n from counter where project_id = ${s.project} and state = 'predicted'`,
  );
  expect(counter?.n).toBe(counts.predicted + 2);
});

test("the same model again changes nothing and computes nothing", async () => {
  const before = await labels(open);
  const batches = () => s.db.row<{ n: number }>(sql`select count(*)::int as n from batch where kind = 'predict'`);
  const count = await batches();
  const run = await s.work(await predict());
  expect(run).toMatchObject({ state: "done", result: { predicted: 0 } });
  expect(await labels(open)).toEqual(before);
  expect(await batches()).toEqual(count);
});

test("the best taxa, the margin and an embedding of each object are kept and shown", async () => {
  const page = await listObjects.call(s.as.manager, { projectId: s.project, filter: { objects: open }, sort: { by: "margin" }, limit: 20 });
  if (!page.ok) throw new Error(page.error.message);
  const guessed = page.value.objects.filter(({ state }) => state === "predicted");
  for (const { guesses, taxonId, score } of guessed) {
    expect(guesses?.[0]?.taxonId).toBe(taxonId);
    expect(guesses?.[0]?.score).toBeCloseTo(score ?? 0, 5);
    expect(guesses?.length).toBeLessThanOrEqual(3);
  }
  const read = await readObject.call(s.as.manager, { objectId: open[0] ?? 0 });
  expect(read.ok && read.value.prediction).toMatchObject({ model: expect.stringContaining("plankton"), taxa: expect.any(Array) });
  const vectors = await s.db.rows<{ bytes: number }>(sql`select octet_length(vector) as bytes from embedding`);
  expect(vectors).toHaveLength(12);
  expect(new Set(vectors.map(({ bytes }) => bytes))).toEqual(new Set([256]));
});

test("with a threshold what is uncertain becomes unclassified again", async () => {
  const run = await s.work(await predict({ thresholds: { least: 1, taxa: [] } }));
  expect(run.state).toBe("done");
  expect((await labels(open)).every(({ state, taxonId }) => state === "unclassified" && taxonId === null)).toBe(true);
  await s.work(await predict());
});

test("a manager takes a prediction back", async () => {
  await s.work(await predict({ thresholds: { least: 1, taxa: [] } }));
  const batchId = randomUUID();
  await s.work(await predict({ batchId }));
  expect((await labels(open)).some(({ state }) => state === "predicted")).toBe(true);
  const reverted = await revertBatch.call(s.as.manager, { projectId: s.project, batchId: randomUUID(), of: batchId });
  expect(reverted.ok).toBe(true);
  expect((await labels(open)).some(({ state }) => state === "predicted")).toBe(false);
});

test("one prediction of a project is at work at a time, and the same batch id again starts no other", async () => {
  const batchId = uuidV7(Date.now(), new Uint8Array(10));
  const run = await predict({ batchId });
  expect(await predict({ batchId })).toBe(run);
  const second = await startPrediction.call(s.as.manager, { projectId: s.project, modelId: model, batchId: randomUUID() });
  expect(second).toMatchObject({ ok: false, error: { code: "busy" } });
  expect(await cancelRun.call(s.as.manager, { runId: run })).toMatchObject({ ok: true, value: { cancelled: true } });
});

test("a run that was interrupted goes on behind its last object", async () => {
  const run = await predict();
  const last = open[5] ?? 0;
  await s.db.run(sql`update run set cursor = ${JSON.stringify({ last, predicted: 6 })}::jsonb where id = ${run}`);
  await s.work(run);
  const found = await labels(open);
  expect(found.slice(0, 6).every(({ state }) => state === "unclassified")).toBe(true);
  expect(found.slice(6).some(({ state }) => state === "predicted")).toBe(true);
});

test("leavings of trainings that are over are removed, those that could go on are kept", async () => {
  const insert = (state: string, finished: string) =>
    s.db.row<{ id: number }>(
      sql`insert into run (kind, state, finished_at) values ('trainModel', ${state}, ${finished}::timestamptz) returning id`,
    );
  const [done, old, recent] = await Promise.all([
    insert("done", new Date().toISOString()),
    insert("cancelled", "2020-01-01"),
    insert("cancelled", new Date().toISOString()),
  ]);
  const trainings = join(s.folder, "trainings");
  for (const run of [done, old, recent]) await mkdir(join(trainings, `run-${run?.id}.work`), { recursive: true });
  expect(await clearWork(s.dependencies)).toBe(2);
  expect(await readdir(trainings)).toEqual([`run-${recent?.id}.work`]);
});

test("a provider that is not there is told, and the CPU does the work", async () => {
  const { makeHandlers } = await import("../jobs/handlers.ts");
  const handlers = makeHandlers({ ...s.dependencies, env: { ...s.dependencies.env, WORKER_PROVIDER: "cuda" } });
  await s.db.run(sql`delete from prediction`);
  const run = await predict();
  await handlers.predictObjects({ runId: run });
  const log = await s.db.rows<{ message: string }>(sql`select message from run_log where run_id = ${run}`);
  expect(log.map(({ message }) => message).join("\n")).toContain("cuda was asked for and is not there");
  expect((await labels(open)).some(({ state }) => state === "predicted")).toBe(true);
});
