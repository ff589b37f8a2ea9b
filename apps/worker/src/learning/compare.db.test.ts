import { sql } from "@nauplius/db/sql";
import { type Filter, type ObjectId, type RunId, type Sort, uuidV7 } from "@nauplius/domain";
import { shapeTaxa } from "@nauplius/pipelines/shapes";
import {
  askComparisons,
  explainObject,
  labelObjects,
  listObjects,
  readComparison,
  readObject,
  similarObjects,
  startComparison,
} from "@nauplius/services";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type LearningSite, labelsOf, learningSite, type Seed } from "./learning-site.fixture.ts";

let s: LearningSite;
let ids: ObjectId[];

/** Twenty of each shape with its own taxon, validated; the first bar is called a disc. */
beforeAll(async () => {
  s = await learningSite();
  const taxa = ["Chaetognatha", "Copepoda", "Radiolaria"].map((name) => s.taxa.get(name) ?? null);
  const seeds: Seed[] = Array.from({ length: 60 }, (_, i) => ({
    shape: shapeTaxa[i % 3] ?? "bar",
    state: "validated",
    taxonId: taxa[i === 0 ? 1 : i % 3] ?? null,
  }));
  ids = await s.addSample([...seeds, { shape: "bar" }, { shape: "bar", bytes: new TextEncoder().encode("no image") }]);
});
afterAll(() => s.dispose());

async function compare(): Promise<RunId> {
  const started = await startComparison.call(s.as.manager, { projectId: s.project });
  if (!started.ok) throw new Error(started.error.message);
  return started.value.run;
}
async function shown(filter: Partial<Filter>, by: Sort["by"], limit = 200): Promise<ObjectId[]> {
  const listed = await listObjects.call(s.as.manager, { projectId: s.project, filter, sort: { by, direction: "descending" }, limit });
  if (!listed.ok) throw new Error(listed.error.message);
  return listed.value.objects.map(({ id }) => id);
}
const shapeOf = (id: ObjectId | undefined) => shapeTaxa[ids.indexOf(id as ObjectId) % 3];

test("before anything was compared nothing is said, and nobody doubts", async () => {
  expect(await readComparison.call(s.as.manager, { projectId: s.project })).toMatchObject({
    ok: true,
    value: { last: null, isAtWork: false },
  });
  expect(await shown({ suspect: true }, "suspicion")).toEqual([]);
});

test("the network in service looks at everything once; labels stay, and what cannot be read is told", async () => {
  const before = await labelsOf(s.db, s.project);
  const run = await s.work(await compare());
  expect(run).toMatchObject({ state: "done", result: { objects: 61, embedded: 61, unreadable: 1 } });
  expect(await labelsOf(s.db, s.project)).toEqual(before);
  expect(await readComparison.call(s.as.manager, { projectId: s.project })).toMatchObject({ value: { last: { objects: 61 } } });
  expect(await s.db.row(sql`select count(*)::int as n from comparison`)).toEqual({ n: 1 });
});

test("a wrong label is the first to be doubted and lies far from the mean of its taxon, until somebody corrects it", async () => {
  const [first] = await labelsOf(s.db, s.project);
  const id = first?.id as ObjectId;
  expect((await shown({ suspect: true }, "suspicion"))[0]).toBe(id);
  expect((await shown({ taxa: [s.taxa.get("Copepoda") ?? 0] as Filter["taxa"] }, "distance"))[0]).toBe(id);
  const target = { by: "ids" as const, objects: [{ id, version: first?.version ?? 0 }] };
  const change = { taxonId: s.taxa.get("Chaetognatha") ?? 0, state: "validated" as const };
  const batchId = uuidV7(Date.now(), new Uint8Array(10));
  const labelled = await labelObjects.call(s.as.manager, { projectId: s.project, batchId, target, change });
  expect(labelled).toMatchObject({ ok: true, value: { changed: [{ id }] } });
  expect(await shown({ suspect: true }, "suspicion")).not.toContain(id);
});

test("objects like one, or like several, come nearest first; pages of them do not overlap", async () => {
  const [a, , , b] = ids;
  const alike = await shown({ like: [a as ObjectId] }, "likeness");
  expect(alike[0]).toBe(a);
  expect(alike.slice(0, 10).filter((id) => shapeOf(id) === "bar").length).toBeGreaterThan(7);
  expect(
    (await shown({ like: [a, b] as ObjectId[] }, "likeness")).slice(0, 10).filter((id) => shapeOf(id) === "bar").length,
  ).toBeGreaterThan(7);
  const similar = await similarObjects.call(s.as.manager, { objectId: a as ObjectId, limit: 5 });
  expect(similar.ok && similar.value.objects.map(({ id }) => id)).toEqual(alike.slice(1, 6));
  expect(await shown({ like: [987_654_321 as ObjectId] }, "likeness")).toEqual([]);
});

test("clusters are a filter and an order", async () => {
  const rows = await s.db.rows<{ cluster: number }>(sql`select distinct cluster from likeness order by 1`);
  const of = await Promise.all(rows.map(({ cluster }) => shown({ clusters: [cluster] }, "cluster")));
  expect(of.flat().toSorted((x, y) => x - y)).toEqual(ids.slice(0, 61));
});

test("after a label or an import a comparison is asked for, once, and replaces the last; when nothing came since, none is", async () => {
  await s.db.run(sql`update batch set at = now() - interval '1 hour'`);
  expect(await askComparisons(s.dependencies, s.project)).toEqual([]);
  await s.db.run(sql`update batch set at = now() + interval '1 second'`);
  const [run, ...others] = await askComparisons(s.dependencies, null);
  expect(others).toEqual([]);
  expect(await askComparisons(s.dependencies, null)).toEqual([]);
  expect(await s.work(run as RunId)).toMatchObject({ state: "done", result: { objects: 61, embedded: 0 } });
  expect(await s.db.row(sql`select count(*)::int as n from comparison`)).toEqual({ n: 1 });
});

test("a comparison that was interrupted while it was written is not seen, and comes whole", async () => {
  const id = await compare();
  await s.db.run(
    sql`insert into comparison (project_id, run_id, space, centres, clusters, created_at) values (${s.project}, ${id}, 'x', '', 0, now())`,
  );
  expect((await shown({}, "cluster")).length).toBe(62);
  expect(await readComparison.call(s.as.manager, { projectId: s.project })).toMatchObject({
    value: { last: { objects: 61 }, isAtWork: true },
  });
  expect(await startComparison.call(s.as.manager, { projectId: s.project })).toMatchObject({ ok: false, error: { code: "busy" } });
  expect(await s.work(id)).toMatchObject({ state: "done", result: { objects: 61 } });
});

test("a model says what in an image speaks for the taxon that it named", async () => {
  const [id] = ids;
  const asked = await explainObject.call(s.as.manager, { objectId: id as ObjectId });
  expect(await s.work(asked.ok ? asked.value.run : (0 as RunId))).toMatchObject({ state: "done" });
  const read = await readObject.call(s.as.manager, { objectId: id as ObjectId });
  const cells = (read.ok && read.value.prediction?.activation) || [];
  expect(cells).toHaveLength(24 * 24);
  expect(Math.max(...cells)).toBe(255);
  const unseen = await explainObject.call(s.as.manager, { objectId: ids.at(-1) as ObjectId });
  expect(unseen).toMatchObject({ ok: false, error: { code: "conflict" } });
});
