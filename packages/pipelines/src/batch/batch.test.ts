import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeTiff } from "@nauplius/testing/scans";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openArchive } from "../archive/open.ts";
import { zipWith } from "../archive/opening.fixture.ts";
import { writeZip } from "../archive/write-zip.ts";
import { type ImagePool, openImagePool } from "../segment/images/image-pool.ts";
import { segmentProfiles } from "../segment/profile.ts";
import { decodeGrey } from "../vignette/decode.ts";
import { encodePng } from "../vignette/encode.ts";
import { openBatchFiles } from "./files.ts";
import { matchBatch } from "./match.ts";
import { previewOfUnit } from "./preview.ts";
import { segmentUnit } from "./segment-unit.ts";

let root = "";
let pool: ImagePool;
const slow = { timeout: 120_000 };
const profile = segmentProfiles.generic;

/** Dark discs on light ground. */
async function picture(discs: readonly (readonly [x: number, y: number, r: number])[]): Promise<Uint8Array> {
  const [width, height] = [240, 160];
  const data = new Uint8Array(width * height).fill(230);
  for (const [x, y, r] of discs)
    for (let v = 0; v < height; v++) for (let u = 0; u < width; u++) if ((u - x) ** 2 + (v - y) ** 2 <= r * r) data[v * width + u] = 60;
  return (await encodePng({ data, width, height, channels: 1 })).bytes;
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "nauplius-batch-test-"));
  pool = openImagePool(1);
  for (const [name, discs] of [
    ["plate/slide 1/a.png", [[60, 80, 20]]],
    [
      "plate/slide 1/b.png",
      [
        [60, 80, 20],
        [150, 80, 30],
      ],
    ],
    ["plate/slide 2/a.png", [[120, 80, 25]]],
  ] as const) {
    await mkdir(join(root, name, ".."), { recursive: true });
    await writeFile(join(root, name), await picture(discs));
  }
  await writeFile(join(root, "plate/notes.txt"), "nothing");
});
afterAll(async () => {
  await pool.close();
  await rm(root, { recursive: true, force: true });
});

async function* entriesOf(folder: string) {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) {
      const path = join(entry.parentPath, entry.name);
      yield { name: path.slice(root.length + 1), compress: true, open: () => readFile(path) };
    }
}

describe.each(["folder", "zip"] as const)("folders of images in a %s", (kind) => {
  const open = async () => {
    const path = kind === "folder" ? join(root, "plate") : join(root, "plate.zip");
    if (kind === "zip") {
      const chunks: Uint8Array[] = [];
      for await (const chunk of writeZip(entriesOf(join(root, "plate")), new AbortController().signal)) chunks.push(chunk);
      await writeFile(path, Buffer.concat(chunks));
    }
    const archive = await openArchive(path);
    if (!archive.ok) throw new Error(archive.error.message);
    const files = openBatchFiles(archive.value, kind === "folder" ? path : null);
    return { archive: archive.value, files };
  };

  test("are units of their own, each an archive; nothing that was unpacked stays", slow, async () => {
    const { archive, files } = await open();
    const { units, others, unmatched } = await matchBatch(archive, profile, "plate");
    expect(units.map(({ sample, reason }) => [sample, reason])).toEqual([
      ["slide 1", null],
      ["slide 2", null],
    ]);
    // They wait for their pixel size.
    expect([unmatched, others.count]).toEqual([2, 1]);
    const [unit] = units;
    const how = {
      files,
      profile,
      pixelSize: 10,
      navigation: null,
      engine: "compat",
      decimals: "written",
      software: "nauplius test",
    } as const;
    const out = join(root, `out-${kind}`);
    const done = await segmentUnit({ ...how, unit, out, imagePool: pool });
    expect(done).toMatchObject({ ok: true, value: { summary: { images: 2, objects: 3 } } });
    const names = (await readdir(out)).sort();
    expect(names.filter((name) => name.endsWith(".png"))).toHaveLength(3);
    expect(names).toContain("nauplius_masks.jsonl");
    const looked = await previewOfUnit({ unit, files, profile, pixelSize: 10 });
    expect(looked).toMatchObject({ ok: true, value: { facts: { image: "b.png", width: 240, height: 160, sense: "dark" } } });
    expect(
      await segmentUnit({ ...how, unit, out: join(root, "none"), profile: { ...profile, minEsd: 50 }, imagePool: pool }),
    ).toMatchObject({
      ok: false,
      error: { code: "noObject" },
    });
    expect(await readdir(root)).not.toContain("none");
    await files.close();
    await archive.close();
  });
});

test("vignettes of two casts with the same names are objects of their own", slow, async () => {
  const archive = await openArchive(join(root, "plate"));
  if (!archive.ok) throw new Error(archive.error.message);
  const files = openBatchFiles(archive.value, join(root, "plate"));
  const uvp = { ...segmentProfiles.uvp6, threshold: { method: "fixed", level: 100, sense: "dark" } } as const;
  const { units } = await matchBatch(archive.value, uvp, "plate");
  const names: string[] = [];
  for (const [n, unit] of units.entries()) {
    const how = { files, profile: uvp, navigation: null, engine: "compat", decimals: "written", software: "nauplius test" } as const;
    const out = join(root, `cast-${n}`);
    expect(await segmentUnit({ ...how, unit, out, imagePool: pool })).toMatchObject({ ok: true });
    names.push(...(await readdir(out)).filter((name) => name.endsWith(".png")));
  }
  expect(names.sort()).toEqual(["slide_1_a.png", "slide_1_b.png", "slide_2_a.png"]);
  await archive.value.close();
});

const opened = async (path: string) => {
  const archive = await openArchive(path);
  if (!archive.ok) throw new Error(archive.error.message);
  return { archive: archive.value, files: openBatchFiles(archive.value, archive.value.kind === "folder" ? path : null) };
};

test("images without a pixel size wait for one, and a preview of them says so", async () => {
  const { archive, files } = await opened(join(root, "plate"));
  const { units, unmatched } = await matchBatch(archive, profile, "plate");
  const lacks = "The pixel size is missing: neither the file nor the settings say it; expected 0.05 to 500 µm.";
  expect(units.map((unit) => unit.lacks)).toEqual([lacks, lacks]);
  expect(unmatched).toBe(2);
  expect((await matchBatch(archive, segmentProfiles.uvp6, "plate")).units.map((unit) => unit.lacks)).toEqual([null, null]);
  const looked = await previewOfUnit({ unit: units[0], files, profile });
  expect(looked).toMatchObject({ ok: false, error: { message: expect.stringContaining("the pixel size is missing") } });
  await archive.close();
});

test.each(["folder", "tar"] as const)(
  "the tags of scans in a %s say before anything starts which pixel size is missing or unlikely, and which file was cut short",
  async (kind) => {
    const folder = await mkdtemp(join(root, "scans-"));
    const size = { width: 80, height: 70, bitDepth: 8 } as const;
    const strips = [{ rows: 70, data: new Uint8Array(80 * 70).fill(230) }];
    for (const [name, dpi] of [
      ["a_tow_d1_1", 2400],
      ["b_tow_d1_1", 72],
      ["c_tow_d1_1", undefined],
    ] as const)
      await writeTiff(join(folder, `${name}.tif`), { ...size, dpi }, strips);
    await writeFile(join(folder, "d_tow_d1_1.tif"), "this is no scan");
    const whole = await readFile(join(folder, "a_tow_d1_1.tif"));
    await writeFile(join(folder, "e_tow_d1_1.tif"), whole.subarray(0, 4_000));
    await writeFile(join(folder, "f_tow_d1_1.tif"), "");
    const path = kind === "folder" ? folder : `${folder}.tar`;
    if (kind === "tar") execFileSync("tar", ["-cf", path, "-C", folder, "."]);
    const { archive } = await opened(path);
    const { units } = await matchBatch(archive, segmentProfiles.zooscan, "scans");
    const said = new Map(units.map(({ name, pixelSize, lacks, damage }) => [name.charAt(0), { pixelSize, lacks, damage }]));
    const none = { pixelSize: null, lacks: null, damage: null };
    expect(said.get("a")).toEqual({ ...none, pixelSize: expect.closeTo(10.583, 2) });
    expect(said.get("b")).toEqual({
      ...none,
      lacks: expect.stringMatching(/^The pixel size is 353 µm \(72 dpi\), expected 5.29 to 84.7 µm for zooscan\.$/),
    });
    expect(said.get("c")).toEqual({ ...none, lacks: expect.stringMatching(/^The pixel size is missing: /) });
    expect(said.get("d")).toEqual(none);
    expect(said.get("e")).toEqual({
      ...none,
      damage: expect.stringMatching(/^The file was cut short: .*4,000.*expected the whole scan\.$/),
    });
    expect(said.get("f")).toEqual({ ...none, damage: expect.stringMatching(/^The file was cut short: the file has 0 bytes/) });
    await archive.close();
  },
);

test("a preview of frames is divided by the empty field, as the run is", slow, async () => {
  const folder = await mkdtemp(join(root, "frames-"));
  const [width, height] = [200, 160];
  // The lamp lights the left side three times as much as the right one; each frame has a disc of its own.
  for (let n = 0; n < 5; n++) {
    const data = Uint8Array.from({ length: width * height }, (_, i) => {
      const [x, y] = [i % width, Math.floor(i / width)];
      const light = 240 - 0.8 * x;
      return (x - 30 - 35 * n) ** 2 + (y - 80) ** 2 <= 144 ? 0.5 * light : light;
    });
    await mkdir(join(folder, "slide"), { recursive: true });
    await writeFile(join(folder, "slide", `${n}.png`), (await encodePng({ data, width, height, channels: 1 })).bytes);
  }
  const { archive, files } = await opened(folder);
  const { units } = await matchBatch(archive, segmentProfiles.planktoscope, "plate");
  const looked = await previewOfUnit({ unit: units[0], files, profile: segmentProfiles.planktoscope, pixelSize: 1 });
  if (!looked.ok) throw new Error(looked.error.message);
  const grey = await decodeGrey(looked.value.picture);
  if (!grey.ok) throw new Error(grey.error.message);
  const at = (x: number, y: number): number => grey.value.data[y * width + x];
  // 1 / 1.04 of white where there is nothing, half of it in the disc, left and right alike.
  expect([at(5, 20), at(195, 20)].every((v) => Math.abs(v - 245) <= 3)).toBe(true);
  expect(Math.abs(at(100, 80) - 123)).toBeLessThanOrEqual(4);
  expect(looked.value.facts.steps).toEqual(segmentProfiles.planktoscope.morphology);
  await archive.close();
});

test("files of a batch that are not taken are told: a name that leads out of it", async () => {
  const zip = join(root, "evil.zip");
  await writeFile(zip, zipWith({ name: "../../evil.png", data: Buffer.from(await picture([[60, 80, 20]])) }));
  const { archive } = await opened(zip);
  const { problems } = await matchBatch(archive, profile, "evil");
  expect(problems).toEqual([expect.stringMatching(/evil\.png.*expected a relative path inside the archive/)]);
  await archive.close();
});

test("no two units of a batch have one name, and no two folders are one sample", async () => {
  const folder = await mkdtemp(join(root, "names-"));
  const png = await picture([[60, 80, 20]]);
  for (const name of ["a/b", "a_b", "x/slide", "y/slide"]) {
    await mkdir(join(folder, name), { recursive: true });
    await writeFile(join(folder, name, "1.png"), png);
  }
  const named = (await matchBatch((await opened(folder)).archive, profile, "names")).units.map(({ name, sample }) => [name, sample]);
  expect(named.toSorted()).toEqual([
    ["a_b", "a_b"],
    ["a_b_2", "b"],
    ["x_slide", "x_slide"],
    ["y_slide", "y_slide"],
  ]);
});

test("a scan that lies there twice, raw and made of it, is one unit and a file that is left out", async () => {
  const folder = await mkdtemp(join(root, "twins-"));
  const strips = [{ rows: 70, data: new Uint8Array(80 * 70).fill(230) }];
  for (const name of ["tow_d1_raw_1", "tow_d1_1"])
    await writeTiff(join(folder, `${name}.tif`), { width: 80, height: 70, bitDepth: 8, dpi: 2400 }, strips);
  const { units } = await matchBatch((await opened(folder)).archive, segmentProfiles.zooscan, "twins");
  expect(units.map(({ name, usable }) => [name, usable]).toSorted()).toEqual([
    ["tow_d1_1", true],
    ["tow_d1_1.tif", false],
  ]);
});
