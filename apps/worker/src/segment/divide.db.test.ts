import { randomUUID } from "node:crypto";
import { counterDifferences } from "@nauplius/db";
import { sql } from "@nauplius/db/sql";
import { decodeGrey } from "@nauplius/pipelines";
import { joinObjects, labelObjects, listMultiples, readObject, separateObject, viewCounts } from "@nauplius/services";
import { asUser, makeMember } from "@nauplius/testing/factories";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type DivideSite, type DivisionRun, divideSite, featureOf, middle } from "./divide-site.fixture.ts";

let on: DivideSite;
let s: DivideSite["s"];
let at: DivideSite["at"];
const slow = { timeout: 180_000 };

beforeAll(async () => {
  on = await divideSite();
  ({ s, at } = on);
}, 180_000);
afterAll(() => s.dispose());

const counted = async (): Promise<number> => {
  const counts = await viewCounts.call(at.manager(), { projectId: s.project });
  if (!counts.ok) throw new Error(counts.error.message);
  return counts.value.counts.reduce((n, each) => n + each.objects, 0);
};

test("an object cut by a line becomes two, measured where they lie in the scan; together they have its pixels", slow, async () => {
  const id = await on.largest();
  const [parent, drawn, before] = [await on.rowOf(id), await on.outline(id), await counted()];
  const run = await on.separate(id, middle(drawn.vignette));
  expect(run).toMatchObject({ state: "done", result: { parents: [id] } });
  const { children } = run.result;
  expect(children.map(({ name }) => name)).toEqual([`${parent.id}_1`, `${parent.id}_2`]);
  const rows = await Promise.all(children.map((child) => on.rowOf(child.id)));
  expect(rows.reduce((n, row) => n + featureOf(row, "area_exc"), 0)).toBeGreaterThanOrEqual(featureOf(parent, "area_exc"));
  for (const row of rows) {
    expect(row.free).toMatchObject({ separated_from: parent.id, measured_by: "nauplius test, nauplius dialect" });
    expect(row.date).toBe(parent.date);
    expect(featureOf(row, "area")).toBe(row.area);
    expect(featureOf(row, "bx")).toBeGreaterThanOrEqual(featureOf(parent, "bx"));
    expect(featureOf(row, "bx") + featureOf(row, "width")).toBeLessThanOrEqual(featureOf(parent, "bx") + featureOf(parent, "width"));
  }
  expect(await counted()).toBe(before + 1);
  expect(await counterDifferences(s.db)).toEqual([]);
  // Its picture is its own, with a mask of its size.
  const child = await on.outline(children[0]?.id ?? 0);
  const [place] = await s.db.rows<{ key: string; offset: number; length: number }>(sql`
    select k.key, v."offset", v.length from vignette v join pack k on k.id = v.pack_id where v.id = ${child.vignette.id}`);
  const decoded = await decodeGrey(await at.manager().storage.read(place?.key ?? "", Number(place?.offset), place?.length ?? 0));
  expect(decoded).toMatchObject({ ok: true, value: { width: child.vignette.width, height: child.vignette.height } });
  expect(child.vignette.mask).not.toBeNull();
});

test("the parent is retired: it has a page, with links both ways, and no place in lists, labels and counts", slow, async () => {
  const [division] = await on.divisionsOf(await on.largest());
  const parent = division?.members.find(({ part }) => part === "parent");
  const child =
    (await s.db.row<{ id: number }>(sql`select object_id as id from division_member where part = 'child' order by object_id limit 1`))
      ?.id ?? 0;
  const [seen] = await on.divisionsOf(child);
  expect(seen).toMatchObject({ kind: "separate", byName: "Manager", undoneAt: null });
  const retired = seen?.members.find(({ part }) => part === "parent");
  expect(retired?.stands).toBe("retired");
  expect(parent?.id ?? retired?.id).toBe(retired?.id);
  const read = await readObject.call(at.manager(), { objectId: retired?.id as never });
  expect(read).toMatchObject({ ok: true, value: { originalId: retired?.originalId, retired: true } });
  const label = await labelObjects.call(at.manager(), {
    projectId: s.project,
    batchId: randomUUID() as never,
    change: { taxonId: s.taxa.get("Copepoda") as never, state: "validated" },
    target: { by: "ids", objects: [{ id: retired?.id as never, version: 0 }] },
  });
  expect(label).toMatchObject({
    ok: false,
    error: { code: "conflict", message: expect.stringContaining("was divided and is retired; label what was made of it") },
  });
});

test("put back, all is as before; a child that was cut again must be put back first", slow, async () => {
  const id = await on.largest();
  const before = await s.picture();
  const first = await on.separate(id, middle((await on.outline(id)).vignette));
  const child = first.result.children[0]?.id ?? 0;
  const second = await on.separate(child, middle((await on.outline(child)).vignette));
  expect(second.state).toBe("done");
  const [outer, inner] = [
    (await on.divisionsOf(id))[0]?.id ?? 0,
    (await on.divisionsOf(child)).find(({ members }) => members[0]?.id === child)?.id ?? 0,
  ];
  expect(await on.putBack(outer)).toMatchObject({
    ok: false,
    error: { code: "conflict", message: expect.stringContaining("divided itself") },
  });
  expect(await on.putBack(inner)).toMatchObject({ ok: true, value: { parents: [child] } });
  expect(await on.putBack(outer)).toMatchObject({ ok: true, value: { parents: [id] } });
  expect(await on.putBack(outer)).toMatchObject({ ok: false, error: { code: "conflict" } });
  expect(await s.picture()).toEqual(before);
  expect(await counterDifferences(s.db)).toEqual([]);
});

test("parts that were cut are joined again: one object in the same place, of the same pixels", slow, async () => {
  const id = await on.largest();
  const whole = await on.rowOf(id);
  const cut = await on.separate(id, middle((await on.outline(id)).vignette));
  const parts = cut.result.children.map((child) => child.id);
  const asked = await joinObjects.call(at.manager(), { projectId: s.project, batchId: randomUUID() as never, objects: parts as never });
  if (!asked.ok) throw new Error(asked.error.message);
  const run = (await at.work(asked.value.run)) as DivisionRun;
  expect(run.state).toBe("done");
  const joined = await on.rowOf(run.result.children[0]?.id ?? 0);
  expect(joined.id).toBe(`${cut.result.children[0]?.name}_joined`);
  expect(joined.free.joined_from).toBe(cut.result.children.map(({ name }) => name).join("; "));
  for (const name of ["area", "bx", "by", "width", "height", "mean", "perim.", "major", "fractal"])
    expect([name, featureOf(joined, name)]).toEqual([name, featureOf(whole, name)]);
});

test("a line that parts nothing is refused in a sentence, and nothing is changed", slow, async () => {
  const id = await on.largest(1);
  const before = await s.picture();
  const beside = await on.separate(id, [
    [
      [0, 0],
      [1, 0],
    ],
  ]);
  expect(beside).toMatchObject({ state: "refused", reason: "the line does not touch the object" });
  const { width, height } = (await on.outline(id)).vignette;
  const [x, y] = [Math.floor(width / 2), Math.floor(height / 2)];
  const inside = await on.separate(id, [
    [
      [x, y],
      [x + 1, y],
    ],
  ]);
  expect(inside).toMatchObject({ state: "refused", reason: expect.stringMatching(/crosses it from side to side|does not touch/) });
  expect(await s.picture()).toEqual(before);
});

test("annotators divide, viewers do not; whoever sees other samples does not see the object", slow, async () => {
  const id = await on.largest(1);
  const input = {
    objectId: id as never,
    batchId: randomUUID() as never,
    lines: [[[0, 0] as [number, number], [5, 5] as [number, number]]],
  };
  const viewer = s.site.as(asUser(await makeMember(s.db, s.project, "Vera", "viewer")));
  expect(await separateObject.call(viewer, input)).toMatchObject({ ok: false, error: { code: "forbidden" } });
  const limited = s.site.as(asUser(await makeMember(s.db, s.project, "Lim", "annotator", [999 as never])));
  expect(await separateObject.call(limited, input)).toMatchObject({ ok: false, error: { code: "notFound" } });
  const annotator = s.site.as(asUser(await makeMember(s.db, s.project, "Ann", "annotator")));
  expect(await separateObject.call(annotator, input)).toMatchObject({ ok: true });
});

test("a worker that dies after the pictures are stored leaves nothing that is seen; the next one finishes", slow, async () => {
  const id = await on.largest(1);
  const before = await s.picture();
  const drawn = (await on.outline(id)).vignette;
  const asked = await separateObject.call(at.manager(), {
    objectId: id as never,
    batchId: randomUUID() as never,
    lines: middle(drawn) as never,
  });
  if (!asked.ok) throw new Error(asked.error.message);
  const d = at.dependencies();
  const dying = {
    ...d,
    storage: {
      ...d.storage,
      appendTo: async () => {
        throw new Error("killed");
      },
    },
  };
  expect(await at.work(asked.value.run, dying)).toMatchObject({ state: "queued", setbacks: 1 });
  expect(await s.picture()).toEqual(before);
  expect(await at.work(asked.value.run)).toMatchObject({ state: "done" });
  // Again changes nothing more.
  const after = await s.picture();
  await s.db.run(sql`update run set state = 'queued' where id = ${asked.value.run}`);
  expect(await at.work(asked.value.run)).toMatchObject({ state: "done" });
  expect(await s.picture()).toEqual(after);
});

test("objects labelled as several stand on a page of their own, the largest first, with their share of each sample", slow, async () => {
  const row = await s.db.row<{ id: number }>(sql`
    insert into taxon (parent_id, name, display_name, search_name, extent, updated_at) values (${s.taxa.get("living")}, 'multiple', 'multiple', 'multiple', 'several', now())
    returning id`);
  await s.db.run(sql`update taxon set living = true where id = ${s.taxa.get("living")}`);
  const ids = [await on.largest(0), await on.largest(1), await on.largest(2)];
  for (const [n, id] of ids.entries())
    await labelObjects.call(at.manager(), {
      projectId: s.project,
      batchId: randomUUID() as never,
      change: { taxonId: (n < 2 ? row?.id : s.taxa.get("Copepoda")) as never, state: "validated" },
      target: { by: "ids", objects: [{ id: id as never, version: 0 }] },
    });
  const listed = await listMultiples.call(at.manager(), { projectId: s.project });
  if (!listed.ok) throw new Error(listed.error.message);
  expect(listed.value.objects.map(({ id }) => Number(id))).toEqual(ids.slice(0, 2));
  const [sample] = listed.value.samples;
  expect(sample).toMatchObject({ sample: "tow_a", objects: 3, multiples: 2 });
  expect((sample?.multiplesVolume ?? 0) / (sample?.volume ?? 1)).toBeGreaterThan(0.5);
});
