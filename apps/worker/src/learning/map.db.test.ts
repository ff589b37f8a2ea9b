import { sql } from "@nauplius/db/sql";
import { createRng, type ObjectId, objectMapId, type RunId, viewOfQuery } from "@nauplius/domain";
import { shapeTaxa } from "@nauplius/pipelines/shapes";
import { listMaps, listObjects, mapPoints, startComparison, startMap } from "@nauplius/services";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type LearningSite, learningSite, type Seed } from "./learning-site.fixture.ts";

let s: LearningSite;
let ids: ObjectId[];

beforeAll(async () => {
  s = await learningSite();
  const seeds: Seed[] = Array.from({ length: 42 }, (_, i) => ({
    shape: shapeTaxa[i % 3] ?? "bar",
    ...(i < 30 ? { state: "validated" as const, taxonId: s.taxa.get("Copepoda") ?? null } : {}),
  }));
  ids = await s.addSample(seeds);
});
afterAll(() => s.dispose());

async function make(input: { source?: "network" | "features"; method?: "umap" | "pca" } = {}) {
  const started = await startMap.call(s.as.manager, { projectId: s.project, ...input });
  if (!started.ok) throw new Error(started.error.message);
  return s.work(started.value.run);
}
const points = async (map: unknown, as = s.as.manager) => {
  const read = await mapPoints.call(as, { mapId: objectMapId.parse(map) });
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
};
const maps = async () => {
  const listed = await listMaps.call(s.as.manager, { projectId: s.project });
  if (!listed.ok) throw new Error(listed.error.message);
  return listed.value;
};

test("before the network has looked at anything a map of what it saw is refused with the way out, and what can be made is told", async () => {
  expect((await maps()).offers).toMatchObject([
    { source: "network", objects: 0, model: expect.stringContaining("plankton") },
    { source: "features", objects: 0, reason: expect.stringContaining("no measured features") },
  ]);
  expect(await make()).toMatchObject({ state: "refused", reason: expect.stringContaining("a map needs at least 20") });
  expect(await startMap.call(s.as.manager, { projectId: s.project, source: "features" })).toMatchObject({
    ok: false,
    error: { code: "invalid" },
  });
});

test("of what the network saw it holds every object once, with its label of now, and says what it was made by", async () => {
  const started = await startComparison.call(s.as.manager, { projectId: s.project });
  await s.work(started.ok ? started.value.run : (0 as RunId));
  const run = await make();
  expect(run).toMatchObject({ state: "done", result: { objects: 42, total: 42 } });
  const { header, points: p } = await points(run.result?.map);
  expect([...p.ids]).toEqual(ids.map(Number));
  expect(header.taxa).toEqual([{ id: s.taxa.get("Copepoda"), name: "Copepoda" }]);
  expect(p.state.filter((state) => state === 3)).toHaveLength(30);
  expect(Math.max(...p.x.map(Math.abs), ...p.y.map(Math.abs))).toBeCloseTo(1, 5);
  expect((await maps()).maps[0]).toMatchObject({
    ...{ source: "network", method: "umap", objects: 42, total: 42 },
    facts: { landmarks: 42, neighbours: 15, seed: 1, model: expect.stringContaining("plankton") },
    space: expect.stringMatching(/^[0-9a-f]{64} /),
  });
});

test("an outline drawn on it is a filter: the view holds what lies within, by its address too", async () => {
  const map = (await maps()).maps[0]?.id;
  const { points: p } = await points(map);
  const right = ids.filter((_, i) => (p.x[i] ?? 0) >= 0);
  const { filter } = viewOfQuery([["region", `${map}:0,-2;2,-2;2,2;0,2`]]);
  const shown = await listObjects.call(s.as.manager, { projectId: s.project, filter });
  expect(shown.ok && shown.value.objects.map(({ id }) => id)).toEqual(right);
  const gone = viewOfQuery([["region", "987654:0,-2;2,-2;2,2;0,2"]]).filter;
  expect(await listObjects.call(s.as.manager, { projectId: s.project, filter: gone })).toMatchObject({ ok: true, value: { objects: [] } });
});

test("of features it leaves out what was not measured, and is made of what the features tell", async () => {
  const list = await s.db.row<{ id: number }>(sql`insert into feature_list (names) values (array['area', 'mean', 'x']) returning id`);
  const random = createRng("measured");
  for (const id of ids.slice(0, 25))
    await s.db.run(sql`
      update "object" set feature_list_id = ${list?.id}, features = ${[random.uniform(1, 9), random.uniform(1, 9), random.uniform(1, 9)]}::real[]
      where id = ${id}`);
  const run = await make({ source: "features", method: "pca" });
  expect(run).toMatchObject({ state: "done", result: { objects: 25, total: 25 } });
  expect((await maps()).maps[0]).toMatchObject({ source: "features", method: "pca", facts: { features: ["area", "mean"] } });
});

test("only one is made at a time; one that was interrupted is begun again and leaves one map", async () => {
  const started = await startMap.call(s.as.manager, { projectId: s.project, method: "pca" });
  expect(await startMap.call(s.as.manager, { projectId: s.project })).toMatchObject({ ok: false, error: { code: "busy" } });
  const run = started.ok ? started.value.run : (0 as RunId);
  const before = (await maps()).maps.length;
  // A worker died on it: silent for an hour.
  await s.db.run(
    sql`update run set state = 'running', attempts = 1, worker_id = 'dead', heartbeat_at = now() - interval '1 hour' where id = ${run}`,
  );
  expect(await s.work(run)).toMatchObject({ state: "done", attempts: 2 });
  expect((await maps()).maps.length).toBe(before + 1);
});

test("that a worker lost meanwhile is not kept by it", async () => {
  const started = await startMap.call(s.as.manager, { projectId: s.project, method: "pca" });
  const run = started.ok ? started.value.run : (0 as RunId);
  const before = (await maps()).maps.length;
  const working = s.work(run);
  await expect.poll(async () => (await s.db.row<{ state: string }>(sql`select state from run where id = ${run}`))?.state).toBe("running");
  await s.db.run(sql`update run set worker_id = 'another', attempts = attempts + 1 where id = ${run}`);
  await working;
  expect((await maps()).maps.length).toBe(before);
});

test("the newest six stay", async () => {
  await s.db.run(sql`update run set state = 'done' where state = 'running'`);
  await s.db.run(sql`
    insert into object_map (project_id, run_id, source, method, space, created_at, total, facts, objects, xs, ys)
    select ${s.project}, -n, 'network', 'pca', '', now(), 0, '{"seed":1,"percent":[0,0]}', '{}', '{}', '{}' from generate_series(1, 8) n`);
  const run = await make({ method: "pca" });
  expect((await maps()).maps).toHaveLength(6);
  expect((await maps()).maps[0]?.id).toBe(run.result?.map);
});
