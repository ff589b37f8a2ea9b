import { copyFile, mkdir, mkdtemp, readFile, rename, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { insertUpload, receiveUpload } from "@nauplius/db";
import { sql } from "@nauplius/db/sql";
import { writeZip } from "@nauplius/pipelines";
import { cancelUnits, describeUnit, listChecks, previewSegmentation, readPreview, segmentUnits } from "@nauplius/services";
import { writeZooscan } from "@nauplius/testing/scans";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ImportSite, importSite } from "../import/import-site.fixture.ts";
import { segmentPorts } from "./ports.ts";
import { segmentSite } from "./segment-site.fixture.ts";

let s: ImportSite;
let at: ReturnType<typeof segmentSite>;
let scans: string;
let objects = 0;
let segmentation = 0;
const slow = { timeout: 180_000 };

/** Three scans of one tray: one that the headers describe, one that they do not know, one that is cut short. */
beforeAll(async () => {
  s = await importSite();
  at = segmentSite(s);
  const drawn = await mkdtemp(join(tmpdir(), "nauplius-scans-"));
  const size = { width: 1500, height: 1200, bitDepth: 8, dpi: 2400 } as const;
  const { truth, scan, blanks } = await writeZooscan(drawn, { ...size, seed: 5, objects: 12 });
  objects = truth.objects.length;
  scans = await s.folder({
    "tow_a_d1_1_meta.txt": "SampleId= tow_a\nVol= 50\nFracId= d1\nFracnb= 4\n",
    "tow_b_d1_1_meta.txt": "SampleId= tow_b\nVol= 60\nFracId= d1\nFracnb= 2\n",
  });
  const bytes = await readFile(scan);
  await mkdir(scans, { recursive: true });
  await writeFile(join(scans, "tow_a_d1_1.tif"), bytes);
  await writeFile(join(scans, "tow_b_d1_1.tif"), bytes);
  await writeFile(join(scans, "other_1.tif"), bytes);
  for (const [n, blank] of blanks.entries()) await rename(blank, join(scans, `20230614_0800_back_large_raw_${n + 1}.tif`));
  await rm(drawn, { recursive: true });
}, 180_000);
afterAll(() => s.dispose());

const manager = () => at.manager();
const work: typeof at.work = (run, d) => at.work(run, d);
const units = () => at.units(segmentation);
const unit = async (name: string) => {
  const found = (await units()).find((each) => each.name === name);
  if (found === undefined) throw new Error(`no unit ${name}`);
  return found;
};

describe("a batch of scans", () => {
  test("is matched to its headers: what no header knows waits first, with the reason", slow, async () => {
    const opened = await at.open({ folder: scans, profile: "zooscan" });
    segmentation = opened.segmentation;
    expect(opened.matched).toMatchObject({ state: "done", result: { units: 3, waiting: 1 } });
    const found = await units();
    expect(found.map(({ name, reason }) => [name, reason])).toEqual([
      ["other_1", "other_1: there is no scan header table and no _meta.txt of it."],
      ["tow_a_d1_1", ""],
      ["tow_b_d1_1", ""],
    ]);
    expect(found[1]?.found).toMatchObject({ sample: "tow_a", acquisition: "d1_tow_a", cells: { acq_sub_part: "4", sample_tot_vol: "50" } });
  });

  test("shows a part of a scan on even ground, on which a threshold can be tried", slow, async () => {
    const { id } = await unit("tow_a_d1_1");
    const asked = await previewSegmentation.call(manager(), { unitId: id });
    if (!asked.ok) throw new Error(asked.error.message);
    expect(await work(asked.value.run)).toMatchObject({ state: "done" });
    const shown = await readPreview.call(manager(), { unitId: id });
    expect(shown).toMatchObject({
      ok: true,
      value: { facts: { threshold: 243, sense: "dark", wholeWidth: 1500, pixelSize: expect.closeTo(10.583, 2) } },
    });
    expect(
      shown.ok &&
        Buffer.from(shown.value.png ?? "", "base64")
          .subarray(1, 4)
          .toString(),
    ).toBe("PNG");
  });

  test("what waits for a worker is cancelled, alone or with all others, and starts again by its name", async () => {
    const started = await segmentUnits.call(manager(), { segmentationId: segmentation });
    const [a, b] = [await unit("tow_a_d1_1"), await unit("tow_b_d1_1")];
    expect(started).toMatchObject({ ok: true, value: { started: [a.id, b.id] } });
    const cancel = (units?: number[]) => cancelUnits.call(manager(), { segmentationId: segmentation, units });
    expect(await cancel([b.id, 999_999])).toMatchObject({ ok: false, error: { code: "notFound" } });
    expect(await cancel([b.id])).toMatchObject({ ok: true, value: { cancelled: [b.id] } });
    expect((await unit("tow_a_d1_1")).run).toMatchObject({ state: "queued", cancelAt: null });
    expect(await cancel()).toMatchObject({ ok: true, value: { cancelled: [a.id] } });
    for (const name of ["tow_a_d1_1", "tow_b_d1_1"]) expect((await unit(name)).run?.state).toBe("cancelled");
    expect(await cancel()).toMatchObject({ ok: false, error: { code: "conflict" } });
    expect(await segmentUnits.call(manager(), { segmentationId: segmentation })).toMatchObject({ ok: false, error: { code: "conflict" } });
  });

  test(
    "each scan by itself: one publishes its objects with masks, one that was cut short since is refused and leaves nothing",
    slow,
    async () => {
      const path = join(scans, "tow_b_d1_1.tif");
      await truncate(path, (await stat(path)).size >> 1);
      const [good, bad] = [await unit("tow_a_d1_1"), await unit("tow_b_d1_1")];
      const started = await segmentUnits.call(manager(), { segmentationId: segmentation, units: [good.id, bad.id] });
      expect(started).toMatchObject({ ok: true, value: { started: expect.arrayContaining([good.id, bad.id]) } });
      const failed = await work(bad.runId ?? 0);
      expect(failed).toMatchObject({ state: "refused" });
      expect(failed.reason).toMatch(/tow_b_d1_1\.tif: .*bytes/);
      expect(await s.leftovers()).toMatchObject({ rows: 0, images: 0, objects: 0, samples: 0, acquisitions: 0, packs: 0 });
      expect(await work(good.runId ?? 0)).toMatchObject({ state: "done", result: { objectsAdded: objects, imagesAdded: objects } });
      const rows = await s.db.rows<{
        id: string;
        dialect: string;
        mask: Uint8Array;
        width: number;
        height: number;
        area: number;
        part: number;
      }>(sql`
      select o.original_id as id, p.dialect, v.mask, v.width, v.height, o.area, a.sub_part as part, a.pixel_size as pixel
      from "object" o join vignette v on v.object_id = o.id join acquisition a on a.id = o.acquisition_id join process p on p.acquisition_id = a.id`);
      expect(rows).toHaveLength(objects);
      for (const { dialect, mask, width, height, area, part } of rows) {
        expect([dialect, part]).toEqual(["nauplius", 4]);
        // Layout, then width and height in groups of seven bits.
        const [layout, low = 0, high = 0] = mask;
        expect([layout, low < 128 ? low : (low & 127) + 128 * high]).toEqual([1, width]);
        expect(area).toBeLessThanOrEqual(width * height);
      }
      expect((await units()).map(({ name, run }) => [name, run?.state])).toEqual([
        ["tow_b_d1_1", "refused"],
        ["other_1", undefined],
        ["tow_a_d1_1", "done"],
      ]);
    },
  );

  test("what failed is fixed and resumed alone; what waited starts once a person says what it is", slow, async () => {
    const bad = await unit("tow_b_d1_1");
    await writeFile(join(scans, "tow_b_d1_1.tif"), await readFile(join(scans, "other_1.tif")));
    expect(await segmentUnits.call(manager(), { segmentationId: segmentation })).toMatchObject({ ok: false, error: { code: "conflict" } });
    expect(await segmentUnits.call(manager(), { segmentationId: segmentation, units: [bad.id] })).toMatchObject({ ok: true });
    expect(await work(bad.runId ?? 0)).toMatchObject({ state: "done", result: { objectsAdded: objects } });
    const other = await unit("other_1");
    const settings = { sample: "tow_c", acquisition: "tot_tow_c", subPart: 8, threshold: 200 };
    expect(await describeUnit.call(manager(), { unitId: other.id, settings })).toMatchObject({ ok: true, value: { mayStart: true } });
    await segmentUnits.call(manager(), { segmentationId: segmentation });
    expect(await work((await unit("other_1")).runId ?? 0)).toMatchObject({ state: "done" });
    const acquisitions = await s.db.rows(sql`
      select s.name as sample, a.name, a.sub_part as part, p.free ->> 'particle_threshold' as threshold from acquisition a join sample s on s.id = a.sample_id
        join process p on p.acquisition_id = a.id order by 1`);
    expect(acquisitions).toEqual([
      { sample: "tow_a", name: "d1_tow_a", part: 4, threshold: "243" },
      { sample: "tow_b", name: "d1_tow_b", part: 2, threshold: "243" },
      { sample: "tow_c", name: "tot_tow_c", part: 8, threshold: "200" },
    ]);
  });

  test("a scan that came cut short in an upload is put right by another file in its place, alone", slow, async () => {
    const project = await s.anotherProject();
    const whole = await readFile(join(scans, "other_1.tif"));
    const folder = await s.folder({ "tow_e_d1_1_meta.txt": "SampleId= tow_e\nVol= 60\nFracId= d1\nFracnb= 2\n" });
    await writeFile(join(folder, "tow_e_d1_1.tif"), whole.subarray(0, whole.length >> 1));
    for (const n of [1, 2])
      await copyFile(join(scans, `20230614_0800_back_large_raw_${n}.tif`), join(folder, `20230614_0800_back_large_raw_${n}.tif`));
    segmentation = (await at.open({ folder, profile: "zooscan", project })).segmentation;
    const { id, found } = await unit("tow_e_d1_1");
    expect(found.damage).toMatch(/^The file was cut short: /);
    expect(await segmentUnits.call(manager(), { segmentationId: segmentation })).toMatchObject({ ok: false, error: { code: "conflict" } });
    const describe = (instead: string) => describeUnit.call(manager(), { unitId: id, settings: { instead } });
    const put = async (name: string): Promise<string> => {
      const [upload, now] = [`in-place-${name}`, new Date()];
      const entry = (async function* () {
        yield { name: `mended/${name}`, compress: true, open: async () => whole };
      })();
      const bytes = await buffer(writeZip(entry, new AbortController().signal));
      await manager().storage.write(`uploads/${upload}`, bytes);
      await insertUpload(s.db, { id: upload, userId: s.manager, name: `${name}.zip`, key: `uploads/${upload}`, bytes: bytes.length, now });
      return upload;
    };
    expect(await describe("nobody's")).toMatchObject({ ok: false, error: { code: "notFound" } });
    const table = await put("tow_e_d1_1.csv");
    expect(await describe(table)).toMatchObject({ ok: false, error: { code: "notReady" } });
    await receiveUpload(s.db, table, new Date());
    expect(await describe(table)).toMatchObject({ ok: true });
    await segmentUnits.call(manager(), { segmentationId: segmentation, units: [id] });
    const { runId } = await unit("tow_e_d1_1");
    expect((await work(runId ?? 0)).reason).toMatch(/in place of tow_e_d1_1\.tif there are 0 files that end in \.tif; expected one/);
    const scan = await put("again.tif");
    await receiveUpload(s.db, scan, new Date());
    expect(await describe(scan)).toMatchObject({ ok: true });
    await segmentUnits.call(manager(), { segmentationId: segmentation, units: [id] });
    expect(await work(runId ?? 0)).toMatchObject({ state: "done", result: { objectsAdded: objects } });
    const [name] = await s.db.rows(
      sql`select o.original_id as name, m.name as sample from "object" o join sample m on m.id = o.sample_id where o.project_id = ${project} limit 1`,
    );
    expect(name).toMatchObject({ name: expect.stringMatching(/^tow_e_d1_1_/), sample: "tow_e" });
  });

  test("the same scan under two names is seen by its bytes", slow, async () => {
    const listed = await listChecks.call(manager(), { projectId: s.project });
    if (!listed.ok) throw new Error(listed.error.message);
    const duplicates = listed.value.flatMap(({ findings }) => findings.filter(({ check }) => check === "duplicate"));
    expect(duplicates.map(({ colour }) => colour)).toEqual(["red", "red", "red"]);
    const predictions = listed.value[0]?.findings.find(({ check }) => check === "predictions");
    expect(predictions?.reason).toBe(`${objects} of ${objects} objects have neither a label nor a prediction.`);
  });

  test("a worker that dies while it segments or loads leaves nothing that is seen; the next one finishes", slow, async () => {
    const project = await s.anotherProject();
    segmentation = (await at.open({ folder: scans, profile: "zooscan", project })).segmentation;
    const { id } = await unit("tow_a_d1_1");
    await segmentUnits.call(manager(), { segmentationId: segmentation, units: [id] });
    const run = (await unit("tow_a_d1_1")).runId ?? 0;
    const ports = segmentPorts({ threads: 2 });
    const dying: ReturnType<typeof at.dependencies> = {
      ...at.dependencies(),
      segmentation: {
        ...ports,
        segment: async (...args) => {
          await ports.segment(...args);
          throw new Error("killed");
        },
      },
    };
    expect(await work(run, dying)).toMatchObject({ state: "queued", setbacks: 1 });
    expect(await s.picture(project)).toMatchObject({ objects: [] });
    expect(await work(run)).toMatchObject({ state: "done", result: { objectsAdded: objects } });
  });
});
