import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openArchive } from "../archive/open.ts";
import { writeZip } from "../archive/write-zip.ts";
import { type ImagePool, openImagePool } from "../segment/images/image-pool.ts";
import { segmentProfiles } from "../segment/profile.ts";
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
    expect([unmatched, others.count]).toEqual([0, 1]);
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

test("a preview without a pixel size says that it is missing", async () => {
  const archive = await openArchive(join(root, "plate"));
  if (!archive.ok) throw new Error(archive.error.message);
  const files = openBatchFiles(archive.value, join(root, "plate"));
  const { units } = await matchBatch(archive.value, profile, "plate");
  expect(await previewOfUnit({ unit: units[0], files, profile })).toMatchObject({
    ok: false,
    error: { message: expect.stringContaining("the pixel size is missing") },
  });
  await archive.value.close();
});
