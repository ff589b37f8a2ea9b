import { counterDifferences } from "@nauplius/db";
import { sql } from "@nauplius/db/sql";
import { makeMember } from "@nauplius/testing/factories";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { objectCorrections } from "../history/read.ts";
import { type Bench, type Net, newBatch, openBench, work } from "./bench.fixture.ts";
import { purgeExpired } from "./purge.ts";
import { expectSound, photograph } from "./sound.fixture.ts";
import { readTrash, restoreProject, trashedProjects, trashProject } from "./trash-verbs.ts";

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.site.dispose());
afterEach(() => expectSound(bench.site));

const at = <T>(list: readonly T[], index: number): T => {
  const value = list[index];
  if (value === undefined) throw new Error(`nothing at ${index}`);
  return value;
};
const daysOn = (days: number) => ({ now: () => new Date(Date.now() + days * 86_400_000) });
const here = async (project: number) =>
  (await bench.site.db.row<{ n: number }>(sql`select count(*)::int as n from "object" where project_id = ${project} and trash_id is null`))
    ?.n;
const stored = async (project: number) =>
  (await bench.site.db.row<{ n: number }>(sql`select count(*)::int as n from "object" where project_id = ${project}`))?.n;

type Case = {
  readonly level: "sample" | "acquisition" | "object";
  readonly ids: (net: Net) => number[];
  readonly gone: number;
  readonly rows: number;
  readonly names: string[];
};
const cases: Case[] = [
  { level: "sample", ids: (net) => [at(net.samples, 0)], gone: 16, rows: 1, names: ["s0"] },
  { level: "acquisition", ids: (net) => [at(net.acquisitions, 0), at(net.acquisitions, 3)], gone: 16, rows: 2, names: ["s0_a0", "s1_a1"] },
  { level: "object", ids: (net) => at(net.objects, 1).slice(0, 5), gone: 5, rows: 5, names: ["s0_a1_0", "s0_a1_1", "s0_a1_2"] },
];

describe.each(cases)("deleting at level $level", ({ level, ids, gone, rows, names }) => {
  const deleted = async (title: string, how = {}) => {
    const net = await bench.makeNet(title, { acquisitions: 2 });
    const before = await photograph(bench.site);
    const done = await bench.correct(
      net.project,
      { do: "trash", level, target: { by: "ids", ids: ids(net) }, label: "test scan" },
      { chunk: 3, ...how },
    );
    return { net, before, done, trash: Number(done.result.trash) };
  };

  test("hides it with all below, counts it, and lists it by name with who and until when", async () => {
    const { net, done } = await deleted(`listed ${level}`);
    expect(done).toMatchObject({ state: "done", result: { objects: gone } });
    expect(await here(net.project)).toBe(32 - gone);
    const list = await readTrash.call(bench.as(bench.manager), { projectId: net.project });
    expect(list).toMatchObject({ ok: true, value: [{ level, label: "test scan", objects: gone, byName: "Mara", rows, names }] });
    const [row] = list.ok ? list.value : [];
    expect((row?.expiresAt.getTime() ?? 0) - (row?.at.getTime() ?? 0)).toBe(30 * 86_400_000);
  });

  test("a restoration brings it back exactly", async () => {
    const { net, before, trash } = await deleted(`restored ${level}`);
    const back = await bench.correct(net.project, { do: "restore", trashId: trash }, { chunk: 4 });
    expect(back).toMatchObject({ state: "done", result: { objects: gone } });
    expect(await photograph(bench.site)).toEqual(before);
    expect(await readTrash.call(bench.as(bench.manager), { projectId: net.project })).toEqual({ ok: true, value: [] });
    expect(await bench.correct(net.project, { do: "restore", trashId: trash })).toMatchObject({
      state: "refused",
      reason: "this was restored already",
    });
  });

  test("so does the undo of the deletion; the undo of a restoration deletes again", async () => {
    const { net, before, done } = await deleted(`undone ${level}`);
    const undone = await bench.correct(net.project, { do: "undo", batchId: done.batch }, { chunk: 4 });
    expect(undone).toMatchObject({ state: "done", result: { left: 0 } });
    expect(await photograph(bench.site)).toEqual(before);
    expect(await bench.correct(net.project, { do: "undo", batchId: undone.batch }, { chunk: 4 })).toMatchObject({ state: "done" });
    expect(await here(net.project)).toBe(32 - gone);
  });

  test("killed in the middle, deletion, restoration and undo go on; run twice, they happen once", async () => {
    const { net, before, done } = await deleted(`killed ${level}`, { killAfter: 3 });
    expect(done.state).toBe("queued");
    await expectCounted();
    await work(bench.site, done.run, { chunk: 3 });
    await work(bench.site, done.run, { chunk: 3 });
    expect(await here(net.project)).toBe(32 - gone);
    const row = await bench.site.db.row<{ result: { trash: number; objects: number } }>(sql`select result from run where id = ${done.run}`);
    expect(row?.result.objects).toBe(gone);
    const back = await bench.correct(net.project, { do: "restore", trashId: row?.result.trash ?? 0 }, { chunk: 2, killAfter: 2 });
    expect(back.state).toBe("queued");
    await work(bench.site, back.run, { chunk: 2 });
    expect(await photograph(bench.site)).toEqual(before);
  });

  test("after thirty days it is gone for good, not a day earlier", async () => {
    const { net, trash, done } = await deleted(`purged ${level}`);
    await purgeExpired(bench.site.db, daysOn(29));
    expect(await stored(net.project)).toBe(32);
    expect(await purgeExpired(bench.site.db, daysOn(31))).toBeGreaterThanOrEqual(gone);
    expect(await stored(net.project)).toBe(32 - gone);
    expect(
      await bench.site.db.row(
        sql`select count(*)::int as n from annotation_event e where not exists (select 1 from "object" o where o.id = e.object_id)`,
      ),
    ).toEqual({ n: 0 });
    expect(await bench.site.db.row(sql`select count(*)::int as n from sample where trash_id = ${trash}`)).toEqual({ n: 0 });
    for (const again of [{ do: "restore", trashId: trash } as const, { do: "undo", batchId: done.batch } as const]) {
      const refused = await bench.correct(net.project, again);
      expect(refused).toMatchObject({ state: "refused" });
      expect(refused.reason).toContain("deleted for good");
    }
  });
});

/** Half way, what is counted is what is here. */
const expectCounted = async (): Promise<void> => {
  expect(await counterDifferences(bench.site.db)).toEqual([]);
};

test("names that came in anew stand in the way of a restoration, by name", async () => {
  const net = await bench.makeNet("anew");
  const done = await bench.correct(net.project, {
    do: "trash",
    level: "sample",
    target: { by: "ids", ids: [at(net.samples, 0)] },
    label: "",
  });
  await bench.site.db.run(sql`insert into sample (project_id, name) values (${net.project}, 's0')`);
  const back = await bench.correct(net.project, { do: "restore", trashId: Number(done.result.trash) });
  expect(back).toMatchObject({ state: "refused" });
  expect(back.reason).toContain("sample s0 came in anew");
  expect(await here(net.project)).toBe(8);
});

test("objects do not come back below something that lies in the trash: that first", async () => {
  const net = await bench.makeNet("orphans");
  const objects = await bench.correct(net.project, {
    do: "trash",
    level: "object",
    target: { by: "ids", ids: at(net.objects, 0).slice(0, 3) },
    label: "",
  });
  const sample = await bench.correct(net.project, {
    do: "trash",
    level: "sample",
    target: { by: "ids", ids: [at(net.samples, 0)] },
    label: "",
  });
  expect(sample.result).toMatchObject({ objects: 5 });
  const early = await bench.correct(net.project, { do: "restore", trashId: Number(objects.result.trash) });
  expect(early).toMatchObject({ state: "refused" });
  expect(early.reason).toContain("sample s0, where it belongs, lies in the trash too");
  for (const trash of [sample, objects])
    expect(await bench.correct(net.project, { do: "restore", trashId: Number(trash.result.trash) })).toMatchObject({ state: "done" });
  expect(await here(net.project)).toBe(16);
});

test("with a sample goes whatever else of it lay in the trash: it could not come back", async () => {
  const net = await bench.makeNet("rest");
  const objects = await bench.correct(net.project, {
    do: "trash",
    level: "object",
    target: { by: "ids", ids: at(net.objects, 0).slice(0, 3) },
    label: "",
  });
  const sample = await bench.correct(net.project, {
    do: "trash",
    level: "sample",
    target: { by: "ids", ids: [at(net.samples, 0)] },
    label: "",
  });
  await bench.site.db.run(sql`update trash set expires_at = now() - interval '1 day' where id = ${Number(sample.result.trash)}`);
  await purgeExpired(bench.site.db, daysOn(0));
  expect(await stored(net.project)).toBe(8);
  expect(await bench.correct(net.project, { do: "restore", trashId: Number(objects.result.trash) })).toMatchObject({
    state: "done",
    result: { objects: 0 },
  });
});

test("what is being restored does not expire under it", async () => {
  const net = await bench.makeNet("held", { objects: 12 });
  const done = await bench.correct(net.project, {
    do: "trash",
    level: "sample",
    target: { by: "ids", ids: [at(net.samples, 0)] },
    label: "",
  });
  const back = await bench.correct(net.project, { do: "restore", trashId: Number(done.result.trash) }, { chunk: 3, killAfter: 3 });
  await bench.site.db.run(
    sql`update trash set expires_at = greatest(at, now() + interval '20 hours') where id = ${Number(done.result.trash)}`,
  );
  await purgeExpired(bench.site.db, daysOn(0));
  await work(bench.site, back.run, { chunk: 3 });
  expect(await here(net.project)).toBe(24);
});

test("a trash of another project is not restored from here", async () => {
  const [net, other] = [await bench.makeNet("mine"), await bench.makeNet("theirs")];
  const done = await bench.correct(other.project, {
    do: "trash",
    level: "sample",
    target: { by: "ids", ids: [at(other.samples, 0)] },
    label: "",
  });
  expect(await bench.correct(net.project, { do: "restore", trashId: Number(done.result.trash) })).toMatchObject({
    state: "refused",
    reason: "there is no such thing in this project's trash",
  });
  expect(
    await bench.correct(net.project, { do: "trash", level: "sample", target: { by: "ids", ids: [at(other.samples, 1)] }, label: "" }),
  ).toMatchObject({ state: "refused" });
});

describe("a whole project", () => {
  const intoTrash = (net: Net, who = bench.manager) => trashProject.call(bench.as(who), { projectId: net.project, batchId: newBatch() });

  test("in the trash is seen by those who may restore it, and by nobody else", async () => {
    const net = await bench.makeNet("away");
    const reviewer = await makeMember(bench.site.db, net.project, "Rita", "reviewer");
    expect(await intoTrash(net, reviewer)).toMatchObject({ ok: false, error: { code: "forbidden" } });
    const before = await photograph(bench.site);
    expect(await intoTrash(net)).toMatchObject({ ok: true });
    expect(await intoTrash(net)).toMatchObject({ ok: false, error: { code: "conflict" } });
    const listed = async (who: typeof reviewer) => {
      const list = await trashedProjects.call(bench.as(who), {});
      return list.ok ? list.value.map((t) => [t.title, t.objects]) : list;
    };
    expect(await listed(bench.manager)).toEqual([["away", 16]]);
    expect(await listed(reviewer)).toEqual([]);
    expect(await readTrash.call(bench.as(bench.manager), { projectId: net.project })).toMatchObject({ ok: false, error: { code: "gone" } });
    expect(await readTrash.call(bench.as(reviewer), { projectId: net.project })).toMatchObject({ ok: false, error: { code: "notFound" } });
    expect(await restoreProject.call(bench.as(reviewer), { projectId: net.project, batchId: newBatch() })).toMatchObject({
      ok: false,
      error: { code: "notFound" },
    });
    expect(await restoreProject.call(bench.as(bench.manager), { projectId: net.project, batchId: newBatch() })).toMatchObject({ ok: true });
    expect(await photograph(bench.site)).toEqual(before);
  });

  test("does not go while an import is at work", async () => {
    const net = await bench.makeNet("busy");
    await bench.site.db.run(sql`insert into run (kind, state, project_id) values ('importBatch', 'running', ${net.project})`);
    expect(await intoTrash(net)).toMatchObject({ ok: false, error: { code: "busy" } });
    await bench.site.db.run(sql`delete from run where project_id = ${net.project} and kind = 'importBatch' and published_at is null`);
  });

  test("goes for good after thirty days with everything in it, and takes nothing of others", async () => {
    const [net, other] = [await bench.makeNet("for good"), await bench.makeNet("stays")];
    await bench.correct(net.project, { do: "trash", level: "sample", target: { by: "ids", ids: [at(net.samples, 0)] }, label: "" });
    await bench.correct(net.project, { do: "set", level: "sample", target: { by: "all" }, field: "ship", value: "x" });
    await intoTrash(net);
    await purgeExpired(bench.site.db, daysOn(31));
    for (const table of [
      sql`project`,
      sql`sample`,
      sql`acquisition`,
      sql`process`,
      sql`"object"`,
      sql`annotation_event`,
      sql`edit_event`,
      sql`counter`,
      sql`field`,
      sql`membership`,
      sql`batch`,
    ]) {
      const key = table.text === "project" ? sql`id` : sql`project_id`;
      expect([table.text, await bench.site.db.row(sql`select count(*)::int as n from ${table} where ${key} = ${net.project}`)]).toEqual([
        table.text,
        { n: 0 },
      ]);
    }
    expect(
      await bench.site.db.row(
        sql`select count(*)::int as n from vignette v where not exists (select 1 from "object" o where o.id = v.object_id)`,
      ),
    ).toEqual({ n: 0 });
    expect(await stored(other.project)).toBe(16);
    expect(await restoreProject.call(bench.as(bench.manager), { projectId: net.project, batchId: newBatch() })).toMatchObject({
      ok: false,
      error: { code: "notFound" },
    });
  });
});

test("an object's corrections do not tell of its sample's trips to the trash", async () => {
  const net = await bench.makeNet("trips");
  const told = async () => {
    const found = await objectCorrections.call(bench.as(bench.manager), { objectId: net.objects[0]?.[0] } as never);
    if (!found.ok) throw new Error(found.error.message);
    return found.value.map((c) => `${c.level} ${c.field}`);
  };
  const target = { by: "ids" as const, ids: [net.samples[0] ?? 0] };
  const gone = await bench.correct(net.project, { do: "trash", level: "sample", target, label: "" });
  await bench.correct(net.project, { do: "restore", trashId: Number(gone.result.trash) });
  expect(await told()).toEqual([]);
});
