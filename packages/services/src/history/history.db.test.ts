import { sql } from "@nauplius/db/sql";
import { type BatchId, ok, type Role, type UserId, uuidV7 } from "@nauplius/domain";
import { asUser, makeMember, makeSite, type TestSite } from "@nauplius/testing/factories";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { labelObjects } from "../annotation/label.ts";
import { revertBatch } from "../annotation/revert.ts";
import { undo } from "../annotation/undo.ts";
import type { Context } from "../context.ts";
import { work } from "../correct/bench.fixture.ts";
import { startCorrection } from "../correct/verbs.ts";
import { makeScene, type Scene } from "../object/scene.fixture.ts";
import type { Outcome } from "../verb.ts";
import { projectHistoryList } from "./list.ts";
import { objectCorrections, readHistoryBatch } from "./read.ts";

let site: TestSite;
let scene: Scene;
let [mara, ann, part]: UserId[] = [];
const as = (who: UserId | undefined): Context => site.as(asUser(who as UserId));
beforeAll(async () => {
  site = await makeSite();
  scene = await makeScene(site, "history");
  const member = (name: string, role: Role) => makeMember(site.db, scene.project, name, role);
  [mara, ann, part] = [await member("Mara", "manager"), await member("Ann", "annotator"), await member("Part", "annotator")];
  await site.db.prisma.membership.updateMany({ where: { userId: part as string }, data: { sampleIds: [BigInt(scene.samples[0] ?? 0)] } });
});
afterAll(() => site.dispose());

let at = 0;
const newBatch = (): BatchId => uuidV7(++at, new Uint8Array(10)) as BatchId;
async function value<T>(outcome: Promise<Outcome<T>>): Promise<T> {
  const done = await outcome;
  if (!done.ok) throw new Error(done.error.message);
  return done.value;
}
const taxon = (name: string): number => scene.taxa.get(`history ${name}`) as number;
const project = () => scene.project;

async function label(who: UserId | undefined, object: number, taxonId: number): Promise<BatchId> {
  const batchId = newBatch();
  const version = Number((await site.db.prisma.planktonObject.findUniqueOrThrow({ where: { id: BigInt(object) } })).version);
  const asked = {
    projectId: project(),
    batchId,
    change: { taxonId, state: "validated" },
    target: { by: "ids", objects: [{ id: object, version }] },
  };
  await value(labelObjects.call(as(who), asked as never));
  return batchId;
}

async function correct(correction: object): Promise<BatchId> {
  const batchId = newBatch();
  const { run } = await value(startCorrection.call(as(mara), { projectId: project(), batchId, correction } as never));
  await work(site, run);
  return batchId;
}

const list = async (filter: object = {}, who = mara) =>
  value(projectHistoryList.call(as(who), { projectId: project(), limit: 200, ...filter } as never));
/** Without the imports that made the scene. */
const ids = async (filter: object = {}, who = mara) =>
  (await list(filter, who)).batches.filter((b) => b.kind !== "import").map((b) => b.id);
const read = (batchId: BatchId, who = mara, after = 0, limit = 200) =>
  readHistoryBatch.call(as(who), { projectId: project(), batchId, after, limit } as never);

describe("the history of a project", () => {
  test("is by person, kind, way, day and taxon with those below it; newest first, page by page", async () => {
    const [first = 0, second = 0] = scene.ids;
    const calanus = await label(ann, first, taxon("Calanus"));
    const detritus = await label(ann, first, taxon("Detritus"));
    const other = await label(mara, second, taxon("Detritus"));
    const undone = newBatch();
    await value(undo.call(as(ann), { projectId: project(), batchId: undone } as never));
    const ship = await correct({
      do: "set",
      level: "object",
      target: { by: "ids", ids: [first, second] },
      field: "ship",
      value: "Thalassa",
    });

    expect(await ids()).toEqual([ship, undone, other, detritus, calanus]);
    expect(await ids({ by: ann })).toEqual([undone, detritus, calanus]);
    expect(await ids({ kind: "labels" })).toEqual([undone, other, detritus, calanus]);
    expect(await ids({ kind: "corrections" })).toEqual([ship]);
    expect(await ids({ how: "undo" })).toEqual([undone]);
    expect(await ids({ how: "one" })).toEqual([other, detritus, calanus]);
    // Given by the first, taken by the second, back by the undo; the taxon above finds them too.
    expect(await ids({ taxon: taxon("Calanus") })).toEqual(expect.arrayContaining([undone, detritus, calanus]));
    expect(await ids({ taxon: taxon("Copepoda"), by: ann })).toEqual([undone, detritus, calanus]);
    expect(await ids({ taxon: taxon("Calanus"), how: "undo" })).toEqual([undone]);
    const today = as(mara).clock.now().toISOString().slice(0, 10);
    expect(await ids({ from: today, to: today })).toHaveLength(5);
    expect(await ids({ to: "2020-01-01" })).toEqual([]);
    expect((await list({ kind: "imports" })).batches.map((b) => b.kind)).toEqual(["import", "import", "import"]);

    const page = await list({ limit: 2, by: ann });
    expect(page).toMatchObject({ more: true, people: [{ name: "Ann" }, { name: "Mara" }] });
    expect(page.batches.map((b) => b.id)).toEqual([undone, detritus]);
    const last = page.batches.at(-1);
    expect(await ids({ by: ann, before: [last?.at.toISOString(), last?.id] })).toEqual([calanus]);
    expect((await list({ kind: "corrections" })).batches).toMatchObject([
      { byName: "Mara", rows: 2, request: { do: "set", field: "ship" }, undoneBy: null },
    ]);
    expect((await list({ kind: "labels", by: ann })).batches).toMatchObject([
      { kind: "undo", taxon: null, of: { kind: "label", byName: "Ann", taxon: "history Detritus", at: expect.stringMatching(/T.*Z$/) } },
      { kind: "label", taxon: "history Detritus", request: { change: { state: "validated" } }, undoneBy: undone },
      { kind: "label", taxon: "history Calanus" },
    ]);
  });

  test("a gesture opens row by row: what stood before and after, by name", async () => {
    const [, , , fourth = 0] = scene.ids;
    await label(ann, fourth, taxon("Calanus"));
    const labels = await value(read(await label(ann, fourth, taxon("Detritus"))));
    expect(labels.labels).toMatchObject([
      {
        objectId: fourth,
        before: { taxon: "history Calanus", state: "validated" },
        after: { taxon: "history Detritus", state: "validated" },
      },
    ]);
    const batch = await correct({
      do: "set",
      level: "object",
      target: { by: "ids", ids: scene.ids.slice(0, 3) },
      field: "salt",
      value: 35,
    });
    const edits = await value(read(batch, mara, 0, 2));
    expect(edits).toMatchObject({
      more: true,
      edits: [
        { field: "salt", after: 35 },
        { field: "salt", after: 35 },
      ],
    });
    expect((await value(read(batch, mara, edits.edits.at(-1)?.id))).edits).toHaveLength(1);
    expect(await objectCorrections.call(as(ann), { objectId: scene.ids[0] } as never)).toMatchObject(
      ok([{ level: "object", field: "salt", byName: "Mara" }, { field: "ship" }]),
    );
  });

  test("whoever sees some samples sees their own gestures there, and no corrections", async () => {
    const own = await label(part, scene.ids[4] ?? 0, taxon("Detritus"));
    expect(await list({}, part)).toMatchObject({ batches: [{ id: own }], people: [] });
    expect(await list({ by: ann }, part)).toMatchObject({ batches: [{ id: own }] });
    const foreign = (await ids({ by: ann }))[0] as BatchId;
    expect(await read(foreign, part)).toMatchObject({ ok: false, error: { code: "notFound" } });
    expect(await objectCorrections.call(as(part), { objectId: scene.ids.at(-1) } as never)).toMatchObject({ ok: false });
  });

  test("names where rows went; a project that the reader may not see stays a number", async () => {
    const [acquisition] = await site.db.prisma.acquisition.findMany({ where: { projectId: BigInt(project()) }, orderBy: { id: "desc" } });
    const moved = await correct({
      do: "moveObjects",
      target: { by: "ids", ids: scene.ids.slice(0, 2) },
      to: Number(acquisition?.id),
    });
    expect((await value(read(moved))).batch.place).toBe(acquisition?.name);
    const other = await makeScene(site, "secret");
    await site.db.prisma.membership.create({ data: { projectId: BigInt(other.project), userId: mara as string, role: "manager" } });
    await site.db.run(sql`update sample set name = name || ' moved' where project_id = ${project()}`);
    await site.db.run(sql`update acquisition set name = name || ' moved' where project_id = ${project()}`);
    await site.db.run(sql`update "object" set original_id = original_id || ' moved' where project_id = ${project()}`);
    const gone = await correct({ do: "moveSamples", ids: [scene.samples[2]], to: other.project });
    expect(await value(read(gone))).toMatchObject({ batch: { place: "secret" }, edits: [{ field: "@project", after: "secret" }] });
    const asAnn = await value(read(gone, ann));
    expect(asAnn).toMatchObject({ batch: { place: `project ${other.project}` }, edits: [{ after: `project ${other.project}` }] });
    expect(JSON.stringify(await list({ kind: "corrections" }, ann))).not.toContain("secret");
  });

  test("days and taxa that are none are refused by name", async () => {
    for (const filter of [{ from: "2020-13-01" }, { taxon: -1 }, { how: "magic" }, { limit: 1000 }])
      expect(await projectHistoryList.call(as(mara), { projectId: project(), ...filter } as never)).toMatchObject({
        ok: false,
        error: { code: "invalid" },
      });
  });
});

describe("a revert", () => {
  const revert = (who: UserId | undefined, of: BatchId, batchId = newBatch()) =>
    revertBatch.call(as(who), { projectId: project(), batchId, of } as never);
  const shown = async (id: number) => {
    const row = await site.db.prisma.planktonObject.findUniqueOrThrow({ where: { id: BigInt(id) } });
    return { taxon: Number(row.taxonId), state: row.state, by: row.annotatedBy };
  };

  test("takes somebody's labels back for a manager, leaves what was labelled since, and can be reverted itself", async () => {
    const [a = 0, b = 0] = scene.ids.slice(10);
    const before = await shown(a);
    const batchId = newBatch();
    const rows = await site.db.prisma.planktonObject.findMany({ where: { id: { in: [BigInt(a), BigInt(b)] } }, orderBy: { id: "asc" } });
    const objects = rows.map((r) => ({ id: Number(r.id), version: r.version }));
    const change = { taxonId: taxon("Detritus"), state: "dubious" };
    await value(labelObjects.call(as(ann), { projectId: project(), batchId, change, target: { by: "ids", objects } } as never));
    await label(mara, b, taxon("Calanus"));

    const back = newBatch();
    expect(await revert(mara, batchId, back)).toMatchObject(ok({ changed: 1, left: 1, runId: null }));
    expect(await shown(a)).toEqual(before);
    expect(await shown(b)).toMatchObject({ taxon: taxon("Calanus"), by: mara });
    // The same request again answers the same and changes nothing.
    expect(await revert(mara, batchId, back)).toMatchObject(ok({ changed: 1, left: 1 }));
    expect(await revert(mara, batchId)).toMatchObject({ ok: false, error: { code: "conflict" } });
    expect((await list({ how: "revert" })).batches).toMatchObject([{ id: back, ofBatchId: batchId, byName: "Mara" }]);
    expect(await revert(mara, back)).toMatchObject(ok({ changed: 1, left: 0 }));
    expect(await shown(a)).toMatchObject({ taxon: taxon("Detritus"), state: "dubious", by: ann });
  });

  test("of somebody's last label leaves their undo to the label before it", async () => {
    const [first = 0, second = 0] = scene.ids.slice(30);
    const before = await shown(first);
    await label(ann, first, taxon("Detritus"));
    const last = await label(ann, second, taxon("Detritus"));
    await value(revert(mara, last));
    const reverted = await shown(second);
    const undone = await value(undo.call(as(ann), { projectId: project(), batchId: newBatch() } as never));
    expect(undone).toMatchObject({ changed: [{ id: first }], left: [] });
    expect([await shown(first), await shown(second)]).toEqual([before, reverted]);
  });

  test("is for managers, of labels of this project", async () => {
    await label(ann, scene.ids[14] ?? 0, taxon("Calanus"));
    const own = await label(ann, scene.ids[14] ?? 0, taxon("Detritus"));
    expect(await revert(ann, own)).toMatchObject({ ok: false, error: { code: "forbidden" } });
    expect(await revert(mara, newBatch())).toMatchObject({ ok: false, error: { code: "notFound" } });
    const [correction] = await ids({ kind: "corrections" });
    expect(await revert(mara, correction as BatchId)).toMatchObject({ ok: false, error: { code: "notFound" } });
    const elsewhere = await makeScene(site, "elsewhere");
    const stranger = await makeMember(site.db, elsewhere.project, "Stranger", "manager");
    const foreign = { projectId: elsewhere.project, batchId: newBatch(), of: own };
    expect(await revertBatch.call(as(stranger), foreign as never)).toMatchObject({ ok: false, error: { code: "notFound" } });
  });

  test("of two at the same moment one does it and the other hears of it", async () => {
    const [object = 0] = scene.ids.slice(40);
    for (let round = 0; round < 5; round++) {
      const of = await label(ann, object, taxon(round % 2 === 0 ? "Calanus" : "Detritus"));
      const both = await Promise.all([revert(mara, of), revert(mara, of)]);
      expect(both.map((outcome) => (outcome.ok ? outcome.value.changed : outcome.error.code)).sort()).toEqual([1, "conflict"]);
    }
  });
});
