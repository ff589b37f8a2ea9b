import { currentCells, openBatch, placesByObjects, putBack } from "@nauplius/db";
import { sql } from "@nauplius/db/sql";
import { asUser, makeMember } from "@nauplius/testing/factories";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Bench, type Net, newBatch, openBench, work } from "./bench.fixture.ts";
import { editsIn, expectSound, photograph } from "./sound.fixture.ts";
import { startCorrection } from "./verbs.ts";

let bench: Bench;
let net: Net;
beforeAll(async () => {
  bench = await openBench();
  net = await bench.makeNet("cells", { samples: 3, acquisitions: 2, objects: 6 });
});
afterAll(() => bench.site.dispose());

const first = <T>(list: readonly T[]): T => {
  const [value] = list;
  if (value === undefined) throw new Error("the list is empty");
  return value;
};
const cells = (
  level: "sample" | "acquisition" | "process" | "object",
  list: { id: number; field: string; before: string | number | null; value: string | number | null }[],
) => ({ do: "cells", level, cells: list }) as const;
const sample = (id: number) => bench.site.db.row<Record<string, unknown>>(sql`select * from sample where id = ${id}`);

test("a wrong net volume is written, noted before and after, and put back exactly", async () => {
  const id = first(net.samples);
  const before = await photograph(bench.site);
  const done = await bench.correct(net.project, cells("sample", [{ id, field: "tot_vol", before: "10.50", value: "105.0" }]));
  expect(done).toMatchObject({ state: "done", result: { changed: 1 } });
  expect(await sample(id)).toMatchObject({ free: { tot_vol: "105.0", ship: "Tara" }, version: 1 });
  expect(await editsIn(bench.site, done.batch)).toEqual([
    { level: "sample", row: id, field: "tot_vol", before: "10.50", after: "105.0", derived: false },
  ]);
  await expectSound(bench.site);
  const undone = await bench.correct(net.project, { do: "undo", batchId: done.batch });
  expect(undone).toMatchObject({ state: "done", result: { changed: 1, left: 0 } });
  expect(await photograph(bench.site)).toEqual(before);
});

test("every type of field is written as it is stored, missing values too, and put back exactly", async () => {
  const [id, acquisition, object] = [first(net.samples), first(net.acquisitions), first(net.objects.flat())];
  const before = await photograph(bench.site);
  const batches = [
    await bench.correct(
      net.project,
      cells("sample", [
        { id, field: "lat", before: 43, value: "43.68" },
        { id, field: "started_at", before: "2014-04-20T10:00:00Z", value: "2014-04-21 11:30" },
        { id, field: "dataportal_descriptor", before: "", value: "x" },
        { id, field: "ship", before: "Tara", value: null },
        { id, field: "depth_max", before: 100, value: "" },
      ]),
    ),
    await bench.correct(net.project, cells("acquisition", [{ id: acquisition, field: "pixel_size", before: 10.6, value: 5.3 }])),
    await bench.correct(
      net.project,
      cells("object", [
        { id: object, field: "date", before: "2014-04-20", value: "2014-04-19" },
        { id: object, field: "time", before: "10:00:00", value: "09:05" },
        { id: object, field: "quality", before: 0, value: "1e-7" },
        { id: object, field: "link", before: "", value: "https://example.org/1" },
      ]),
    ),
  ];
  expect(batches.map((b) => [b.state, b.reason])).toEqual(batches.map(() => ["done", ""]));
  expect(await sample(id)).toMatchObject({
    latitude: 43.68,
    started_at: new Date("2014-04-21T11:30:00Z"),
    dataportal_descriptor: "x",
    depth_max: null,
  });
  expect((await sample(id))?.free).toEqual({ tot_vol: "10.50" });
  const row = await bench.site.db.row(sql`select date, time::text as time, free, link from "object" where id = ${object}`);
  expect(row).toEqual({ date: "2014-04-19", time: "09:05:00", free: { quality: 1e-7 }, link: "https://example.org/1" });
  await expectSound(bench.site);
  for (const { batch } of batches.reverse())
    expect(await bench.correct(net.project, { do: "undo", batchId: batch })).toMatchObject({ state: "done", result: { left: 0 } });
  expect(await photograph(bench.site)).toEqual(before);
});

test("what is stored does not hang on the time zone of the session", async () => {
  const { db } = bench.site;
  const id = first(net.samples);
  const done = await bench.correct(
    net.project,
    cells("sample", [{ id, field: "started_at", before: "2014-04-20T10:00:00Z", value: "2014-04-20T10:00:00+02:00" }]),
  );
  expect(await editsIn(bench.site, done.batch)).toMatchObject([{ before: "2014-04-20T10:00:00Z", after: "2014-04-20T08:00:00Z" }]);
  const elsewhere = (zone: string) =>
    db.transaction(async (tx) => {
      await tx.run(sql`select set_config('timezone', ${zone}, true)`);
      const [cell] = await currentCells(tx, net.project, "sample", "started_at", [id]);
      const [object] = await placesByObjects(tx, [id]);
      return [cell?.value, object?.started_at];
    });
  for (const zone of ["Pacific/Auckland", "America/St_Johns", "UTC"])
    expect(await elsewhere(zone)).toEqual(["2014-04-20T08:00:00Z", "2014-04-20T10:00:00Z"]);
  const to = { project: net.project, batch: newBatch(), level: "sample", field: "started_at" } as const;
  await openBatch(db, { id: to.batch, projectId: net.project, kind: "correction", by: null, at: new Date(), request: {} });
  const back = await db.transaction(async (tx) => {
    await tx.run(sql`set local timezone = 'Pacific/Auckland'`);
    return putBack(tx, to, done.batch, { after: 0, limit: 10 });
  });
  expect(back).toMatchObject({ rows: 1, changed: 1 });
  expect((await sample(id))?.started_at).toEqual(new Date("2014-04-20T10:00:00Z"));
});

test("a value of null and a missing value are told apart, and both come back", async () => {
  const { db } = bench.site;
  const [withNull, without] = net.objects.flat();
  await db.run(sql`update "object" set free = '{"quality": null}' where id = ${withNull ?? 0}`);
  await db.run(sql`update "object" set free = '{}' where id = ${without ?? 0}`);
  const before = await photograph(bench.site);
  const target = { by: "ids", ids: [withNull ?? 0, without ?? 0] } as const;
  const done = await bench.correct(net.project, {
    do: "set",
    level: "object",
    target: { ...target, ids: [...target.ids] },
    field: "quality",
    value: 3,
  });
  expect(done.result).toMatchObject({ changed: 2 });
  await bench.correct(net.project, { do: "undo", batchId: done.batch });
  expect(await photograph(bench.site)).toEqual(before);
});

describe("refused, with nothing changed:", () => {
  const refused = async (correction: Parameters<Bench["correct"]>[1], state: string, words: string) => {
    const before = await photograph(bench.site);
    const done = await bench.correct(net.project, correction);
    expect(done).toMatchObject({ state });
    expect(done.reason).toContain(words);
    expect(await photograph(bench.site)).toEqual(before);
    expect(await bench.site.db.rows(sql`select id from batch where id = ${done.batch}::uuid`)).toEqual([]);
    return done;
  };

  test("a row that was changed since it was shown", async () => {
    await refused(cells("sample", [{ id: first(net.samples), field: "tot_vol", before: "1", value: "2" }]), "stale", "it was changed to");
  });

  test("one wrong cell among right ones; all wrong cells are named", async () => {
    const [a, b, c] = net.samples;
    const done = await refused(
      cells("sample", [
        { id: a ?? 0, field: "ship", before: "Tara", value: "Thetys" },
        { id: b ?? 0, field: "tot_vol", before: "11.50", value: "eleven" },
        { id: c ?? 0, field: "lat", before: 45, value: 91 },
      ]),
      "invalid",
      "expected a number",
    );
    expect(done.result.faults).toEqual([
      { path: `${b}/tot_vol`, message: "expected a number" },
      { path: `${c}/lat`, message: "expected a number from -90 to 90" },
    ]);
  });

  test("rows of another project, and rows that are not there", async () => {
    const other = await bench.makeNet("foreign cells", { samples: 1, objects: 1 });
    await refused(
      cells("sample", [{ id: first(other.samples), field: "ship", before: "Tara", value: "x" }]),
      "notFound",
      "is not in this project",
    );
    await refused(cells("object", [{ id: 999_999, field: "link", before: "", value: "x" }]), "notFound", "is not in this project");
  });

  test("a name that another row has, and two rows of one name", async () => {
    const [a, b] = net.samples;
    await refused(cells("sample", [{ id: a ?? 0, field: "id", before: "s0", value: "s1" }]), "conflict", "called s1");
    await refused(
      cells("sample", [
        { id: a ?? 0, field: "id", before: "s0", value: "same" },
        { id: b ?? 0, field: "id", before: "s1", value: "same" },
      ]),
      "conflict",
      "called same",
    );
    await refused({ do: "set", level: "sample", target: { by: "all" }, field: "id", value: "one" }, "refused", "cannot all be called one");
  });

  test("measured values and unknown columns", async () => {
    const id = first(net.objects.flat());
    await refused(cells("object", [{ id, field: "area", before: null, value: 3 }]), "invalid", "measured values are not edited");
    await refused({ do: "set", level: "sample", target: { by: "all" }, field: "colour", value: "red" }, "refused", "no such column");
  });
});

test("names may change places, and change back", async () => {
  const [a, b] = net.samples;
  const before = await photograph(bench.site);
  const done = await bench.correct(
    net.project,
    cells("sample", [
      { id: a ?? 0, field: "id", before: "s0", value: "s1" },
      { id: b ?? 0, field: "id", before: "s1", value: "s0" },
    ]),
  );
  expect(done).toMatchObject({ state: "done", result: { changed: 2 } });
  expect(await bench.site.db.rows(sql`select name from sample where id in (${a}, ${b}) order by id`)).toEqual([
    { name: "s1" },
    { name: "s0" },
  ]);
  expect(await bench.correct(net.project, { do: "undo", batchId: done.batch })).toMatchObject({
    state: "done",
    result: { changed: 2, left: 0 },
  });
  expect(await photograph(bench.site)).toEqual(before);
});

test("a name that was taken meanwhile stands in the way of an undo, by name", async () => {
  const id = first(net.samples);
  const done = await bench.correct(net.project, cells("sample", [{ id, field: "id", before: "s0", value: "s0 new" }]));
  await bench.site.db.run(sql`insert into sample (project_id, name) values (${net.project}, 's0')`);
  const undone = await bench.correct(net.project, { do: "undo", batchId: done.batch });
  expect(undone).toMatchObject({ state: "refused" });
  expect(undone.reason).toContain("another sample called s0");
  await bench.site.db.run(sql`delete from sample where project_id = ${net.project} and name = 's0'`);
  expect(await bench.correct(net.project, { do: "undo", batchId: done.batch })).toMatchObject({ state: "done" });
});

describe("one value for many rows", () => {
  test("the objects of a filter, and only those; the filter may hang on the field that changes", async () => {
    const many = await bench.makeNet("set", { samples: 2, objects: 50 });
    const before = await photograph(bench.site);
    const filter = { fields: [{ field: { level: "object" as const, name: "quality" }, min: 10 }] };
    const done = await bench.correct(
      many.project,
      { do: "set", level: "object", target: { by: "filter", filter, expected: 80 }, field: "quality", value: 5 },
      { chunk: 7 },
    );
    expect(done).toMatchObject({ state: "done", result: { changed: 80 } });
    const rows = await bench.site.db.rows(
      sql`select count(*)::int as n from "object" where project_id = ${many.project} and (free ->> 'quality')::int = 5`,
    );
    expect(rows).toEqual([{ n: 82 }]);
    expect(await bench.correct(many.project, { do: "undo", batchId: done.batch }, { chunk: 9 })).toMatchObject({
      result: { changed: 80, left: 0 },
    });
    expect(await photograph(bench.site)).toEqual(before);
  });

  test("refused when the view holds another number by now", async () => {
    const target = { by: "filter" as const, filter: {}, expected: 7 };
    const done = await bench.correct(net.project, { do: "set", level: "object", target, field: "link", value: "x" });
    expect(done).toMatchObject({ state: "refused" });
    expect(done.reason).toContain("not the 7 that you decided on");
  });

  test("killed between chunks, it goes on where it was; run again, it changes nothing more", async () => {
    const many = await bench.makeNet("killed", { samples: 1, objects: 40 });
    const c = {
      do: "set",
      level: "object",
      target: { by: "filter", filter: { fields: [{ field: { level: "object", name: "quality" }, max: 29 }] }, expected: 30 },
      field: "quality",
      value: 77,
    } as const;
    const done = await bench.correct(
      many.project,
      { ...c, target: { ...c.target, filter: { fields: [{ field: { level: "object", name: "quality" }, max: 29 }] } } },
      { chunk: 6, killAfter: 3 },
    );
    expect(done.state).toBe("queued");
    const changed = () =>
      bench.site.db.row(sql`select count(*)::int as n from "object" where project_id = ${many.project} and (free ->> 'quality')::int = 77`);
    expect(await changed()).toEqual({ n: 12 });
    await work(bench.site, done.run, { chunk: 6 });
    expect(await changed()).toEqual({ n: 30 });
    expect(await editsIn(bench.site, done.batch)).toHaveLength(30);
    await work(bench.site, done.run, { chunk: 6 });
    expect(await editsIn(bench.site, done.batch)).toHaveLength(30);
    expect(await bench.site.db.row(sql`select result from run where id = ${done.run}`)).toEqual({ result: { changed: 30 } });
  });
});

test("undo leaves rows that somebody changed since, and says how many", async () => {
  const [a, b] = net.samples;
  const done = await bench.correct(net.project, {
    do: "set",
    level: "sample",
    target: { by: "ids", ids: [a ?? 0, b ?? 0] },
    field: "ship",
    value: "Thetys",
  });
  await bench.correct(net.project, cells("sample", [{ id: b ?? 0, field: "ship", before: "Thetys", value: "Polarstern" }]));
  expect(await bench.correct(net.project, { do: "undo", batchId: done.batch })).toMatchObject({
    state: "done",
    result: { changed: 1, left: 1 },
  });
  expect(await bench.site.db.rows(sql`select free ->> 'ship' as ship from sample where id in (${a}, ${b}) order by id`)).toEqual([
    { ship: "Tara" },
    { ship: "Polarstern" },
  ]);
  expect(await bench.correct(net.project, { do: "undo", batchId: done.batch })).toMatchObject({
    state: "refused",
    reason: "this correction was taken back already",
  });
});

test("an undo can be taken back, and then the correction can be undone again", async () => {
  const id = first(net.samples);
  const done = await bench.correct(net.project, cells("sample", [{ id, field: "ship", before: "Tara", value: "Antea" }]));
  const undone = await bench.correct(net.project, { do: "undo", batchId: done.batch });
  expect(await bench.correct(net.project, { do: "undo", batchId: undone.batch })).toMatchObject({ state: "done", result: { changed: 1 } });
  expect((await sample(id))?.free).toMatchObject({ ship: "Antea" });
  expect(await bench.correct(net.project, { do: "undo", batchId: done.batch })).toMatchObject({ state: "done", result: { changed: 1 } });
  expect((await sample(id))?.free).toMatchObject({ ship: "Tara" });
});

test("the same gesture asked for twice is one run, even at the same moment", async () => {
  const ctx = bench.as(bench.manager);
  const asked = {
    projectId: net.project,
    batchId: newBatch(),
    correction: cells("sample", [{ id: first(net.samples), field: "ship", before: "Tara", value: "twice" }]),
  };
  const answers = await Promise.all([1, 2, 3].map(() => startCorrection.call(ctx, asked)));
  const runs = answers.map((a) => (a.ok ? a.value.run : a.error.code));
  expect(new Set(runs).size).toBe(1);
  expect(await bench.site.db.rows(sql`select id from run where input ->> 'batchId' = ${asked.batchId}`)).toHaveLength(1);
  await work(bench.site, Number(runs[0]) as never);
  const other = await startCorrection.call(bench.as(await makeMember(bench.site.db, net.project, "Otto", "manager")), asked);
  expect(other).toMatchObject({ ok: false, error: { code: "conflict" } });
});

describe("rights:", () => {
  test("nobody below a manager corrects, nor an admin who is a member for some samples only", async () => {
    const correction = cells("sample", [{ id: first(net.samples), field: "ship", before: "twice", value: "x" }]);
    for (const role of ["viewer", "trainee", "annotator", "reviewer"] as const) {
      const who = await makeMember(bench.site.db, net.project, `cells-${role}`, role);
      expect(await bench.correct(net.project, correction, { who })).toMatchObject({ state: "forbidden" });
    }
    const limited = await makeMember(bench.site.db, net.project, "cells-limited", "reviewer", net.samples.slice(0, 1));
    const admin = bench.site.as(asUser(limited, ["admin"]));
    const done = await startCorrection.call(admin, { projectId: net.project, batchId: newBatch(), correction });
    expect(done).toMatchObject({ ok: false, error: { code: "forbidden" } });
    expect(!done.ok && done.error.message).toContain("some samples only");
  });

  test("a correction of another project cannot be undone from here", async () => {
    const other = await bench.makeNet("undo elsewhere", { samples: 1, objects: 1 });
    const done = await bench.correct(
      other.project,
      cells("sample", [{ id: first(other.samples), field: "ship", before: "Tara", value: "x" }]),
    );
    expect(await bench.correct(net.project, { do: "undo", batchId: done.batch })).toMatchObject({
      state: "refused",
      reason: "there is no such correction in this project",
    });
  });
});

test("columns are added and get units, both taken back; what an added column holds keeps it", async () => {
  const before = await photograph(bench.site);
  const added = await bench.correct(net.project, { do: "addField", field: { level: "sample", name: "mesh", type: "number", unit: "µm" } });
  const unit = await bench.correct(net.project, { do: "setUnit", level: "sample", name: "tot_vol", unit: "L" });
  expect([added.state, unit.state]).toEqual(["done", "done"]);
  const fields = () =>
    bench.site.db.rows(
      sql`select name, type, unit from field where project_id = ${net.project} and name in ('mesh', 'tot_vol') order by name`,
    );
  expect(await fields()).toEqual([
    { name: "mesh", type: "number", unit: "µm" },
    { name: "tot_vol", type: "number", unit: "L" },
  ]);
  expect(
    await bench.correct(net.project, { do: "addField", field: { level: "sample", name: "mesh", type: "text", unit: null } }),
  ).toMatchObject({ state: "refused" });
  expect(
    await bench.correct(net.project, { do: "addField", field: { level: "sample", name: "lat", type: "text", unit: null } }),
  ).toMatchObject({ state: "refused" });
  const filled = await bench.correct(net.project, { do: "set", level: "sample", target: { by: "all" }, field: "mesh", value: 200 });
  expect(await bench.correct(net.project, { do: "undo", batchId: added.batch })).toMatchObject({
    state: "done",
    result: { changed: 0, left: 1 },
  });
  await bench.correct(net.project, { do: "undo", batchId: filled.batch });
  await bench.correct(net.project, { do: "undo", batchId: unit.batch });
  await bench.site.db.run(sql`update batch set undone_by = null where id = ${added.batch}::uuid`);
  expect(await bench.correct(net.project, { do: "undo", batchId: added.batch })).toMatchObject({ result: { changed: 1, left: 0 } });
  expect(await photograph(bench.site)).toEqual(before);
});
