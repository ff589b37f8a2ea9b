import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "@nauplius/db/sql";
import { encodePng } from "@nauplius/pipelines";
import { castProfile, listChecks, readCastParticles } from "@nauplius/services";
import { isiisFrames, uvpFrame, writeAvi } from "@nauplius/testing/scans";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Files, type ImportSite, importSite, table } from "../import/import-site.fixture.ts";
import { segmentSite } from "./segment-site.fixture.ts";

let s: ImportSite;
let at: ReturnType<typeof segmentSite>;
const slow = { timeout: 180_000 };

beforeAll(async () => {
  s = await importSite();
  at = segmentSite(s);
});
afterAll(() => s.dispose());

const png = async (data: Uint8Array, width: number, height: number): Promise<Uint8Array> =>
  (await encodePng({ data, width, height, channels: 1 })).bytes;

type Row = {
  id: string;
  area: number;
  latitude: number;
  depth: number;
  date: string;
  time: string;
  image: string;
  dialect: string;
  free: Record<string, unknown>;
};
const rowsOf = (project: number): Promise<Row[]> =>
  s.db.rows<Row>(sql`
    select o.original_id as id, o.area, o.latitude, o.depth_min as depth, o.date::text as date, o.time::text as time, o.free ->> 'image' as image, p.dialect, o.free
    from "object" o join process p on p.acquisition_id = o.acquisition_id where o.project_id = ${project} order by o.id`);

test(
  "a line stream gives the same objects from an AVI and from a folder of its frames, with place and depth where the navigation says",
  slow,
  async () => {
    const stream = isiisFrames({ seed: 11, frames: 4, width: 768, height: 768, objects: 24 });
    const navigation = "Date,Time,Latitude,Longitude,Depth\n2015-07-17,13:02:30,36.05,-121.0,15\n2015-07-17,13:03:00,36.1,-121.1,20\n";
    const frames: Record<string, string | Uint8Array> = { "nav.csv": navigation };
    for (const [n, image] of [...stream.images()].entries())
      frames[`20150717130241.123/frame_${n}.png`] = await png(image, stream.width, stream.height);
    const videos = await s.folder({ "nav.csv": navigation });
    await writeAvi(
      join(videos, "20150717130241.123.avi"),
      { width: stream.width, height: stream.height, frames: 4, framesPerSecond: 16 },
      stream.images(),
    );
    const [asAvi, asFrames] = [await s.anotherProject(), await s.anotherProject()];
    const [recorded] = await at.segmentAll({ folder: videos, profile: "isiis", project: asAvi });
    expect(recorded).toMatchObject({ state: "done" });
    const [stored] = await at.segmentAll({ folder: await s.folder(frames), profile: "isiis", project: asFrames });
    expect(stored).toMatchObject({ state: "done" });
    const [fromAvi, fromFrames] = [await rowsOf(asAvi), await rowsOf(asFrames)];
    expect(fromAvi.length).toBeGreaterThan(10);
    expect(fromFrames.map(({ area }) => area)).toEqual(fromAvi.map(({ area }) => area));
    for (const row of fromAvi) {
      expect(row).toMatchObject({ dialect: "nauplius", date: "2015-07-17", time: expect.stringMatching(/^13:02:4/) });
      expect(row.latitude).toBeGreaterThan(36.06);
      expect(row.latitude).toBeLessThan(36.08);
      expect(row.depth).toBeCloseTo(16.8, 0);
    }
  },
);

/** Crops of one frame around its objects, with margins of a box on each side. */
async function castFiles(folder: string): Promise<{ files: Files; objects: number }> {
  const { image, width, height, objects } = uvpFrame({ seed: 3, width: 1200, height: 1000, objects: 8, particles: 0 });
  const files: Record<string, string | Uint8Array> = {};
  const rows: (string | number)[][] = [];
  for (const [n, { box }] of objects.entries()) {
    const [x0, y0] = [Math.max(0, box.x - box.width), Math.max(0, box.y - box.height)];
    const [w, h] = [Math.min(width, box.x + 2 * box.width) - x0, Math.min(height, box.y + 2 * box.height) - y0];
    const crop = new Uint8Array(w * h);
    for (let y = 0; y < h; y++) crop.set(image.subarray((y0 + y) * width + x0, (y0 + y) * width + x0 + w), y * w);
    files[`${folder}/v_${n}.png`] = await png(crop, w, h);
    rows.push([`v_${n}.png`, `cast_1_${n}`, 43.5, 7.25, 100 + n, "9.87", "UVPapp 2020", "cast_1", "a", "p"]);
  }
  const columns = [
    "img_file_name",
    "object_id",
    "object_lat",
    "object_lon",
    "object_area",
    "object_feret",
    "process_software",
    "sample_id",
    "acq_id",
    "process_id",
  ];
  const types = ["[t]", "[t]", "[f]", "[f]", "[f]", "[f]", "[t]", "[t]", "[t]", "[t]"];
  files[`${folder}/ecotaxa_cast_1.tsv`] = table(columns, [types, ...rows]);
  files[`${folder}/particules.csv`] =
    "20220518-042127-468,1.2,31.75,1:1,3,31.8,10.4;2,4,39.9,17.4;\n20220518-042128-000,1.9,31.75,1:EMPTY_IMAGE\n20220518-042129-000,1.5,31.75,1:1,9,30,1;\n20220518-042130-000,2.5,31,1:5,1,40,1;\n20220518-042131-000,2.6,31,0:1,7,40,1;\n";
  return { files, objects: objects.length };
}

test(
  "a UVP6 cast is one sample: recomputed features, the instrument's own beside them, and its particle table by depth",
  slow,
  async () => {
    const project = await s.anotherProject();
    const { files, objects } = await castFiles("cast_1");
    const folder = await s.folder(files);
    await mkdir(join(folder, "empty"), { recursive: true });
    const [run] = await at.segmentAll({ folder, profile: "uvp6", project });
    expect(run).toMatchObject({ state: "done", result: { objectsAdded: objects } });
    const rows = await rowsOf(project);
    expect(rows).toHaveLength(objects);
    for (const [n, { dialect, latitude, area, free }] of rows.entries()) {
      expect([dialect, latitude]).toEqual(["recomputed", 43.5]);
      expect(free).toMatchObject({ native_area: 100 + n, native_feret: 9.87 });
      expect(area).not.toBe(100 + n);
    }
    const [acquisition] = await s.db.rows<{ id: number; sample: string; process: Record<string, string> }>(sql`
    select a.id, s.name as sample, p.free as process from acquisition a join sample s on s.id = a.sample_id join process p on p.acquisition_id = a.id
    where a.project_id = ${project}`);
    expect(acquisition).toMatchObject({ sample: "cast_1", process: { native_software: "UVPapp 2020" } });
    const id = acquisition?.id ?? 0;
    const kept = await readCastParticles.call(at.manager(), { acquisitionId: id as never });
    expect(kept).toMatchObject({ ok: true, value: { summary: { images: 5, lit: 4, particles: 17, depthMin: 1.2, depthMax: 2.6 } } });
    // The image at 1.5 m was taken while the ship rolled upwards; without light nothing is counted.
    expect(await castProfile(s.db, id, { descentFilter: true })).toEqual({
      rows: [
        { depth: 1, images: 2, pixels: 1, count: 3 },
        { depth: 1, images: 2, pixels: 2, count: 4 },
        { depth: 2, images: 1, pixels: 5, count: 1 },
      ],
      leftOut: 1,
    });
    expect((await castProfile(s.db, id, { descentFilter: false })).rows[0]).toEqual({ depth: 1, images: 3, pixels: 1, count: 12 });
    expect(await s.db.row(sql`select count(*)::int as n from import_particle`)).toEqual({ n: 0 });
  },
);

test("the same cast as an EcoTaxa bundle keeps its particle table too; a table that fits nothing is a warning", slow, async () => {
  const project = await s.anotherProject();
  const { files } = await castFiles("cast_1");
  const strange = { "cast_9_Particule/particules.csv": "20220518-042127-468,1.2,31.75,1:1,3,31.8,10.4;\n" };
  const run = await s.import(await s.folder({ ...files, ...strange }), { project });
  expect(run).toMatchObject({ state: "done" });
  const images = await s.db.row(
    sql`select count(*)::int as n from particle_image p join acquisition a on a.id = p.acquisition_id where a.project_id = ${project}`,
  );
  expect(images).toEqual({ n: 5 });
  const problems = await s.db.rows(sql`select message from run_problem where run_id = ${run.id} and message like '%particle table%'`);
  expect(problems).toHaveLength(1);
});

test("a PlanktoScope's metadata.json tells the pixel size, the sample and the volume; frames are segmented with them", slow, async () => {
  const project = await s.anotherProject();
  const [width, height] = [400, 300];
  const frame = (x: number, y: number): Promise<Uint8Array> =>
    png(
      Uint8Array.from({ length: width * height }, (_, i) =>
        ((i % width) - x) ** 2 + (Math.floor(i / width) - y) ** 2 < 900 ? 60 : 225 + (i % 3),
      ),
      width,
      height,
    );
  const metadata = {
    sample_id: "bay_1",
    acq_id: "bay_1_a",
    acq_instrument: "PlanktoScope v2.3",
    acq_imaged_volume: 2.5,
    process_pixel: 2,
    object_lat: 43.69,
  };
  const files: Record<string, string | Uint8Array> = { "slide/metadata.json": JSON.stringify(metadata) };
  for (const [n, [x, y]] of (
    [
      [100, 100],
      [250, 180],
      [150, 200],
    ] as const
  ).entries())
    files[`slide/f_${n}.png`] = await frame(x, y);
  const [run] = await at.segmentAll({ folder: await s.folder(files), profile: "generic", project }, { minEsd: 0.02 });
  expect(run).toMatchObject({ state: "done", result: { objectsAdded: 3 } });
  const [row] = await s.db.rows(sql`
    select s.name as sample, a.name, a.instrument, a.pixel_size as pixel, a.free ->> 'imaged_volume' as volume, p.free ->> 'native_pixel' as native
    from acquisition a join sample s on s.id = a.sample_id join process p on p.acquisition_id = a.id where a.project_id = ${project}`);
  expect(row).toEqual({ sample: "bay_1", name: "bay_1_a", instrument: "PlanktoScope v2.3", pixel: 2, volume: "2.5", native: "2" });
  const checks = await listChecks.call(at.manager(), { projectId: project });
  expect(checks).toMatchObject({ ok: true, value: [{ name: "bay_1_a", objects: 3 }] });
});
