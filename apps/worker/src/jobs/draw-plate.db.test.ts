import { sql } from "@nauplius/db/sql";
import { createRng, mostPlated, type ObjectId, type RunId } from "@nauplius/domain";
import { shapeTaxa } from "@nauplius/pipelines/shapes";
import { plateFile, startPlate } from "@nauplius/services";
import { asUser, makeMember, makeObjects } from "@nauplius/testing/factories";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type LearningSite, learningSite, type Seed } from "../learning/learning-site.fixture.ts";

let s: LearningSite;
let ids: ObjectId[];

beforeAll(async () => {
  s = await learningSite();
  const seeds: Seed[] = Array.from({ length: 9 }, (_, i) => ({
    shape: shapeTaxa[i % 3] ?? "bar",
    state: "validated",
    taxonId: s.taxa.get("Copepoda") ?? null,
  }));
  ids = await s.addSample(seeds);
});
afterAll(() => s.dispose());

async function make(input: Partial<Parameters<typeof startPlate.call>[1]> = {}) {
  const started = await startPlate.call(s.as.manager, { projectId: s.project, filter: { objects: ids }, ...input });
  if (!started.ok) throw new Error(started.error.message);
  return s.work(started.value.run);
}

test("a plate of chosen objects is one PDF, handed out to those who may see all of it", async () => {
  const run = await make();
  expect(run).toMatchObject({ state: "done", result: { objects: 9, pages: 1, files: [{ name: "plate.pdf" }] } });
  const asked = { runId: run.id, name: "plate.pdf" };
  const file = await plateFile.call(s.as.manager, asked);
  if (!file.ok) throw new Error(file.error.message);
  const bytes = await s.dependencies.storage.read(file.value.key, 0, 5);
  expect(new TextDecoder().decode(bytes)).toBe("%PDF-");
  const limited = await makeMember(s.db, s.project, "Limited", "viewer");
  await s.db.run(
    sql`update membership set sample_ids = array[(select sample_id from "object" where id = ${ids[0]})] where user_id = ${limited}`,
  );
  expect(await plateFile.call(s.site.as(asUser(limited)), asked)).toMatchObject({ ok: false, error: { code: "forbidden" } });
});

test("a plate as PNG has a file a page; one that was begun by a worker that died is drawn whole by the next", async () => {
  const started = await startPlate.call(s.as.manager, { projectId: s.project, filter: { objects: ids.slice(0, 3) }, form: "png" });
  const run = started.ok ? started.value.run : (0 as RunId);
  await s.dependencies.storage.write(`plates/run-${run}/plate-1.png`, new Uint8Array(3));
  await s.db.run(
    sql`update run set state = 'running', attempts = 1, worker_id = 'dead', heartbeat_at = now() - interval '1 hour' where id = ${run}`,
  );
  expect(await s.work(run)).toMatchObject({
    state: "done",
    result: { objects: 3, files: [{ name: "plate-1.png", bytes: expect.any(Number) }] },
  });
  expect(await s.dependencies.storage.size(`plates/run-${run}/plate-1.png`)).toBeGreaterThan(10_000);
});

test("nothing, and too much, are refused by name", async () => {
  const ask = (filter: object) => startPlate.call(s.as.manager, { projectId: s.project, filter });
  expect(await ask({ states: ["dubious"] })).toMatchObject({
    ok: false,
    error: { code: "invalid", message: expect.stringContaining("got no objects") },
  });
  const words = { about: "projet {project}" } as never;
  expect(await startPlate.call(s.as.manager, { projectId: s.project, words })).toMatchObject({
    ok: false,
    error: { code: "invalid", message: expect.stringContaining("words.scale") },
  });
  const place = await s.db.row<{ sample: number; acquisition: number }>(
    sql`select sample_id as sample, acquisition_id as acquisition from "object" where id = ${ids[0]}`,
  );
  const at = { project: s.project, sample: place?.sample as never, acquisition: place?.acquisition as never, rng: createRng("many") };
  await makeObjects(
    s.db,
    at,
    Array.from({ length: mostPlated }, (_, i) => ({ originalId: `many ${i}` })),
  );
  expect(await ask({})).toMatchObject({
    ok: false,
    error: { code: "tooLarge", message: expect.stringContaining("a plate shows at most 500") },
  });
});
