import { sql } from "@nauplius/db/sql";
import { asUser, makeMember, makeProject, makeUser } from "@nauplius/testing/factories";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Context } from "../context.ts";
import { listObjects } from "../object/window.ts";
import { listProjects } from "../project/list.ts";
import { type Bench, type Net, newBatch, openBench, work } from "./bench.fixture.ts";
import { expectSound, photograph } from "./sound.fixture.ts";
import { previewCorrection, startCorrection } from "./verbs.ts";

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
/** Another project of the manager's, without samples of the same names. */
async function empty(title: string): Promise<Net["project"]> {
  const project = await makeProject(bench.site.db, title);
  await bench.site.db.run(sql`insert into membership (project_id, user_id, role) values (${project}, ${bench.manager}, 'manager')`);
  return project;
}
const objectsOf = async (project: number) =>
  (await bench.site.db.row<{ n: number }>(sql`select count(*)::int as n from "object" where project_id = ${project} and trash_id is null`))
    ?.n;

test("may go to every project that a person manages: an admin's are all", async () => {
  const net = await bench.makeNet("offered");
  const seen = await makeProject(bench.site.db, "seen only");
  await bench.site.db.run(sql`insert into membership (project_id, user_id, role) values (${seen}, ${bench.manager}, 'viewer')`);
  const offeredTo = async (ctx: Context) => {
    const listed = await listProjects.call(ctx, {});
    return listed.ok ? listed.value.filter((p) => p.manages).map((p) => p.id) : [];
  };
  const theirs = await offeredTo(bench.site.as(asUser(bench.manager)));
  expect(theirs).toContain(net.project);
  expect(theirs).not.toContain(seen);
  const admin = await makeUser(bench.site.db, "mover", ["admin"]);
  expect(await offeredTo(bench.site.as(asUser(admin, ["admin"])))).toEqual(expect.arrayContaining([net.project, seen]));
});

test("a token that is limited to projects moves nothing beyond them, takes no such move back, and makes no copy", async () => {
  const net = await bench.makeNet("token");
  const to = await empty("beyond the token");
  const [sample] = net.samples;
  const moved = await bench.correct(net.project, { do: "moveSamples", ids: [at(net.samples, 1)], to });
  const copied = await bench.correct(net.project, { do: "copy", title: "a copy of the token's", filter: {} });
  const asked = (projectIds: readonly Net["project"][] | null, correction: object) => {
    const ctx = bench.site.as({ ...asUser(bench.manager), scopes: ["manage"], projectIds } as never);
    return [previewCorrection, startCorrection].map(async (verb) => {
      const more = verb === startCorrection ? { batchId: newBatch() } : {};
      const outcome = await verb.call(ctx, { projectId: net.project, correction, ...more } as never);
      return outcome.ok ? "ok" : outcome.error.code;
    });
  };
  const move = { do: "moveSamples", ids: [sample], to };
  expect(await Promise.all(asked([net.project], move))).toEqual(["notFound", "notFound"]);
  expect(await Promise.all(asked([net.project], { do: "mergeInto", to }))).toEqual(["notFound", "notFound"]);
  expect(await Promise.all(asked([net.project], { do: "undo", batchId: moved.batch }))).toEqual(["notFound", "notFound"]);
  expect(await Promise.all(asked([net.project], { do: "undo", batchId: copied.batch }))).toEqual(["forbidden", "forbidden"]);
  expect(await Promise.all(asked([net.project], { do: "copy", title: "another", filter: {} }))).toEqual(["forbidden", "forbidden"]);
  expect(await Promise.all(asked([net.project], { do: "setUnit", level: "sample", name: "ship", unit: "x" }))).toEqual(["ok", "ok"]);
  expect(await Promise.all(asked([net.project, to], move))).toEqual(["ok", "ok"]);
});

describe("samples to another project", () => {
  test("take objects, labels, history and columns along, and come back exactly", async () => {
    const net = await bench.makeNet("from");
    const to = await empty("to");
    const history = () =>
      bench.site.db.rows(
        sql`select id, object_id, by, at, batch_id from annotation_event where object_id = any(${at(net.objects, 0)}::bigint[]) order by id`,
      );
    const [before, events] = [await photograph(bench.site), await history()];
    const done = await bench.correct(net.project, { do: "moveSamples", ids: [at(net.samples, 0)], to });
    expect(done).toMatchObject({ state: "done", result: { changed: 1 } });
    expect([await objectsOf(net.project), await objectsOf(to)]).toEqual([8, 8]);
    expect(await history()).toEqual(events);
    expect(
      await bench.site.db.rows(sql`select level, name, unit from field where project_id = ${to} and level = 'sample' order by name`),
    ).toEqual([
      { level: "sample", name: "ship", unit: null },
      { level: "sample", name: "tot_vol", unit: "m3" },
    ]);
    await expectSound(bench.site);
    const undone = await bench.correct(net.project, { do: "undo", batchId: done.batch });
    expect(undone).toMatchObject({ state: "done", result: { changed: 1, left: 0 } });
    const after = await photograph(bench.site);
    // The other project has learnt the columns; all else is as it was.
    expect({ ...after, field: [] }).toEqual({ ...before, field: [] });
  });

  test("the move can be taken back from the project that it went to", async () => {
    const net = await bench.makeNet("taken from");
    const to = await empty("taken to");
    const done = await bench.correct(net.project, { do: "moveSamples", ids: [...net.samples], to });
    expect(await bench.correct(to, { do: "undo", batchId: done.batch })).toMatchObject({ state: "done", result: { changed: 2, left: 0 } });
    expect([await objectsOf(net.project), await objectsOf(to)]).toEqual([16, 0]);
  });

  test("interrupted between samples, it goes on", async () => {
    const net = await bench.makeNet("interrupted", { samples: 4 });
    const to = await empty("interrupted to");
    const done = await bench.correct(net.project, { do: "moveSamples", ids: [...net.samples], to }, { killAfter: 2 });
    expect([done.state, await objectsOf(to)]).toEqual(["queued", 16]);
    await expectSound(bench.site);
    await work(bench.site, done.run);
    expect([await objectsOf(net.project), await objectsOf(to)]).toEqual([0, 32]);
    expect(await bench.site.db.row(sql`select result from run where id = ${done.run}`)).toEqual({ result: { changed: 4 } });
  });

  test("names that stand there already, and taxa of this project alone, are in the way, by name", async () => {
    const [net, other] = [await bench.makeNet("clash"), await bench.makeNet("clash there")];
    const own = await bench.site.db.row<{ id: number }>(sql`
      insert into taxon (name, display_name, search_name, project_id, updated_at) values ('odd', 'odd', 'odd', ${net.project}, now()) returning id`);
    await bench.site.db.run(sql`
      with o as (update "object" set taxon_id = ${own?.id} where id = ${at(at(net.objects, 0), 0)} returning id, last_event_id)
      update annotation_event e set taxon_id = ${own?.id} from o where e.id = o.last_event_id`);
    await bench.site.db.run(sql`delete from counter where project_id = ${net.project}`);
    await bench.site.db.run(
      sql`insert into counter select project_id, sample_id, coalesce(taxon_id, 0), state, count(*) from "object" where project_id = ${net.project} group by 1, 2, 3, 4`,
    );
    const before = await photograph(bench.site);
    const done = await bench.correct(net.project, { do: "moveSamples", ids: [at(net.samples, 0)], to: other.project });
    expect(done.state).toBe("refused");
    for (const words of [
      "sample s0 is there already",
      "acquisition s0_a0 is there already",
      "8 objects are there already: s0_a0_0, s0_a0_1, s0_a0_2 and 5 more",
      "taxon odd is this project's own: a taxon editor can take it into the site's tree",
    ])
      expect(done.reason).toContain(words);
    expect(await photograph(bench.site)).toEqual(before);
  });

  test("ids of other projects are refused, and nothing of them moves", async () => {
    const [net, victim] = [await bench.makeNet("thief"), await bench.makeNet("victim")];
    const to = await empty("den");
    const before = await photograph(bench.site);
    const done = await bench.correct(net.project, { do: "moveSamples", ids: [at(victim.samples, 0)], to });
    expect(done).toMatchObject({ state: "refused" });
    expect(await photograph(bench.site)).toEqual(before);
  });

  test("only who manages both projects moves; others do not learn that the second exists", async () => {
    const net = await bench.makeNet("rights");
    const secret = await makeProject(bench.site.db, "secret");
    const shown = await makeProject(bench.site.db, "shown", "visible");
    const move = (to: Net["project"]) => bench.correct(net.project, { do: "moveSamples", ids: [at(net.samples, 0)], to });
    expect(await move(secret)).toMatchObject({ state: "refused", reason: `there is no project ${secret}` });
    expect(await move(shown)).toMatchObject({ state: "refused", reason: "you do not manage the other project, or not all of it" });
    expect(await move(net.project)).toMatchObject({ state: "refused", reason: "from and to are the same project" });
  });

  test("somebody limited to the moved sample sees nothing more, and sees it again when it is back", async () => {
    const net = await bench.makeNet("limited");
    const to = await empty("limited to");
    const who = await makeMember(bench.site.db, net.project, "Lena", "annotator", [at(net.samples, 0)]);
    const seen = async () => {
      const list = await listObjects.call(bench.as(who), { projectId: net.project, limit: 50 });
      return list.ok ? list.value.objects.length : list.error.code;
    };
    expect(await seen()).toBe(8);
    const done = await bench.correct(net.project, { do: "moveSamples", ids: [at(net.samples, 0)], to });
    expect(await seen()).toBe(0);
    expect(await listObjects.call(bench.as(who), { projectId: to })).toMatchObject({ ok: false, error: { code: "notFound" } });
    await bench.correct(net.project, { do: "undo", batchId: done.batch });
    expect(await seen()).toBe(8);
  });

  test("a column of numbers there and of text here becomes text, and numbers again after the undo", async () => {
    const [net, other] = [await bench.makeNet("texts"), await empty("numbers")];
    await bench.site.db.run(sql`insert into field (project_id, level, name, type) values (${other}, 'sample', 'ship', 'number')`);
    const type = () => bench.site.db.row(sql`select type from field where project_id = ${other} and name = 'ship'`);
    const done = await bench.correct(net.project, { do: "moveSamples", ids: [at(net.samples, 0)], to: other });
    expect(await type()).toEqual({ type: "text" });
    await bench.correct(net.project, { do: "undo", batchId: done.batch });
    expect(await type()).toEqual({ type: "number" });
  });

  test("what lay in the trash below a sample is restored in its new project", async () => {
    const net = await bench.makeNet("with trash");
    const to = await empty("with trash to");
    const ids = [...at(net.objects, 0).slice(0, 3), ...at(net.objects, 1).slice(0, 1)];
    await bench.correct(net.project, { do: "trash", level: "object", target: { by: "ids", ids }, label: "blurred" });
    await bench.correct(net.project, { do: "moveSamples", ids: [at(net.samples, 0)], to });
    const trashes = await bench.site.db.rows<{ id: number }>(
      sql`select id, project_id as project, objects, label from trash where label = 'blurred' order by id`,
    );
    expect(trashes).toMatchObject([
      { project: net.project, objects: 1 },
      { project: to, objects: 3 },
    ]);
    expect(await bench.correct(to, { do: "restore", trashId: at(trashes, 1).id })).toMatchObject({ state: "done", result: { changed: 3 } });
    expect([await objectsOf(net.project), await objectsOf(to)]).toEqual([7, 8]);
  });
});

describe("a merge", () => {
  test("moves everything, puts the emptied project into the trash, and is taken back from the other project", async () => {
    const net = await bench.makeNet("merged");
    const to = await empty("merge target");
    const before = await photograph(bench.site);
    const done = await bench.correct(net.project, { do: "mergeInto", to });
    expect(done).toMatchObject({ state: "done", result: { changed: 2 } });
    expect([await objectsOf(net.project), await objectsOf(to)]).toEqual([0, 16]);
    expect(await bench.site.db.row(sql`select trashed_at is not null as gone from project where id = ${net.project}`)).toEqual({
      gone: true,
    });
    const undone = await bench.correct(to, { do: "undo", batchId: done.batch });
    expect(undone).toMatchObject({ state: "done", result: { left: 0 } });
    const after = await photograph(bench.site);
    expect({ ...after, field: [] }).toEqual({ ...before, field: [] });
    expect(await bench.correct(to, { do: "undo", batchId: undone.batch })).toMatchObject({ state: "done" });
    expect([await objectsOf(net.project), await objectsOf(to)]).toEqual([0, 16]);
  });

  test("waits behind no import of either project: it is refused", async () => {
    const net = await bench.makeNet("merge busy");
    const to = await empty("merge busy to");
    await bench.site.db.run(sql`insert into run (kind, state, project_id) values ('importBatch', 'queued', ${to})`);
    expect(await bench.correct(net.project, { do: "mergeInto", to })).toMatchObject({ state: "refused" });
    await bench.site.db.run(sql`delete from run where kind = 'importBatch' and project_id = ${to}`);
  });
});
