import { readFile, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { encodePng } from "@nauplius/pipelines";
import { describeUnit, type RunRow, segmentUnits, setSegmentation } from "@nauplius/services";
import { isiisFrames, writeAvi, writeTiff } from "@nauplius/testing/scans";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ImportSite, importSite } from "../import/import-site.fixture.ts";
import { segmentSite } from "./segment-site.fixture.ts";

let s: ImportSite;
let at: ReturnType<typeof segmentSite>;
const slow = { timeout: 120_000 };
const [width, height] = [480, 360];

beforeAll(async () => {
  s = await importSite();
  at = segmentSite(s);
});
afterAll(() => s.dispose());

type Disc = readonly [x: number, y: number, r: number];
/** A tray with dark discs in it. */
const tray = (discs: readonly Disc[], [w, h] = [width, height]): Uint8Array =>
  Uint8Array.from({ length: w * h }, (_, i) =>
    discs.some(([x, y, r]) => ((i % w) - x) ** 2 + (Math.floor(i / w) - y) ** 2 <= r * r) ? 90 : 222 + ((i * 7) % 5),
  );
const tiff = (path: string, data: Uint8Array, [w, h] = [width, height]) =>
  writeTiff(path, { width: w, height: h, bitDepth: 8, dpi: 2400 }, [{ rows: h, data }]);

const meta = "SampleId= tow\nVol= 50\nFracId= d1\nFracnb= 1\n";
/** A batch of one scan that would be well, and what is done to it. */
async function scanBatch(spoil: (folder: string) => Promise<unknown>): Promise<string> {
  const folder = await s.folder({ "tow_d1_1_meta.txt": meta });
  await tiff(join(folder, "tow_d1_1.tif"), tray([[200, 180, 40]]));
  await tiff(join(folder, "20230614_0800_back_large_raw_1.tif"), tray([]));
  await spoil(folder);
  return folder;
}
/** Writes the value of a tag of the first page (little endian). */
async function retag(path: string, tag: number, value: number): Promise<void> {
  const bytes = await readFile(path);
  const ifd = bytes.readUInt32LE(4);
  for (let n = 0; n < bytes.readUInt16LE(ifd); n++) {
    const entry = ifd + 2 + 12 * n;
    if (bytes.readUInt16LE(entry) === tag) bytes.writeUInt16LE(value, entry + 8);
  }
  await writeFile(path, bytes);
}
/** Makes a second page of the first. */
async function doublePage(path: string): Promise<void> {
  const bytes = await readFile(path);
  const ifd = bytes.readUInt32LE(4);
  const size = 2 + 12 * bytes.readUInt16LE(ifd);
  bytes.writeUInt32LE(bytes.length, ifd + size);
  const second = Buffer.concat([bytes.subarray(ifd, ifd + size), Buffer.alloc(4)]);
  await writeFile(path, Buffer.concat([bytes, second]));
}

const scan = (folder: string): string => join(folder, "tow_d1_1.tif");
const blank = (folder: string): string => join(folder, "20230614_0800_back_large_raw_1.tif");
const scans: readonly (readonly [what: string, spoil: (folder: string) => Promise<unknown>, sentence: RegExp])[] = [
  [
    "a blank scan of another tray",
    (f) => tiff(blank(f), tray([], [360, 360]), [360, 360]),
    /the blank scan has 360 x 360 pixels, the scan 480 x 360 pixels: expected the same tray/,
  ],
  ["no blank scan", (f) => rm(blank(f)), /no blank scan was given, expected one or two scans of the empty tray/],
  ["a scan of 32 bits", (f) => retag(scan(f), 258, 32), /32.*expected.*8.*16/],
  ["a TIFF of two pages", (f) => doublePage(scan(f)), /2 .*(pages|images).*expected.*(one|1)/],
  ["a scan without any object", (f) => tiff(scan(f), tray([])), /no object was found: .*expected objects of/],
  [
    "an open lid",
    (f) => tiff(scan(f), tray([[240, 180, 160]])),
    /an open lid, a shadow or the edge of the tray|the lid was open, a shadow lies on it/,
  ],
  [
    "a shadow from the side",
    (f) => tiff(scan(f), tray([[0, 180, 90]])),
    /one dark region of .* up to the left edge takes .*an open lid, a shadow or the edge of the tray, expected animals/,
  ],
  [
    "the tray's edge across the picture",
    (f) =>
      tiff(
        scan(f),
        tray([[200, 180, 40]]).map((v, i) => (Math.floor(i / width) > height - 40 ? 60 : v)),
      ),
    /one dark region of .* edge takes .*an open lid, a shadow or the edge of the tray, expected animals/,
  ],
];

async function refused(folder: string, profile: "zooscan" | "isiis"): Promise<RunRow> {
  const project = await s.anotherProject();
  const [run] = await at.segmentAll({ folder, profile, project });
  if (run === undefined) throw new Error("nothing was segmented");
  expect(run.state).toBe("refused");
  expect(await s.picture(project)).toMatchObject({ objects: [], samples: [], counters: [] });
  expect(await s.leftovers()).toMatchObject({ rows: 0, images: 0, objects: 0, samples: 0, acquisitions: 0, packs: 0 });
  return run;
}

test.each(scans)("%s is refused with what was expected, and nothing is published", slow, async (_, spoil, sentence) => {
  expect((await refused(await scanBatch(spoil), "zooscan")).reason).toMatch(sentence);
});

test("a scan that was cut short waits with where it ends, whatever a person says of it", slow, async () => {
  const project = await s.anotherProject();
  const folder = await scanBatch((f) => truncate(scan(f), 100_000));
  const { segmentation } = await at.open({ folder, profile: "zooscan", project });
  const [unit] = await at.units(segmentation);
  expect(unit?.found.damage).toMatch(/^The file was cut short: .*bytes/);
  expect(await describeUnit.call(at.manager(), { unitId: unit?.id ?? 0, settings: { asIs: true, pixelSize: 10 } })).toMatchObject({
    ok: true,
    value: { mayStart: false },
  });
  expect(await segmentUnits.call(at.manager(), { segmentationId: segmentation })).toMatchObject({ ok: false, error: { code: "conflict" } });
  expect(await s.picture(project)).toMatchObject({ objects: [], samples: [] });
});

test("an AVI that was cut short is refused with where it ends", slow, async () => {
  const stream = isiisFrames({ seed: 2, frames: 4, width: 256, height: 256, objects: 4 });
  const folder = await s.folder({
    "nav.csv": "Date,Time,Latitude,Longitude,Depth\n2015-07-17,13:02:30,36,-121,1\n2015-07-17,13:03:00,36,-121,1\n",
  });
  const path = join(folder, "20150717130241.123.avi");
  await writeAvi(path, { width: 256, height: 256, frames: 4 }, stream.images());
  await truncate(path, 150_000);
  expect((await refused(folder, "isiis")).reason).toMatch(/the file ends after/);
});

test("images without a pixel size wait until one is given for the batch or for them, and then they start", slow, async () => {
  const png = (await encodePng({ data: tray([[200, 180, 40]]), width, height, channels: 1 })).bytes;
  const project = await s.anotherProject();
  const { segmentation } = await at.open({ folder: await s.folder({ "slide/a.png": png }), profile: "generic", project });
  const [unit] = await at.units(segmentation);
  if (unit === undefined) throw new Error("no unit");
  expect(unit.found.lacks).toMatch(/^The pixel size is missing: .*expected 0.05 to 500 µm/);
  const describe = (settings: object) => describeUnit.call(at.manager(), { unitId: unit.id, settings });
  const start = () => segmentUnits.call(at.manager(), { segmentationId: segmentation });
  expect(await describe({ asIs: true, sample: "slide" })).toMatchObject({ ok: true, value: { mayStart: false } });
  expect(await start()).toMatchObject({ ok: false, error: { code: "conflict" } });
  expect(await describe({ pixelSize: 10 })).toMatchObject({ ok: true, value: { mayStart: true } });
  expect(await describe({})).toMatchObject({ ok: true, value: { mayStart: false } });
  const set = (settings: object) => setSegmentation.call(at.manager(), { segmentationId: segmentation, settings });
  expect(await set({ method: "percentile" })).toMatchObject({
    ok: false,
    error: { code: "invalid", message: expect.stringMatching(/^share: /) },
  });
  expect(await set({ pixelSize: 10, method: "percentile", share: 2 })).toMatchObject({ ok: true });
  expect(await describe({ minEsd: 3, maxEsd: 2 })).toMatchObject({
    ok: false,
    error: { message: expect.stringMatching(/^minEsd: got 3/) },
  });
  // Two managers at one dialog: the second is told, and nothing of the first is lost.
  const both = (seen: object, minEsd: number) => describeUnit.call(at.manager(), { unitId: unit.id, settings: { minEsd }, seen });
  expect(await both({}, 0.2)).toMatchObject({ ok: true });
  expect(await both({}, 0.3)).toMatchObject({ ok: false, error: { code: "conflict", message: expect.stringContaining("somebody else") } });
  expect(await both({ minEsd: 0.2 }, 0.3)).toMatchObject({ ok: true });
  expect(await start()).toMatchObject({ ok: true });
  const [started] = await at.units(segmentation);
  expect(await at.work(started?.runId ?? 0)).toMatchObject({ state: "done", result: { objectsAdded: 1 } });
});
