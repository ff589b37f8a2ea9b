import { randomUUID } from "node:crypto";
import { sql } from "@nauplius/db/sql";
import { decodeGrey } from "@nauplius/pipelines";
import { readScanWindow, removeLostScans, separateObject } from "@nauplius/services";
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

test("lines drawn on the kept scan cut the object where it lies there: the same children as lines on its vignette", slow, async () => {
  const id = await on.largest();
  const { vignette, place, scan, acquisitionId } = await on.outline(id);
  if (place === null || scan === null) throw new Error("the scan was not kept");
  expect(scan).toEqual({ width: 1500, height: 1200 });
  const first = await on.separate(id, middle(vignette));
  const facts = async (run: DivisionRun) =>
    (await Promise.all(run.result.children.map((child) => on.rowOf(child.id)))).map(({ id: _id, free: _free, ...row }) => row);
  const onVignette = await facts(first);
  await on.putBack((await on.divisionsOf(id))[0]?.id ?? 0);
  // The box begins where the margin of the vignette ends: a fifth on each side.
  const row = await on.rowOf(id);
  const [wide, high] = ["width", "height"].map((name) => featureOf(row, name)) as [number, number];
  const [dx, dy] = [place.x - (vignette.width - wide) / 2, place.y - (vignette.height - high) / 2];
  const lines = middle(vignette).map((line) => line.map(([x, y]) => [x + dx, y + dy]));
  const second = await on.separate(id, lines, "scan");
  expect(second.state).toBe("done");
  expect(await facts(second)).toEqual(onVignette);
  expect((await on.divisionsOf(id))[0]).toMatchObject({ drawnOn: "scan", lines });
  await on.putBack((await on.divisionsOf(id))[0]?.id ?? 0);

  const asked = {
    acquisitionId: acquisitionId as never,
    x: Math.max(0, place.x - 60),
    y: Math.max(0, place.y - 60),
    width: 600,
    height: 600,
  };
  const read = await readScanWindow.call(at.manager(), asked);
  if (!read.ok) throw new Error(read.error.message);
  const { window, tiles, objects: near } = read.value;
  expect(near.find((object) => Number(object.id) === id)).toMatchObject({ ...place, mask: vignette.mask });
  expect(tiles.length).toBe(
    (Math.floor((window.x + window.width - 1) / 512) - Math.floor(window.x / 512) + 1) *
      (Math.floor((window.y + window.height - 1) / 512) - Math.floor(window.y / 512) + 1),
  );
  for (const tile of tiles) {
    const png = await decodeGrey(Buffer.from(tile.png, "base64"));
    expect(png).toMatchObject({ ok: true, value: { width: tile.width, height: tile.height } });
  }
  expect(await readScanWindow.call(at.manager(), { ...asked, x: 1500 })).toMatchObject({
    ok: false,
    error: { code: "invalid", message: expect.stringContaining("1500 x 1200") },
  });
  expect(await readScanWindow.call(at.manager(), { ...asked, width: 5000 })).toMatchObject({ ok: false, error: { code: "invalid" } });
  const limited = s.site.as(asUser(await makeMember(s.db, s.project, "Lena", "annotator", [999 as never])));
  expect(await readScanWindow.call(limited, asked)).toMatchObject({ ok: false, error: { code: "notFound" } });
});

test("a scan goes when nothing of its run is left, and not before; what lost its scan is cut on its vignette", slow, async () => {
  const d = at.dependencies();
  const other = await s.anotherProject();
  const [run] = await at.segmentAll({ folder: on.scans, profile: "zooscan", project: other });
  const key = `scans/run-${run?.id}`;
  expect(await d.storage.size(key)).toBeGreaterThan(0);
  expect(await removeLostScans(d)).toBe(0);
  const id = await on.largest(0, other);
  const { vignette } = await on.outline(id);
  await s.db.run(sql`update acquisition set batch_id = null where project_id = ${other}`);
  expect(await removeLostScans(d)).toBe(1);
  expect(await d.storage.size(key)).toBeNull();
  const asked = { objectId: id as never, batchId: randomUUID() as never, lines: middle(vignette) as never };
  expect(await separateObject.call(at.manager(), { ...asked, drawnOn: "scan" })).toMatchObject({
    ok: false,
    error: { code: "invalid", message: expect.stringContaining("expected lines drawn on its vignette") },
  });
  expect(await on.outline(id)).toMatchObject({ scan: null });
});
