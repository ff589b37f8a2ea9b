import { mkdtemp, open, readFile, rm, truncate } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compatEngine, compatNames, decodeMask, filledArea, objectsOf, saneNames } from "@nauplius/imaging";
import { writeTiff, writeZooscan, type ZooscanScan } from "@nauplius/testing/scans";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decodeGrey } from "../../vignette/decode.ts";
import type { SegmentedObject } from "../object.ts";
import { type ObjectPool, openObjectPool } from "../object-pool.ts";
import type { SegmentOptions } from "../options.ts";
import { segmentProfiles } from "../profile.ts";
import { type ScanFiles, segmentScan } from "./segment-scan.ts";

let folder = "";
let pool: ObjectPool;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "nauplius-scan-"));
  pool = openObjectPool(2);
});
afterAll(async () => {
  await pool.close();
  await rm(folder, { recursive: true, force: true });
});

const profile = segmentProfiles.zooscan;
const run = async (files: ScanFiles, change: Partial<SegmentOptions> = {}) => {
  const objects: SegmentedObject[] = [];
  const result = await segmentScan(files, { profile, pool, onObjects: (some) => void objects.push(...some), ...change });
  return { objects, result };
};
const boxes = (objects: readonly { box: SegmentedObject["box"]; area: number; holes: number }[]) =>
  objects.map(({ box, area, holes }) => ({ ...box, area, holes })).sort((a, b) => a.y - b.y || a.x - b.x);
const named = (name: string): string => join(folder, name);

const size = { width: 1500, height: 1200 };

describe.each([8, 16] as const)("a scan of %i bits", (bitDepth) => {
  let truth: ZooscanScan;
  let files: ScanFiles;
  beforeAll(async () => {
    const written = await writeZooscan(folder, { ...size, seed: 5, bitDepth, objects: 16, touching: 3, dust: 25, dpi: 2400 });
    truth = written.truth;
    files = written;
  });

  test("gives back exactly its objects, numbered in reading order; dust is rejected as too small", async () => {
    const shares: (number | null)[] = [];
    const { objects, result } = await run(files, { onProgress: ({ share }) => void shares.push(share) });
    expect(boxes(objects)).toEqual(boxes(truth.objects));
    expect(objects.map((o) => o.number)).toEqual(objects.map((_, i) => i + 1));
    expect(result).toMatchObject({
      ok: true,
      value: { ...size, objects: 16, pixelSize: 25_400 / 2400, rejected: { counts: { tooSmall: 25 } } },
    });
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual([...shares].sort((a, b) => Number(a) - Number(b)));
    if (bitDepth === 16) expect(result).toMatchObject({ value: { ranges: [{ min: expect.any(Number) }, {}, {}] } });
  });

  test("is kept in tiles that show each object as its vignette does, where that is asked for", async () => {
    const keep = named(`kept-${bitDepth}`);
    const { objects, result } = await run(files, { keep });
    const tiles = result.ok ? result.value.tiles : null;
    if (tiles === null) throw new Error("no tiles");
    const { side, ends, width, height } = tiles;
    expect({ width, height, side, count: ends.length }).toEqual({ ...size, side: 512, count: 3 * 3 });
    const bytes = await readFile(keep);
    expect(bytes.length).toBe(ends.at(-1));
    const whole = new Uint8Array(width * height);
    for (const [n, end] of ends.entries()) {
      const tile = await decodeGrey(bytes.subarray(n === 0 ? 0 : ends[n - 1], end));
      if (!tile.ok) throw new Error(tile.error.message);
      const [left, top] = [(n % 3) * side, Math.floor(n / 3) * side];
      for (let row = 0; row < tile.value.height; row++)
        whole.set(tile.value.data.subarray(row * tile.value.width, (row + 1) * tile.value.width), (top + row) * width + left);
    }
    for (const { vignette, mask, box } of objects) {
      const decoded = await decodeGrey(vignette.bytes);
      const { on } = decodeMask(mask);
      if (!decoded.ok) throw new Error("no vignette");
      const [dx, dy] = [box.x - vignette.box.x, box.y - vignette.box.y];
      const differ = on.filter((v, i) => {
        const [x, y] = [i % vignette.width, Math.floor(i / vignette.width)];
        return v !== 0 && decoded.value.data[i] !== whole[(y + dy) * width + x + dx];
      });
      expect(differ).toHaveLength(0);
    }
    expect((await run(files)).result).toMatchObject({ ok: true, value: { tiles: null } });
  });

  test("one blank scan is enough, and one with a quarter of the pixels", async () => {
    expect((await run({ ...files, blanks: files.blanks.slice(1) })).objects).toHaveLength(16);
    const [width, height] = [size.width / 4, size.height / 4];
    const rows = truth.blank(0, size.height).next().value;
    const small = (rows?.data ?? new Uint8Array()).filter((_: number, i: number) => i % 4 === 0 && Math.floor(i / size.width) % 4 === 0);
    const blank = await writeTiff(named("small.tif"), { width, height, bitDepth }, [{ rows: height, data: small }]);
    expect(boxes((await run({ ...files, blanks: [blank] })).objects)).toEqual(boxes(truth.objects));
  });
});

describe("an object", () => {
  let objects: readonly SegmentedObject[] = [];
  let truth: ZooscanScan;
  beforeAll(async () => {
    const { truth: scan, ...files } = await writeZooscan(folder, { ...size, seed: 9, objects: 8, dpi: 2400 });
    truth = scan;
    objects = (await run(files, { measure: { compat: true, sane: true } })).objects;
  });

  test("has a clean vignette with a margin of a fifth, white around the mask's filled outline", async () => {
    for (const { vignette, mask, box, area, holes } of objects) {
      expect([vignette.box.width, vignette.box.height]).toEqual([box.width, box.height]);
      expect(vignette.width).toBe(box.width + 2 * Math.ceil(box.width / 5));
      const decoded = await decodeGrey(vignette.bytes);
      if (!decoded.ok) throw new Error(decoded.error.message);
      const { on, ...plane } = decodeMask(mask);
      expect(plane).toEqual({ width: vignette.width, height: vignette.height });
      const [found, ...others] = objectsOf(on, plane.width, plane.height).filter((o) => !o.nested);
      expect(others).toEqual([]);
      expect([filledArea(found), found.holes]).toEqual([area, holes]);
      expect(decoded.value.data.filter((v, i) => v <= 243 && on[i] === 0)).toEqual(new Uint8Array());
    }
  });

  test("measures the same on vignette and mask as on the scan: only its place is another", async () => {
    const engine = compatEngine({ pixelSize: 25_400 / 2400 });
    const places = new Set(["bx", "by", "xstart", "ystart"].map((name) => compatNames("zooscan").indexOf(name)));
    for (const { vignette, mask, features } of objects) {
      const { width, height, box } = vignette;
      const decoded = await decodeGrey(vignette.bytes);
      if (!decoded.ok) throw new Error(decoded.error.message);
      const inBox = (plane: Uint8Array): Uint8Array =>
        plane.filter((_, i) => {
          const [x, y] = [(i % width) - box.x, Math.floor(i / width) - box.y];
          return x >= 0 && x < box.width && y >= 0 && y < box.height;
        });
      const values = new Float64Array(engine.names.length);
      expect(decoded.value.height).toBe(height);
      engine.measure({ ...box, grey: inBox(decoded.value.data), mask: inBox(decodeMask(mask).on) }, values);
      expect([...values].filter((_, n) => !places.has(n))).toEqual([...(features.compat ?? [])].filter((_, n) => !places.has(n)));
    }
  });

  test("has the numbers of both engines when both are asked for", () => {
    const at = compatNames("zooscan").indexOf("area");
    for (const { features, area } of objects) {
      expect(features.compat?.[at]).toBe(area);
      expect(features.sane?.length).toBe(saneNames.length);
    }
    expect(objects).toHaveLength(truth.objects.length);
  });
});

describe("bad input is refused by a sentence, and no object is handed out", () => {
  let files: ScanFiles;
  let truth: ZooscanScan;
  beforeAll(async () => {
    const written = await writeZooscan(folder, { ...size, seed: 5, objects: 10, dpi: 2400 });
    files = written;
    truth = written.truth;
  });
  const refusal = async (change: Partial<ScanFiles>, options: Partial<SegmentOptions> = {}) => {
    const { objects, result } = await run({ ...files, ...change }, options);
    expect(objects).toEqual([]);
    if (result.ok) throw new Error("it was taken");
    return `${result.error.image} ${result.error.code}: ${result.error.message}`;
  };
  /** The scan with some of its pixels changed. */
  const changed = (name: string, paint: (x: number, y: number, grey: number) => number): Promise<string> => {
    const [strip] = truth.strips(size.height);
    const data = Uint8Array.from(strip.data, (v, i) => paint(i % size.width, Math.floor(i / size.width), v));
    return writeTiff(named(name), { ...size, dpi: 2400 }, [{ rows: size.height, data }]);
  };

  test("no blank scan, or three", async () => {
    expect(await refusal({ blanks: [] })).toBe(
      "scan.tif noBlank: no blank scan was given, expected one or two scans of the empty tray made the same day",
    );
    expect(await refusal({ blanks: [files.scan, files.scan, files.scan] })).toContain("3 blank scans were given");
  });

  test("another scan in place of a blank one, whose animals would be found in this one", async () => {
    const place = await mkdtemp(join(folder, "other-"));
    const { scan } = await writeZooscan(place, { ...size, seed: 6, bitDepth: 8, objects: 16, dpi: 2400 });
    const expected =
      /^scan\.tif darkRegion: the blank scan is darker than the scan on [\d.]+ % of the tray: expected a scan of the empty tray/;
    expect(await refusal({ blanks: [scan] })).toMatch(expected);
    expect(await refusal({ blanks: [files.blanks[0], scan] })).toMatch(/^blank-0\.tif darkRegion: the blank scan is darker/);
  });

  test("a blank scan of another tray, or two of different sizes", async () => {
    const [width, height] = [1000, 1000];
    const square = await writeTiff(named("square.tif"), { width, height }, [
      { rows: height, data: new Uint8Array(width * height).fill(222) },
    ]);
    expect(await refusal({ blanks: [square] })).toBe(
      "square.tif wrongSize: the blank scan has 1,000 x 1,000 pixels, the scan 1,500 x 1,200 pixels: expected the same tray (width to height 1.25, got 1)",
    );
    const half = await writeTiff(named("half.tif"), { width: 750, height: 600 }, [{ rows: 600, data: new Uint8Array(450_000).fill(222) }]);
    expect(await refusal({ blanks: [files.blanks[0], half] })).toContain("expected two blank scans of one size");
  });

  test("a scan that is too small to be one", async () => {
    const tiny = await writeTiff(named("tiny.tif"), { width: 50, height: 40, dpi: 2400 }, [{ rows: 40, data: new Uint8Array(2000) }]);
    expect(await refusal({ scan: tiny })).toBe("tiny.tif wrongSize: the scan has 50 x 40 pixels, expected at least 64 x 64");
  });

  test("no pixel size, or the 72 dpi of a program that knew none", async () => {
    const blank = await writeTiff(named("nothing.tif"), { ...size }, [{ rows: size.height, data: new Uint8Array(1500 * 1200).fill(222) }]);
    expect(await refusal({ scan: blank })).toBe(
      "nothing.tif pixelSize: the pixel size is missing: neither the file nor the settings say it; expected 5.29 to 84.7 µm",
    );
    expect(await refusal({}, { pixelSize: 25_400 / 72 })).toContain(
      "the pixel size is 353 µm (72 dpi), expected 5.29 to 84.7 µm for zooscan",
    );
  });

  test("a truncated file, and one that is no TIFF", async () => {
    const cut = await changed("cut.tif", (_x, _y, v) => v);
    await truncate(cut, 900_000);
    expect(await refusal({ scan: cut })).toMatch(/^cut\.tif truncated: the file ends after 900,000 bytes/);
    const other = await open(named("other.tif"), "w");
    await other.write("JPEG or so");
    await other.close();
    expect(await refusal({ blanks: [named("other.tif")] })).toMatch(/^other\.tif unsupported: .*expected a TIFF/);
  });

  test("an empty tray", async () => {
    expect(await refusal({ scan: files.blanks[0] }, { pixelSize: 10.58 })).toBe(
      "blank-0.tif noObject: no object was found: nothing is darker than the threshold; expected objects of 0.3 to 100 mm (ESD)",
    );
  });

  test("a lid left open, a shadow over the edge, a large block inside", async () => {
    const dark = await changed("lid.tif", (x, _y, v) => (x > 700 ? 30 : v));
    expect(await refusal({ scan: dark })).toMatch(
      /^lid\.tif darkRegion: \d+(\.\d)? % of the image is darker than the threshold, expected at most 20 %/,
    );
    const shadow = await changed("shadow.tif", (x, y, v) => (x + y < 500 ? v * 0.6 : v));
    expect(await refusal({ scan: shadow })).toMatch(
      /^shadow\.tif darkRegion: one dark region of .* mm at column .*, up to the left and top edge takes/,
    );
    const block = await changed("block.tif", (x, y, v) => (x > 500 && x < 1000 && y > 400 && y < 900 ? 60 : v));
    expect(await refusal({ scan: block })).toMatch(/darkRegion: one dark region of .* mm at column .* takes 1\d(\.\d)? % of the image/);
  });

  test("cancelled while it reads and while it measures: the signal's reason is thrown", async () => {
    const early = AbortSignal.abort(new Error("enough"));
    await expect(run(files, { signal: early })).rejects.toThrow("enough");
    const later = new AbortController();
    const waiting = run(files, {
      signal: later.signal,
      onProgress: ({ stage }) => stage === "measuring" && later.abort(new Error("stop")),
    });
    await expect(waiting).rejects.toThrow("stop");
  });
});
