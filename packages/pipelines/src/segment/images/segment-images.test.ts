import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRng } from "@nauplius/domain";
import { decodeMask } from "@nauplius/imaging";
import { uvpFrame } from "@nauplius/testing/scans";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { encodePng } from "../../vignette/encode.ts";
import type { SegmentedObject } from "../object.ts";
import { segmentProfiles } from "../profile.ts";
import { type ImagePool, openImagePool } from "./image-pool.ts";
import { type ImagesOptions, segmentImages } from "./segment-images.ts";

let folder = "";
let pool: ImagePool;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "nauplius-images-"));
  pool = openImagePool(2);
});
afterAll(async () => {
  await pool.close();
  await rm(folder, { recursive: true, force: true });
});

const save = async (name: string, data: Uint8Array, width: number, height: number): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, (await encodePng({ data, width, height, channels: 1 })).bytes);
  return path;
};
const run = async (paths: readonly string[], change: Partial<ImagesOptions>) => {
  const objects: SegmentedObject[] = [];
  const options = {
    profile: segmentProfiles.generic,
    pixelSize: 10,
    pool,
    onObjects: (some: readonly SegmentedObject[]) => void objects.push(...some),
  };
  return { result: await segmentImages(paths, { ...options, ...change }), objects };
};

const [width, height] = [300, 200];
type Disc = readonly [x: number, y: number, r: number];
/** Dark discs on a lit field that is brighter in the middle. */
const frameOf = (discs: readonly Disc[], seed: number): Uint8Array => {
  const rng = createRng(seed);
  return Uint8Array.from({ length: width * height }, (_, i) => {
    const [x, y] = [i % width, Math.floor(i / width)];
    const lit = 200 - 0.002 * ((x - 150) ** 2 + (y - 100) ** 2) + rng.uniform(-2, 2);
    return discs.some(([u, v, r]) => (x - u) ** 2 + (y - v) ** 2 <= r * r) ? lit * 0.4 : lit;
  });
};
/** Pixels of a disc, counted. */
const areaOf = (r: number): number => {
  let n = 0;
  for (let y = -r; y <= r; y++) for (let x = -r; x <= r; x++) if (x * x + y * y <= r * r) n++;
  return n;
};

describe("a folder of microscope frames", () => {
  const discs: readonly (readonly Disc[])[] = [
    [[60, 50, 20]],
    [
      [200, 120, 15],
      [100, 140, 9],
    ],
    [],
    [[250, 40, 12]],
    [[40, 150, 25]],
    [
      [150, 60, 8],
      [299, 100, 30],
    ],
  ];

  test("is divided by its empty field and gives its objects, numbered through, those at the edge dropped", async () => {
    const paths = await Promise.all(discs.map((some, n) => save(`frame-${n}.png`, frameOf(some, n), width, height)));
    const { objects, result } = await run(paths, {
      profile: { ...segmentProfiles.generic, threshold: { method: "fixed", level: 170, sense: "dark" } },
    });
    expect(result).toMatchObject({ ok: true, value: { images: 6, objects: 6, problems: [], rejected: { counts: { touchesEdge: 1 } } } });
    expect(objects.map((o) => o.number)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(objects.map((o) => [o.image, o.area])).toEqual([
      ["frame-0.png", areaOf(20)],
      ["frame-1.png", areaOf(15)],
      ["frame-1.png", areaOf(9)],
      ["frame-3.png", areaOf(12)],
      ["frame-4.png", areaOf(25)],
      ["frame-5.png", areaOf(8)],
    ]);
  });

  test("one frame of another size, or one that is no image, costs itself alone: the others keep their empty field", async () => {
    const paths = [await save("odd.png", new Uint8Array(50 * 40).fill(200), 50, 40), join(folder, "text.png")];
    await writeFile(join(folder, "text.png"), "no image");
    for (const [n, some] of discs.entries()) paths.push(await save(`kept-${n}.png`, frameOf(some, n), width, height));
    const profile = { ...segmentProfiles.generic, threshold: { method: "fixed", level: 170, sense: "dark" } } as const;
    const { objects, result } = await run(paths, { profile });
    expect(objects.map(({ area }) => area)).toEqual([20, 15, 9, 12, 25, 8].map(areaOf));
    expect(result.ok && result.value.problems.map(({ image, code }) => [image, code])).toEqual([
      ["odd.png", "wrongSize"],
      ["text.png", "unsupported"],
    ]);
  });

  test("with Otsu's threshold the rarer side is the object, dark or bright", async () => {
    const dark = frameOf([[100, 80, 22]], 1);
    const paths = [
      await save("dark.png", dark, width, height),
      await save(
        "bright.png",
        dark.map((v) => 255 - v),
        width,
        height,
      ),
    ];
    const { objects } = await run(paths, {});
    expect(objects.map((o) => [o.image, o.area])).toEqual([
      ["dark.png", areaOf(22)],
      ["bright.png", areaOf(22)],
    ]);
  });

  test("with PlanktoScope's steps a broken outline is one object, and specks are gone", async () => {
    const frame = frameOf(
      [
        [100, 80, 22],
        [200, 60, 1],
      ],
      2,
    );
    for (let y = 0; y < height; y++) frame.fill(200, y * width + 99, y * width + 101);
    const path = await save("broken.png", frame, width, height);
    const profile = { ...segmentProfiles.generic, minEsd: 0.01, threshold: { method: "fixed", level: 130, sense: "dark" } } as const;
    expect((await run([path], { profile })).objects.length).toBe(3);
    const { objects } = await run([path], { profile: { ...profile, morphology: segmentProfiles.planktoscope.morphology } });
    expect(objects).toHaveLength(1);
    expect(Math.abs(objects[0].area / areaOf(22) - 1)).toBeLessThan(0.15);
  });

  test("an image that fails is a problem with its reason, the others are in", async () => {
    const good = await save("good.png", frameOf([[100, 80, 22]], 1), width, height);
    const bad = join(folder, "bad.png");
    await writeFile(bad, "no image");
    const night = await save(
      "night.png",
      new Uint8Array(width * height).map((_, i) => (i % 3 === 0 ? 200 : 60)),
      width,
      height,
    );
    const profile = { ...segmentProfiles.generic, threshold: { method: "fixed", level: 100, sense: "dark" } } as const;
    const { objects, result } = await run([bad, good, night], { profile });
    expect(objects).toHaveLength(1);
    expect(result).toMatchObject({
      ok: true,
      value: {
        images: 1,
        problems: [
          { image: "bad.png", code: "unsupported" },
          { image: "night.png", code: "darkRegion", message: expect.stringContaining("66.7 % of the image") },
        ],
      },
    });
  });

  test("no pixel size, no image, nothing in any image: a sentence each", async () => {
    const empty = await save("empty.png", frameOf([], 3), width, height);
    const said = async (paths: readonly string[], change: Partial<ImagesOptions>) => {
      const { result } = await run(paths, change);
      return result.ok ? "taken" : `${result.error.code}: ${result.error.message}`;
    };
    expect(await said([empty], { pixelSize: undefined })).toContain("pixelSize: the pixel size is missing");
    expect(await said([empty], { pixelSize: 2000 })).toContain("the pixel size is 2,000 µm, expected 0.05 to 500 µm for generic");
    expect(await said([], {})).toContain("no image was given");
    expect(
      await said([empty], { profile: { ...segmentProfiles.generic, threshold: { method: "fixed", level: 20, sense: "dark" } } }),
    ).toContain("no object was found in 1 images");
  });
});

describe("vignettes of a UVP", () => {
  test("each gives its largest object, bright on dark, with a mask in the pixels of the vignette", async () => {
    const frame = uvpFrame({ seed: 4, width: 700, height: 500, objects: 5 });
    const paths: string[] = [];
    for (const [n, { box }] of frame.objects.entries()) {
      const [w, h] = [box.width + 8, box.height + 8];
      const data = Uint8Array.from({ length: w * h }, (_, i) => {
        const [x, y] = [(i % w) + box.x - 4, Math.floor(i / w) + box.y - 4];
        return x >= 0 && y >= 0 && x < 700 && y < 500 ? frame.image[y * 700 + x] : 5;
      });
      paths.push(await save(`uvp-${n}.png`, data, w, h));
    }
    const { objects, result } = await run(paths, {
      profile: segmentProfiles.uvp6,
      pixelSize: undefined,
      measure: { compat: true, sane: true },
    });
    expect(result).toMatchObject({ ok: true, value: { images: 5, objects: 5, pixelSize: 73 } });
    expect(objects.map((o) => o.area)).toEqual(frame.objects.map((o) => o.area));
    for (const object of objects) {
      const { on } = decodeMask(object.mask);
      expect(on.reduce((a, b) => a + b, 0)).toBe(object.area - object.holes);
      expect(object.features.compat?.length).toBeGreaterThan(40);
      expect(object.features.sane?.[0]).toEqual(expect.any(Number));
    }
  });

  test("one without anything above the threshold is a problem", async () => {
    const path = await save("nothing.png", new Uint8Array(400).fill(4), 20, 20);
    const { result } = await run([path], { profile: segmentProfiles.uvp6, pixelSize: undefined });
    expect(result).toMatchObject({ ok: false, error: { code: "noObject", message: "no object was found: no pixel is brighter than 21" } });
  });
});
