import { sql } from "@nauplius/db/sql";
import type { ProjectId } from "@nauplius/domain";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { labelObjects } from "../annotation/label.ts";
import { undo } from "../annotation/undo.ts";
import { projectHistoryList } from "../history/list.ts";
import { objectHistory } from "../object/history.ts";
import { type Bench, type Corrected, newBatch, openBench, work } from "./bench.fixture.ts";
import { purgeExpired } from "./purge.ts";
import { expectSound, photograph } from "./sound.fixture.ts";

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.site.dispose());
afterEach(() => expectSound(bench.site));

const madeBy = (done: Corrected) => Number(done.result.project) as ProjectId;
/** All that a copy should have equal to its source, without ids. */
const contents = (project: number) =>
  bench.site.db.rows(sql`
    select s.name as sample, a.name as acquisition, p.name as process, p.dialect, a.pixel_size, s.free as sample_free, o.original_id, o.latitude, o.date, o.time::text, o.free,
      t.name as taxon, t.project_id is not null as local, o.state, o.annotated_at, o.version, o.random, o.vignettes,
      (select jsonb_agg(jsonb_build_array(v.pack_id, v.offset, v.length, v.file_name) order by v.rank) from vignette v where v.object_id = o.id) as vignettes_at,
      (select jsonb_agg(jsonb_build_array(et.name, e.state, e.how, e.by, e.at, e.version, e.from_id is null, e.id = o.last_event_id) order by e.id)
        from annotation_event e left join taxon et on et.id = e.taxon_id where e.object_id = o.id) as history
    from "object" o join sample s on s.id = o.sample_id join acquisition a on a.id = o.acquisition_id join process p on p.acquisition_id = a.id
    left join taxon t on t.id = o.taxon_id where o.project_id = ${project} and o.trash_id is null order by o.original_id`);

describe("a clone", () => {
  test("has everything of the source, with its own rows and the same bytes, and leaves the source alone", async () => {
    const net = await bench.makeNet("source", { acquisitions: 2 });
    const before = await photograph(bench.site);
    const done = await bench.correct(net.project, { do: "copy", title: "clone", filter: {} }, { chunk: 7 });
    expect(done).toMatchObject({ state: "done", result: { changed: 32 } });
    expect(await contents(madeBy(done))).toEqual(await contents(net.project));
    const after = await photograph(bench.site);
    expect(after.object?.slice(0, before.object?.length)).toEqual(before.object);
    const project = await bench.site.db.row(sql`select title, access, trashed_at, instrument from project where id = ${madeBy(done)}`);
    expect(project).toEqual({ title: "clone", access: "private", trashed_at: null, instrument: "ISIIS" });
    const members = await bench.site.db.rows(sql`select user_id, role from membership where project_id = ${madeBy(done)}`);
    expect(members).toEqual([{ user_id: bench.manager, role: "manager" }]);
    const fields = (p: number) =>
      bench.site.db.rows(sql`select level, name, type, unit from field where project_id = ${p} order by level, ordinal`);
    expect(await fields(madeBy(done))).toEqual(await fields(net.project));
  });

  test("tells who labelled what and when, gesture by gesture; Ctrl+Z of a person in the copy takes none of it back", async () => {
    const net = await bench.makeNet("gestures");
    const mara = bench.as(bench.manager);
    const [one = 0, two = 0] = net.objects[0] ?? [];
    const label = async (ids: readonly number[], state: "validated" | "dubious") => {
      const rows = await bench.site.db.rows<{ id: number; version: number }>(
        sql`select id, version from "object" where id = any(${[...ids]}::bigint[]) order by id`,
      );
      const change = { taxonId: bench.taxa.get("detritus") ?? 0, state };
      const target = { by: "ids" as const, objects: rows };
      const done = await labelObjects.call(mara, { projectId: net.project, batchId: newBatch(), target, change } as never);
      if (!done.ok) throw new Error(done.error.message);
    };
    await label([one, two], "dubious");
    await label([one], "validated");
    await bench.site.db.run(sql`update batch set at = '2020-05-06T07:08:09Z' where project_id = ${net.project} and kind = 'label'`);
    const done = await bench.correct(net.project, { do: "copy", title: "with gestures", filter: {} }, { chunk: 3 });
    const copied = madeBy(done);
    const labels = async (projectId: ProjectId) => {
      const found = await projectHistoryList.call(mara, { projectId, kind: "labels" });
      if (!found.ok) throw new Error(found.error.message);
      return found.value.batches.map((b) => [b.kind, b.byName, b.at, b.taxon, b.rows]).sort();
    };
    expect(await labels(copied)).toEqual(await labels(net.project));
    expect(await labels(copied)).toHaveLength(2);
    const entry = await bench.site.db.row<{ id: number }>(
      sql`select o.id from "object" o join "object" s on s.original_id = o.original_id where s.id = ${one} and o.project_id = ${copied}`,
    );
    const told = async (objectId: number) => {
      const found = await objectHistory.call(mara, { objectId: objectId as never });
      if (!found.ok) throw new Error(found.error.message);
      return found.value.map((e) => [e.how, e.byName, e.at, e.gestureBy, e.recordedAt]);
    };
    expect(await told(entry?.id ?? 0)).toEqual(await told(one));
    expect(await undo.call(mara, { projectId: copied, batchId: newBatch() })).toMatchObject({ ok: false });
  });

  test("interrupted and taken up again, it is the same clone, once; until then nobody sees it", async () => {
    const net = await bench.makeNet("half", { acquisitions: 2 });
    const done = await bench.correct(net.project, { do: "copy", title: "half clone", filter: {} }, { chunk: 5, killAfter: 4 });
    expect(done.state).toBe("queued");
    const half = () =>
      bench.site.db.rows<{ id: ProjectId; hidden: boolean }>(
        sql`select id, trashed_at is not null as hidden from project where title = 'half clone'`,
      );
    expect(await half()).toMatchObject([{ hidden: true }]);
    // Labels in the source meanwhile do not change which objects are copied.
    await bench.site.db.run(sql`update "object" set random = random / 2 where project_id = ${net.project}`);
    await work(bench.site, done.run, { chunk: 5 });
    await work(bench.site, done.run, { chunk: 5 });
    const [made, ...others] = await half();
    expect([made?.hidden, others]).toEqual([false, []]);
    expect(await contents(made?.id ?? 0)).toHaveLength(32);
  });

  test("takes the source's own taxa along under its own, with aliases and preset", async () => {
    const net = await bench.makeNet("local taxa");
    const { db } = bench.site;
    const parent = bench.taxa.get("Copepoda");
    const local = await db.row<{ id: number }>(sql`
      insert into taxon (parent_id, name, display_name, search_name, project_id, updated_at) values (${parent}, 'part', 'part<Copepoda', 'part', ${net.project}, now()) returning id`);
    const below = await db.row<{ id: number }>(sql`
      insert into taxon (parent_id, name, display_name, search_name, project_id, updated_at) values (${local?.id}, 'leg', 'leg<part', 'leg', ${net.project}, now()) returning id`);
    await db.run(
      sql`insert into taxon_synonym (taxon_id, name, search_name, project_id) values (${local?.id}, 'piece', 'piece', ${net.project})`,
    );
    await db.run(sql`update project set settings = ${JSON.stringify({ preset: [below?.id, parent] })}::jsonb where id = ${net.project}`);
    await db.run(sql`
      with o as (update "object" set taxon_id = ${below?.id} where project_id = ${net.project} and state = 'validated' returning id, last_event_id)
      update annotation_event e set taxon_id = ${below?.id} from o where e.id = o.last_event_id`);
    await db.run(sql`delete from counter where project_id = ${net.project}`);
    await db.run(
      sql`insert into counter select project_id, sample_id, coalesce(taxon_id, 0), state, count(*) from "object" where project_id = ${net.project} group by 1, 2, 3, 4`,
    );
    const done = await bench.correct(net.project, { do: "copy", title: "with taxa", filter: {} });
    expect(await contents(madeBy(done))).toEqual(await contents(net.project));
    const own = await db.rows<{ id: number; name: string }>(sql`select id, name from taxon where project_id = ${madeBy(done)} order by id`);
    expect(own.map((t) => t.name)).toEqual(["part", "leg"]);
    expect(await db.row(sql`select settings -> 'preset' as preset from project where id = ${madeBy(done)}`)).toEqual({
      preset: [own[1]?.id, parent],
    });
    expect(await db.rows(sql`select taxon_id from taxon_synonym where project_id = ${madeBy(done)}`)).toEqual([{ taxon_id: own[0]?.id }]);
    const foreign = sql`select o.id from "object" o join taxon t on t.id = o.taxon_id where o.project_id = ${madeBy(done)} and t.project_id = ${net.project}`;
    expect(await db.rows(foreign)).toEqual([]);
  });

  test("is taken back into the trash, unless somebody worked in it", async () => {
    const net = await bench.makeNet("regretted");
    const done = await bench.correct(net.project, { do: "copy", title: "regret", filter: {} });
    const made = madeBy(done);
    await bench.correct(made, { do: "set", level: "sample", target: { by: "all" }, field: "ship", value: "x" });
    expect(await bench.correct(net.project, { do: "undo", batchId: done.batch })).toMatchObject({
      state: "refused",
      reason: expect.stringContaining("somebody worked in the copy"),
    });
    const second = await bench.correct(net.project, { do: "copy", title: "regret 2", filter: {} });
    const undone = await bench.correct(net.project, { do: "undo", batchId: second.batch });
    expect(undone).toMatchObject({ state: "done", result: { changed: 1 } });
    const hidden = () => bench.site.db.row(sql`select trashed_at is not null as hidden from project where id = ${madeBy(second)}`);
    expect(await hidden()).toEqual({ hidden: true });
    await bench.correct(net.project, { do: "undo", batchId: undone.batch });
    expect(await hidden()).toEqual({ hidden: false });
  });

  test("given up half way is cleared away after a day", async () => {
    const net = await bench.makeNet("given up");
    const done = await bench.correct(net.project, { do: "copy", title: "never whole", filter: {} }, { chunk: 3, killAfter: 3 });
    await bench.site.db.run(sql`update run set state = 'cancelled', finished_at = now() where id = ${done.run}`);
    const left = () => bench.site.db.row(sql`select count(*)::int as n from project where title = 'never whole'`);
    await purgeExpired(bench.site.db, { now: () => new Date() });
    expect(await left()).toEqual({ n: 1 });
    await purgeExpired(bench.site.db, { now: () => new Date(Date.now() + 2 * 86_400_000) });
    await purgeExpired(bench.site.db, { now: () => new Date(Date.now() + 3 * 86_400_000) });
    expect(await left()).toEqual({ n: 0 });
    expect(await bench.site.db.row(sql`select count(*)::int as n from "object" where project_id = ${net.project}`)).toEqual({ n: 16 });
  });
});

describe("a subset", () => {
  const lowest = (key: "taxon_id" | "sample_id", project: number, n: string) =>
    bench.site.db.rows<{ name: string }>(sql`
      select original_id as name from (select o.*, row_number() over (partition by ${key === "taxon_id" ? sql`o.taxon_id` : sql`o.sample_id`} order by random, id) as place,
        count(*) over (partition by ${key === "taxon_id" ? sql`o.taxon_id` : sql`o.sample_id`}) as n from "object" o where project_id = ${project}) r
      where place <= case when ${n} like '%!%%' escape '!' then ceil(n * replace(${n}, '%', '')::numeric / 100) else replace(${n}, '%', '')::numeric end order by 1`);
  const names = async (project: number) => (await contents(project)).map((row) => (row as { original_id: string }).original_id);

  test.each([
    ["objects", "taxon", { per: "taxon", objects: 3 }, "taxon_id", "3"],
    ["a share", "taxon", { per: "taxon", percent: 30 }, "taxon_id", "30%"],
    ["objects", "sample", { per: "sample", objects: 4 }, "sample_id", "4"],
    ["a share", "sample", { per: "sample", percent: 12.5 }, "sample_id", "12.5%"],
  ] as const)("takes %s of each %s, those with the lowest random numbers: the same every time", async (_what, _of, take, key, n) => {
    const net = await bench.makeNet(`subset ${take.per} ${n}`, { objects: 20 });
    const wanted = (await lowest(key, net.project, n)).map((r) => r.name);
    const first = await bench.correct(net.project, { do: "copy", title: "one", take, filter: {} });
    const second = await bench.correct(net.project, { do: "copy", title: "two", take, filter: {} });
    expect(await names(madeBy(first))).toEqual(wanted);
    expect(await names(madeBy(second))).toEqual(wanted);
  });

  test("a larger subset holds the smaller one; a filter holds first", async () => {
    const net = await bench.makeNet("nested", { objects: 20 });
    const filter = { states: ["validated" as const] };
    const small = await names(
      madeBy(await bench.correct(net.project, { do: "copy", title: "s", take: { per: "sample", objects: 2 }, filter })),
    );
    const large = await names(
      madeBy(await bench.correct(net.project, { do: "copy", title: "l", take: { per: "sample", objects: 4 }, filter })),
    );
    expect([small.length, large.length]).toEqual([4, 8]);
    expect(large).toEqual(expect.arrayContaining(small));
    const states = await bench.site.db.rows(
      sql`select distinct state from "object" o join project p on p.id = o.project_id where p.title in ('s', 'l')`,
    );
    expect(states).toEqual([{ state: "validated" }]);
  });
});
