import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ProjectId } from "@nauplius/domain";
import { describeUnit, readSegmentation, segmentUnits, startSegmentation } from "@nauplius/services";
import { makeProject } from "@nauplius/testing/factories";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { picture } from "../import/import-site.fixture.ts";
import { type ChaosSite, chaosSite } from "./chaos-site.fixture.ts";

/** More than one transaction of the load (2,000 rows each). */
const objects = 2200;
let s: ChaosSite;
let batch: string;

beforeAll(async () => {
  s = await chaosSite(0);
  batch = mkdtempSync(join(tmpdir(), "nauplius-casts-"));
  for (const [cast, count] of [
    ["cast_1", objects],
    ["cast_2", 40],
  ] as const) {
    mkdirSync(join(batch, cast));
    for (let i = 0; i < count; i++) writeFileSync(join(batch, cast, `v${i}.png`), await picture(i, 16));
  }
});
afterEach(() => s.killAll());
afterAll(async () => {
  await s.dispose();
  rmSync(batch, { recursive: true, force: true });
});

/** A batch of two casts whose units are both asked for. */
async function begin(project: ProjectId) {
  const source = { from: "path", path: batch } as const;
  const started = await startSegmentation.call(s.ctx, { projectId: project, profile: "uvp6", source, name: "casts" });
  if (!started.ok) throw new Error(started.error.message);
  const { run, segmentation } = started.value;
  expect(await s.untilDone(run)).toMatchObject({ state: "done" });
  const units = async () => {
    const read = await readSegmentation.call(s.ctx, { segmentationId: segmentation });
    if (!read.ok) throw new Error(read.error.message);
    return read.value.units.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  };
  for (const { id } of await units()) await describeUnit.call(s.ctx, { unitId: id, settings: { asIs: true } });
  await segmentUnits.call(s.ctx, { segmentationId: segmentation });
  const [large, small] = (await units()).map(({ runId }) => runId);
  if (large == null || small == null) throw new Error("the units did not start");
  return { large, small };
}

test("workers killed while images are read and in the middle of the load: the next ones bring every object once, and nobody stays busy", async () => {
  const project = await makeProject(s.db, "casts");
  const first = await s.worker();
  const { large, small } = await begin(project);
  await s.until(async () => (await s.staged(large)).images > 0, 150);
  await first.kill();
  expect(await s.picture(project)).toMatchObject({ objects: expect.not.arrayContaining([expect.objectContaining({ sample: "cast_1" })]) });

  const second = await s.worker();
  await s.until(async () => {
    const { cursor } = await s.run(large);
    return cursor.step === "load" && Number(cursor.seq) >= 1;
  }, 150);
  await second.kill();
  expect((await s.run(large)).publishedAt).toBeNull();

  await s.worker();
  expect(await s.untilDone(large, 150)).toMatchObject({ state: "done", result: { objectsAdded: objects } });
  expect(await s.untilDone(small, 150)).toMatchObject({ state: "done", reason: "", result: { objectsAdded: 40 } });
  expect(await s.troubles()).toEqual([]);
  const { objects: shown } = (await s.picture(project)) as { objects: { id: string }[] };
  expect(new Set(shown.map(({ id }) => id)).size).toBe(objects + 40);
  expect(shown).toHaveLength(objects + 40);
});
