import { randomUUID } from "node:crypto";
import { counterDifferences } from "@nauplius/db";
import { sql } from "@nauplius/db/sql";
import { decodeGrey } from "@nauplius/pipelines";
import {
  joinObjects,
  labelObjects,
  listMultiples,
  putBackDivision,
  type RunRow,
  readDivisions,
  readObject,
  readOutline,
  readScanWindow,
  removeLostScans,
  separateObject,
  viewCounts,
} from "@nauplius/services";
import { asUser, makeMember } from "@nauplius/testing/factories";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ImportSite, importSite } from "../import/import-site.fixture.ts";
import { segmentedTray, segmentSite } from "./segment-site.fixture.ts";

let s: ImportSite;
let at: ReturnType<typeof segmentSite>;
let scans = "";
const slow = { timeout: 180_000 };

beforeAll(async () => {
  s = await importSite();
  at = segmentSite(s);
  scans = await s.folder(await segmentedTray());
  await at.segmentAll({ folder: scans, profile: "zooscan" });
}, 180_000);
afterAll(() => s.dispose());

const largest = async (place = 0): Promise<number> => {
  const rows = await s.db.rows<{ id: number }>(sql`select id from "object" where trash_id is null and project_id = ${s.project} order by area desc, id`);
  return Number(rows[place]?.id ?? 0);
};
async function outline(id: number) {
  const read = await readOutline.call(at.manager(), { objectId: id as never });
  if (!read.ok || read.value.vignette === null) throw new Error("no outline");
  return { ...read.value, vignette: read.value.vignette };
}
/** Down through the middle of the vignette. */
const middle = ({ width, height }: { width: number; height: number }) => [[[width / 2, 0] as const, [width / 2, height - 1] as const]];

type Result = { readonly children: { id: number; name: string }[]; readonly parents: number[] };
async function separate(
  id: number,
  lines: readonly unknown[],
  drawnOn: "vignette" | "scan" = "vignette",
): Promise<RunRow & { result: Result }> {
  const given = { objectId: id as never, batchId: randomUUID() as never, lines: lines as never, drawnOn };
  const asked = await separateObject.call(at.manager(), given);
  if (!asked.ok) throw new Error(asked.error.message);
  return (await at.work(asked.value.run)) as RunRow & { result: Result };
}
const counted = async (): Promise<number> => {
  const counts = await viewCounts.call(at.manager(), { projectId: s.project });
  if (!counts.ok) throw new Error(counts.error.message);
  return counts.value.counts.reduce((n, each) => n + each.objects, 0);
};
const divisionOf = async (id: number) => {
  const read = await readDivisions.call(at.manager(), { objectId: id as never });
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
};
type Row = {
  id: string;
  area: number;
  free: Record<string, string>;
  features: number[];
  names: string[];
  width: number;
  height: number;
  date: string;
  depth: number;
};
const rowOf = async (id: number): Promise<Row> =>
  (await s.db.row<Row>(sql`
    select o.original_id as id, o.area, o.free, o.features, l.names, v.width, v.height, o.date::text as date, o.depth_min as depth
    from "object" o join feature_list l on l.id = o.feature_list_id join vignette v on v.object_id = o.id where o.id = ${id}`)) as Row;
const featureOf = (row: Row, name: string) => row.features[row.names.indexOf(name)] ?? Number.NaN;

test("an object cut by a line becomes two, measured where they lie in the scan; together they have its pixels", slow, async () => {
  const id = await largest();
  const [parent, drawn, before] = [await rowOf(id), await outline(id), await counted()];
  const run = await separate(id, middle(drawn.vignette));
  expect(run).toMatchObject({ state: "done", result: { parents: [id] } });
  const { children } = run.result;
  expect(children.map(({ name }) => name)).toEqual([`${parent.id}_1`, `${parent.id}_2`]);
  const rows = await Promise.all(children.map((child) => rowOf(child.id)));
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
  const child = await outline(children[0]?.id ?? 0);
  const [place] = await s.db.rows<{ key: string; offset: number; length: number }>(sql`
    select k.key, v."offset", v.length from vignette v join pack k on k.id = v.pack_id where v.id = ${child.vignette.id}`);
  const decoded = await decodeGrey(await at.manager().storage.read(place?.key ?? "", Number(place?.offset), place?.length ?? 0));
  expect(decoded).toMatchObject({ ok: true, value: { width: child.vignette.width, height: child.vignette.height } });
  expect(child.vignette.mask).not.toBeNull();
});

test("lines drawn on the kept scan cut the object where it lies there: the same children as lines on its vignette", slow, async () => {
  const id = await largest();
  const { vignette, place, scan, acquisitionId } = await outline(id);
  if (place === null || scan === null) throw new Error("the scan was not kept");
  expect(scan).toEqual({ width: 1500, height: 1200 });
  const first = await separate(id, middle(vignette));
  const facts = async (run: typeof first) =>
    (await Promise.all(run.result.children.map((child) => rowOf(child.id)))).map(({ id: _id, free: _free, ...row }) => row);
  const onVignette = await facts(first);
  await putBackDivision.call(at.manager(), { divisionId: (await divisionOf(id))[0]?.id as never, batchId: randomUUID() as never });
  // The box begins where the margin of the vignette ends: a fifth on each side.
  const row = await rowOf(id);
  const [wide, high] = ["width", "height"].map((name) => featureOf(row, name)) as [number, number];
  const [dx, dy] = [place.x - (vignette.width - wide) / 2, place.y - (vignette.height - high) / 2];
  const lines = middle(vignette).map((line) => line.map(([x, y]) => [x + dx, y + dy]));
  const second = await separate(id, lines, "scan");
  expect(second.state).toBe("done");
  expect(await facts(second)).toEqual(onVignette);
  expect((await divisionOf(id))[0]).toMatchObject({ drawnOn: "scan", lines });
  await putBackDivision.call(at.manager(), { divisionId: (await divisionOf(id))[0]?.id as never, batchId: randomUUID() as never });

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
  const [run] = await at.segmentAll({ folder: scans, profile: "zooscan", project: other });
  const key = `scans/run-${run?.id}`;
  expect(await d.storage.size(key)).toBeGreaterThan(0);
  expect(await removeLostScans(d)).toBe(0);
  const object = await s.db.row<{ id: number }>(sql`select id from "object" where project_id = ${other} order by area desc limit 1`);
  const { vignette } = await outline(Number(object?.id));
  await s.db.run(sql`update acquisition set batch_id = null where project_id = ${other}`);
  expect(await removeLostScans(d)).toBe(1);
  expect(await d.storage.size(key)).toBeNull();
  const asked = { objectId: object?.id as never, batchId: randomUUID() as never, lines: middle(vignette) as never };
  expect(await separateObject.call(at.manager(), { ...asked, drawnOn: "scan" })).toMatchObject({
    ok: false,
    error: { code: "invalid", message: expect.stringContaining("expected lines drawn on its vignette") },
  });
  expect(await outline(Number(object?.id))).toMatchObject({ scan: null });
});

test("the parent is retired: it has a page, with links both ways, and no place in lists, labels and counts", slow, async () => {
  const [division] = await divisionOf(await largest());
  const parent = division?.members.find(({ part }) => part === "parent");
  const child =
    (await s.db.row<{ id: number }>(sql`select object_id as id from division_member where part = 'child' order by object_id limit 1`))
      ?.id ?? 0;
  const [seen] = await divisionOf(child);
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
  const id = await largest();
  const before = await s.picture();
  const first = await separate(id, middle((await outline(id)).vignette));
  const child = first.result.children[0]?.id ?? 0;
  const second = await separate(child, middle((await outline(child)).vignette));
  expect(second.state).toBe("done");
  const [outer, inner] = [
    (await divisionOf(id))[0]?.id ?? 0,
    (await divisionOf(child)).find(({ members }) => members[0]?.id === child)?.id ?? 0,
  ];
  const putBack = (division: number) =>
    putBackDivision.call(at.manager(), { divisionId: division as never, batchId: randomUUID() as never });
  expect(await putBack(outer)).toMatchObject({
    ok: false,
    error: { code: "conflict", message: expect.stringContaining("divided itself") },
  });
  expect(await putBack(inner)).toMatchObject({ ok: true, value: { parents: [child] } });
  expect(await putBack(outer)).toMatchObject({ ok: true, value: { parents: [id] } });
  expect(await putBack(outer)).toMatchObject({ ok: false, error: { code: "conflict" } });
  expect(await s.picture()).toEqual(before);
  expect(await counterDifferences(s.db)).toEqual([]);
});

test("parts that were cut are joined again: one object in the same place, of the same pixels", slow, async () => {
  const id = await largest();
  const whole = await rowOf(id);
  const cut = await separate(id, middle((await outline(id)).vignette));
  const parts = cut.result.children.map((child) => child.id);
  const asked = await joinObjects.call(at.manager(), { projectId: s.project, batchId: randomUUID() as never, objects: parts as never });
  if (!asked.ok) throw new Error(asked.error.message);
  const run = (await at.work(asked.value.run)) as RunRow & { result: Result };
  expect(run.state).toBe("done");
  const joined = await rowOf(run.result.children[0]?.id ?? 0);
  expect(joined.id).toBe(`${cut.result.children[0]?.name}_joined`);
  expect(joined.free.joined_from).toBe(cut.result.children.map(({ name }) => name).join("; "));
  for (const name of ["area", "bx", "by", "width", "height", "mean", "perim.", "major", "fractal"])
    expect([name, featureOf(joined, name)]).toEqual([name, featureOf(whole, name)]);
});

test("a line that parts nothing is refused in a sentence, and nothing is changed", slow, async () => {
  const id = await largest(1);
  const before = await s.picture();
  const beside = await separate(id, [
    [
      [0, 0],
      [1, 0],
    ],
  ]);
  expect(beside).toMatchObject({ state: "refused", reason: "the line does not touch the object" });
  const { width, height } = (await outline(id)).vignette;
  const [x, y] = [Math.floor(width / 2), Math.floor(height / 2)];
  const inside = await separate(id, [
    [
      [x, y],
      [x + 1, y],
    ],
  ]);
  expect(inside).toMatchObject({ state: "refused", reason: expect.stringMatching(/crosses it from side to side|does not touch/) });
  expect(await s.picture()).toEqual(before);
});

test("annotators divide, viewers do not; whoever sees other samples does not see the object", slow, async () => {
  const id = await largest(1);
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
  const id = await largest(1);
  const before = await s.picture();
  const drawn = (await outline(id)).vignette;
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
  const ids = [await largest(0), await largest(1), await largest(2)];
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
