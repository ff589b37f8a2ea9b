import sharp from "sharp";
import { afterAll, describe, expect, test } from "vitest";
import { batchesOf } from "./batches.ts";
import { pngOf, ramp } from "./images.fixture.ts";
import type { ImageInput } from "./types.ts";
import { openVignettePool } from "./vignette-pool.ts";

const pool = openVignettePool({ processes: 2 });
afterAll(() => pool.close());

const jpeg = (level: number) =>
  sharp(ramp(50, 40), { raw: { width: 50, height: 40, channels: 1 } })
    .linear(1, level)
    .toColourspace("b-w")
    .jpeg()
    .toBuffer();

async function images(count: number): Promise<ImageInput[]> {
  const [a, b] = [await jpeg(0), await jpeg(-20)];
  return Array.from({ length: count }, (_, i) => ({ name: `${i}.jpg`, bytes: i % 2 === 0 ? a : b }));
}

describe("a pool of decoders", () => {
  test("answers every image, in order, each with its own answer", async () => {
    const batch: ImageInput[] = await images(150);
    batch[70] = { name: "bomb.png", bytes: pngOf({ width: 17_000, height: 17_000, bits: 1, rows: Buffer.alloc(2126 * 17_000) }) };
    batch[71] = { name: "page.jpg", bytes: Buffer.from("<html></html>") };
    const results = await pool.derive(batch);
    expect(results.map((result) => result.name)).toEqual(batch.map((image) => image.name));
    expect(results.flatMap((result) => (result.ok ? [] : [`${result.name}: ${result.refused.code}`]))).toEqual([
      "bomb.png: tooLarge",
      "page.jpg: unsupported",
    ]);
    const [first, second] = results;
    expect(first?.ok && second?.ok && first.sha256 !== second.sha256 && second.vignette.bytes === null).toBe(true);
  });

  test("derives a stream without reading far ahead of what is taken", async () => {
    const [one] = await images(1);
    let given = 0;
    let taken = 0;
    let most = 0;
    async function* source() {
      for (; given < 1000; given++) {
        most = Math.max(most, given - taken);
        yield { name: `${given}`, bytes: one?.bytes ?? new Uint8Array(), row: given };
      }
    }
    for await (const { input, result } of pool.deriveStream(source())) {
      expect([input.row, result.ok]).toEqual([taken, true]);
      taken += 1;
    }
    expect(taken).toBe(1000);
    expect(most).toBeLessThanOrEqual(5 * 64);
  });

  test("stops when it is told to", async () => {
    const abort = new AbortController();
    const work = pool.derive(await images(2000), abort.signal);
    setTimeout(() => abort.abort(), 30);
    await expect(work).rejects.toThrow("aborted");
    const results = await pool.derive(await images(3));
    expect(results.every((result) => result.ok)).toBe(true);
  });

  test("leaves the event loop of the worker free", async () => {
    const batch = await images(3000);
    const before = performance.eventLoopUtilization();
    await pool.derive(batch);
    // A share of the time that it took, and not milliseconds: the machine that tests has other work too.
    expect(performance.eventLoopUtilization(before).utilization).toBeLessThan(0.5);
  });

  test("burns scale bars for an export", async () => {
    const [image] = await images(1);
    const bytes = image?.bytes ?? new Uint8Array();
    const settings = { gamma: 1, invert: true, scale: 1, scaleBarMm: 2, pixelSizeUm: 73, footerHeightPx: 31, fontColor: "black" } as const;
    const burnt = await pool.burn([
      { name: "a", bytes, how: { pixelSizeUm: 73 } },
      { name: "b", bytes, how: { settings } },
      { name: "c", bytes: Buffer.from("no image"), how: { pixelSizeUm: 73 } },
    ]);
    expect(burnt.map((result) => (result.ok ? [result.value.width, result.value.height] : result.error.code))).toEqual([
      [50, 71],
      [50, 71],
      "unsupported",
    ]);
  });
});

describe("a decoder that dies", () => {
  // On a busy machine the start of a process takes seconds, which count.
  const dying = openVignettePool({ processes: 2, tasks: new URL("./dying.fixture.ts", import.meta.url), limits: { imageMs: 15_000 } });
  afterAll(() => dying.close());

  test("takes the one image with it that kills it, not the batch", async () => {
    const batch = await images(10);
    batch[4] = { name: "kills.jpg", bytes: await jpeg(0) };
    const results = await dying.derive(batch);
    expect(results.flatMap((result) => (result.ok ? [] : [[result.name, result.refused.code]]))).toEqual([["kills.jpg", "crashed"]]);
  });

  test("and one that does not end is stopped", async () => {
    const batch = await images(3);
    batch[1] = { name: "hangs.jpg", bytes: await jpeg(0) };
    const results = await dying.derive(batch);
    expect(results.flatMap((result) => (result.ok ? [] : [result.refused]))).toEqual([
      { code: "timedOut", message: expect.stringContaining("15 s") },
    ]);
  });
});

describe("batches", () => {
  test("hold at most 64 images and 2 MiB, in order; a larger image travels alone", () => {
    const sized = (kib: number) => ({ bytes: new Uint8Array(kib * 1024) });
    const list = [...Array.from({ length: 70 }, () => sized(1)), sized(1500), sized(1000), sized(5000), sized(1)];
    const batches = batchesOf(list);
    expect(batches.map((batch) => batch.length)).toEqual([64, 7, 1, 1, 1]);
    expect(batches.flat()).toEqual(list);
    expect(batchesOf([])).toEqual([]);
  });
});
