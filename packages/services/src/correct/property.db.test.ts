import { sql } from "@nauplius/db/sql";
import { type Correction, createRng, objectId, type Rng, states } from "@nauplius/domain";
import { afterAll, beforeAll, expect, test } from "vitest";
import { labelObjects } from "../annotation/label.ts";
import { redo, undo } from "../annotation/undo.ts";
import { type Bench, newBatch, openBench } from "./bench.fixture.ts";
import { expectSound, photograph } from "./sound.fixture.ts";

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.site.dispose());

type Ids = { id: number }[];
const some = (rng: Rng, ids: readonly number[]): number[] => rng.shuffle(ids).slice(0, 1 + rng.int(Math.max(1, Math.ceil(ids.length / 3))));
const rows = async (table: "sample" | "acquisition" | "object", project: number): Promise<number[]> => {
  const name = table === "object" ? sql`"object"` : table === "sample" ? sql`sample` : sql`acquisition`;
  return (
    await bench.site.db.rows<{ id: number }>(sql`select id from ${name} where project_id = ${project} and trash_id is null order by id`)
  ).map((r) => r.id);
};

/** Some correction of a project as it stands now; null where there is nothing to correct. */
async function anyCorrection(rng: Rng, project: number, other: number): Promise<Correction | null> {
  const [samples, acquisitions, objects] = [
    await rows("sample", project),
    await rows("acquisition", project),
    await rows("object", project),
  ];
  const trashes = await bench.site.db.rows<{ id: number }>(
    sql`select id from trash where project_id = ${project} and restored_at is null and level <> 'project'`,
  );
  const batches = await bench.site.db.rows<{ id: string }>(
    sql`select id from batch where kind = 'correction' and project_id = ${project} and undone_by is null order by at`,
  );
  const one = (ids: Ids | readonly number[]) => (ids.length === 0 ? null : rng.pick(ids as number[]));
  const [sample, acquisition] = [one(samples), one(acquisitions)];
  const kinds = [
    "set",
    "place",
    "moveObjects",
    "moveAcquisitions",
    "moveSamples",
    "trashObjects",
    "trashAcquisition",
    "trashSample",
    "restore",
    "undo",
    "undo",
  ] as const;
  switch (rng.pick(kinds)) {
    case "set":
      return objects.length === 0
        ? null
        : { do: "set", level: "object", target: { by: "ids", ids: some(rng, objects) }, field: "quality", value: rng.int(9) };
    case "place":
      return objects.length === 0
        ? null
        : { do: "set", level: "object", target: { by: "ids", ids: some(rng, objects) }, field: "lat", value: rng.int(80) };
    case "moveObjects":
      return objects.length === 0 || acquisition === null
        ? null
        : ({ do: "moveObjects", target: { by: "ids", ids: some(rng, objects) }, to: acquisition } as Correction);
    case "moveAcquisitions":
      return acquisition === null || sample === null
        ? null
        : ({ do: "moveAcquisitions", ids: some(rng, acquisitions), to: sample } as Correction);
    case "moveSamples":
      return sample === null ? null : ({ do: "moveSamples", ids: [sample], to: other } as Correction);
    case "trashObjects":
      return objects.length === 0 ? null : { do: "trash", level: "object", target: { by: "ids", ids: some(rng, objects) }, label: "" };
    case "trashAcquisition":
      return acquisition === null ? null : { do: "trash", level: "acquisition", target: { by: "ids", ids: [acquisition] }, label: "" };
    case "trashSample":
      return sample === null ? null : { do: "trash", level: "sample", target: { by: "ids", ids: [sample] }, label: "" };
    case "restore":
      return trashes.length === 0 ? null : { do: "restore", trashId: rng.pick(trashes).id };
    case "undo":
      return batches.length === 0 ? null : ({ do: "undo", batchId: rng.pick(batches).id } as Correction);
  }
}

/** Some label of some objects, an undo or a redo of the person's own. */
async function anyLabel(rng: Rng, project: number): Promise<void> {
  const ctx = bench.as(bench.manager);
  const kind = rng.int(5);
  if (kind === 0) await undo.call(ctx, { projectId: project, batchId: newBatch() });
  if (kind === 1) await redo.call(ctx, { projectId: project, batchId: newBatch() });
  const ids = await rows("object", project);
  if (kind < 2 || ids.length === 0) return;
  const chosen = some(rng, ids);
  const seen = await bench.site.db.rows<{ id: number; version: number }>(
    sql`select id, version from "object" where id = any(${chosen}::bigint[])`,
  );
  const change = { taxonId: rng.pick([...bench.taxa.values()]), state: rng.pick(states) };
  const target = { by: "ids" as const, objects: seen.map((o) => ({ id: objectId.parse(o.id), version: o.version })) };
  await labelObjects.call(ctx, { projectId: project, batchId: newBatch(), how: "page", target, change });
}

test.each([1, 2, 3, 4])(
  "after any corrections and labels, one after another and beside each other, counters and ledger are right (seed %i)",
  async (seed) => {
    const rng = createRng(seed);
    const [a, b] = [
      await bench.makeNet(`a${seed}`, { samples: 3, acquisitions: 2, objects: 5 }),
      await bench.makeNet(`b${seed}`, { samples: 1, objects: 3 }),
    ];
    // Names of the two do not clash, so that samples may go to and fro.
    for (const table of [sql`sample`, sql`acquisition`])
      await bench.site.db.run(sql`update ${table} set name = name || ' b' where project_id = ${b.project}`);
    await bench.site.db.run(sql`update "object" set original_id = original_id || ' b' where project_id = ${b.project}`);
    const ends = new Map<string, number>();
    for (let i = 0; i < 25; i++) {
      const [project, other] = rng.bool() ? [a.project, b.project] : [b.project, a.project];
      const c = await anyCorrection(rng, project, other);
      const corrected = c === null ? null : bench.correct(project, c, { chunk: 1 + rng.int(4) });
      await anyLabel(rng, rng.pick([a.project, b.project]));
      const done = await corrected;
      ends.set(done?.state ?? "none", 1 + (ends.get(done?.state ?? "none") ?? 0));
      await expectSound(bench.site);
    }
    // Faults are put back into the queue: none is expected, whatever came together.
    expect([...ends.keys()].filter((state) => !["done", "refused", "none"].includes(state))).toEqual([]);
    expect(ends.get("done") ?? 0).toBeGreaterThan(8);
  },
);

test.each([5, 6, 7])("any corrections, undone last first, leave everything exactly as it was (seed %i)", async (seed) => {
  const rng = createRng(seed);
  const [a, b] = [
    await bench.makeNet(`x${seed}`, { samples: 3, acquisitions: 2, objects: 5 }),
    await bench.makeNet(`y${seed}`, { samples: 1, objects: 3 }),
  ];
  for (const table of [sql`sample`, sql`acquisition`])
    await bench.site.db.run(sql`update ${table} set name = name || ' y' where project_id = ${b.project}`);
  await bench.site.db.run(sql`update "object" set original_id = original_id || ' y' where project_id = ${b.project}`);
  const before = await photograph(bench.site);
  const undoable: { project: number; batch: string }[] = [];
  for (let i = 0; i < 24; i++) {
    const [project, other] = rng.bool() ? [a.project, b.project] : [b.project, a.project];
    const c = await anyCorrection(rng, project, other);
    if (c === null || c.do === "undo" || c.do === "restore") continue;
    const done = await bench.correct(project, c, { chunk: 1 + rng.int(4) });
    if (done.state === "done" && Number(done.result.changed) > 0) undoable.push({ project, batch: done.batch });
  }
  expect(undoable.length).toBeGreaterThan(4);
  for (const { project, batch } of undoable.reverse()) {
    const undone = await bench.correct(project as never, { do: "undo", batchId: batch as never }, { chunk: 1 + rng.int(4) });
    expect(undone).toMatchObject({ state: "done", result: { left: 0 } });
  }
  const after = await photograph(bench.site);
  expect({ ...after, field: [] }).toEqual({ ...before, field: [] });
});
