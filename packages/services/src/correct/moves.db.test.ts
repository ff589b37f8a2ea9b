import { sql } from "@nauplius/db/sql";
import { objectId } from "@nauplius/domain";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { labelObjects } from "../annotation/label.ts";
import { undo } from "../annotation/undo.ts";
import { type Bench, newBatch, openBench, work } from "./bench.fixture.ts";
import { editsIn, expectSound, photograph } from "./sound.fixture.ts";

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
const importing = (project: number) =>
  bench.site.db.row<{ id: number }>(sql`
    insert into run (kind, state, project_id, cursor) values ('importBatch', 'running', ${project}, '{"step": "load"}') returning id`);

describe("objects to another acquisition", () => {
  test("take their sample, keep labels and history, are noted one by one, and go back exactly", async () => {
    const net = await bench.makeNet("objects");
    const ids = at(net.objects, 0).slice(0, 5);
    const before = await photograph(bench.site);
    const done = await bench.correct(
      net.project,
      { do: "moveObjects", target: { by: "ids", ids }, to: at(net.acquisitions, 1) },
      { chunk: 2 },
    );
    expect(done).toMatchObject({ state: "done", result: { changed: 5 } });
    const rows = await bench.site.db.rows(sql`select distinct acquisition_id, sample_id from "object" where id = any(${ids}::bigint[])`);
    expect(rows).toEqual([{ acquisition_id: at(net.acquisitions, 1), sample_id: at(net.samples, 1) }]);
    const edits = await editsIn(bench.site, done.batch);
    expect(edits.filter((e) => e.field === "@acquisition")).toEqual(
      ids.map((row) => ({
        level: "object",
        row,
        field: "@acquisition",
        before: at(net.acquisitions, 0),
        after: at(net.acquisitions, 1),
        derived: false,
      })),
    );
    await expectSound(bench.site);
    const undone = await bench.correct(net.project, { do: "undo", batchId: done.batch }, { chunk: 2 });
    expect(undone).toMatchObject({ state: "done", result: { changed: 5, left: 0 } });
    expect(await photograph(bench.site)).toEqual(before);
  });

  test("killed between chunks, the move goes on where it was; so does its undo", async () => {
    const net = await bench.makeNet("objects killed", { objects: 20 });
    const before = await photograph(bench.site);
    const c = {
      do: "moveObjects",
      target: { by: "filter", filter: { samples: [at(net.samples, 0)] }, expected: 20 },
      to: at(net.acquisitions, 1),
    } as const;
    const done = await bench.correct(
      net.project,
      { ...c, target: { ...c.target, filter: { samples: [at(net.samples, 0)] } } },
      { chunk: 6, killAfter: 3 },
    );
    expect(done.state).toBe("queued");
    const moved = () => bench.site.db.row(sql`select count(*)::int as n from "object" where acquisition_id = ${at(net.acquisitions, 1)}`);
    expect(await moved()).toEqual({ n: 32 });
    await expectSound(bench.site);
    await work(bench.site, done.run, { chunk: 6 });
    await work(bench.site, done.run, { chunk: 6 });
    expect(await moved()).toEqual({ n: 40 });
    expect((await editsIn(bench.site, done.batch)).filter((e) => e.field === "@acquisition")).toHaveLength(20);
    const undone = await bench.correct(net.project, { do: "undo", batchId: done.batch }, { chunk: 6, killAfter: 2 });
    expect(undone.state).toBe("queued");
    await work(bench.site, undone.run, { chunk: 6 });
    expect(await bench.site.db.row(sql`select result from run where id = ${undone.run}`)).toEqual({ result: { changed: 20, left: 0 } });
    expect(await photograph(bench.site)).toEqual(before);
  });

  test("objects that moved on since are left by the undo", async () => {
    const net = await bench.makeNet("moved on", { samples: 3 });
    const ids = at(net.objects, 0).slice(0, 4);
    const done = await bench.correct(net.project, { do: "moveObjects", target: { by: "ids", ids }, to: at(net.acquisitions, 1) });
    await bench.correct(net.project, { do: "moveObjects", target: { by: "ids", ids: ids.slice(0, 1) }, to: at(net.acquisitions, 2) });
    expect(await bench.correct(net.project, { do: "undo", batchId: done.batch })).toMatchObject({ result: { changed: 3, left: 1 } });
  });

  test("not to an acquisition of another project, not objects of another project, not under an import", async () => {
    const [net, other] = [await bench.makeNet("here"), await bench.makeNet("there")];
    const ids = at(net.objects, 0).slice(0, 2);
    const before = await photograph(bench.site);
    const to = at(other.acquisitions, 0);
    expect(await bench.correct(net.project, { do: "moveObjects", target: { by: "ids", ids }, to })).toMatchObject({
      state: "refused",
      reason: `there is no acquisition ${to} in this project`,
    });
    const foreign = await bench.correct(net.project, {
      do: "moveObjects",
      target: { by: "ids", ids: [...ids, at(at(other.objects, 0), 0)] },
      to: at(net.acquisitions, 1),
    });
    expect(foreign).toMatchObject({ state: "refused" });
    expect(foreign.reason).toContain("not in this project");
    const run = await importing(net.project);
    const busy = await bench.correct(net.project, { do: "moveObjects", target: { by: "ids", ids }, to: at(net.acquisitions, 1) });
    expect(busy).toMatchObject({ state: "refused" });
    expect(busy.reason).toContain("an import into this project is at work");
    await bench.site.db.run(sql`delete from run where id = ${run?.id}`);
    expect(await photograph(bench.site)).toEqual(before);
  });

  test("an import that begins in the middle is waited for", async () => {
    const net = await bench.makeNet("waits", { objects: 12 });
    const c = { do: "moveObjects", target: { by: "ids", ids: [...at(net.objects, 0)] }, to: at(net.acquisitions, 1) } as const;
    const begun = await bench.correct(
      net.project,
      { ...c, target: { by: "ids", ids: [...at(net.objects, 0)] } },
      { chunk: 5, killAfter: 2 },
    );
    const run = await importing(net.project);
    const goingOn = work(bench.site, begun.run, { chunk: 5 });
    await new Promise((resolve) => setTimeout(resolve, 700));
    const moved = () =>
      bench.site.db.row(sql`select count(*)::int as n from edit_event where batch_id = ${begun.batch}::uuid and field = '@acquisition'`);
    expect(await moved()).toEqual({ n: 5 });
    await bench.site.db.run(sql`delete from run where id = ${run?.id}`);
    await goingOn;
    expect(await moved()).toEqual({ n: 12 });
  });
});

test("acquisitions move below another sample with their objects, and back exactly", async () => {
  const net = await bench.makeNet("acquisitions", { samples: 2, acquisitions: 3 });
  const before = await photograph(bench.site);
  const ids = [at(net.acquisitions, 0), at(net.acquisitions, 2)];
  const done = await bench.correct(net.project, { do: "moveAcquisitions", ids, to: at(net.samples, 1) });
  expect(done).toMatchObject({ state: "done", result: { changed: 2 } });
  expect(await bench.site.db.row(sql`select count(*)::int as n from "object" where sample_id = ${at(net.samples, 1)}`)).toEqual({ n: 40 });
  await expectSound(bench.site);
  expect(await bench.correct(net.project, { do: "undo", batchId: done.batch })).toMatchObject({ result: { changed: 2, left: 0 } });
  expect(await photograph(bench.site)).toEqual(before);
  const other = await bench.makeNet("acquisitions elsewhere");
  expect(
    await bench.correct(net.project, { do: "moveAcquisitions", ids: [at(other.acquisitions, 0)], to: at(net.samples, 1) }),
  ).toMatchObject({ state: "refused" });
  expect(await bench.correct(net.project, { do: "moveAcquisitions", ids, to: at(other.samples, 1) })).toMatchObject({ state: "refused" });
});

test("a label beside a move is wholly before it or after it", async () => {
  const net = await bench.makeNet("beside", { objects: 60 });
  const ids = at(net.objects, 0);
  const ctx = bench.as(bench.manager);
  const label = async (id: number) => {
    const row = await bench.site.db.row<{ version: number }>(sql`select version from "object" where id = ${id}`);
    const target = { by: "ids" as const, objects: [{ id: objectId.parse(id), version: row?.version ?? 0 }] };
    const taxonId = bench.taxa.get("Copepoda") ?? "keep";
    return labelObjects.call(ctx, {
      projectId: net.project,
      batchId: newBatch(),
      how: "one",
      target,
      change: { taxonId, state: "validated" },
    });
  };
  const c = { do: "moveObjects", target: { by: "ids", ids: [...ids] }, to: at(net.acquisitions, 1) } as const;
  const [done, ...labels] = await Promise.all([
    bench.correct(net.project, { ...c, target: { by: "ids", ids: [...ids] } }, { chunk: 3 }),
    ...ids.map(label),
  ]);
  expect(done.state).toBe("done");
  expect(labels.filter((l) => !l.ok)).toEqual([]);
});

test("a person's undo key takes back their labels, never a correction", async () => {
  const net = await bench.makeNet("keys");
  const ctx = bench.as(bench.manager);
  const id = objectId.parse(at(at(net.objects, 0), 0));
  await labelObjects.call(ctx, {
    projectId: net.project,
    batchId: newBatch(),
    how: "one",
    target: { by: "ids", objects: [{ id, version: 1 }] },
    change: { taxonId: bench.taxa.get("detritus") ?? "keep", state: "dubious" },
  });
  await bench.correct(net.project, { do: "moveObjects", target: { by: "ids", ids: [id] }, to: at(net.acquisitions, 1) });
  expect(await undo.call(ctx, { projectId: net.project, batchId: newBatch() })).toMatchObject({
    ok: true,
    value: { changed: [{ id, state: "validated" }] },
  });
  expect(await bench.site.db.row(sql`select acquisition_id from "object" where id = ${id}`)).toEqual({
    acquisition_id: at(net.acquisitions, 1),
  });
  expect(await undo.call(ctx, { projectId: net.project, batchId: newBatch() })).toMatchObject({ ok: false, error: { code: "notFound" } });
});
