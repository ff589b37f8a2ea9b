import { createRng } from "@nauplius/domain";
import { writeTiff } from "@nauplius/testing/scans";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { opened, samplesOf, scratch } from "./readers.fixture.ts";
import { openTiff } from "./tiff/open.ts";

const { path, save } = scratch();

const width = 37;
const height = 53;
const greys = (bitDepth: 8 | 16): number[] => {
  const rng = createRng("tiff");
  return Array.from({ length: width * height }, () => rng.int(bitDepth === 8 ? 256 : 65_536));
};
const stripsOf = (samples: readonly number[], bitDepth: 8 | 16, rows = 10) =>
  Array.from({ length: Math.ceil(height / rows) }, (_, i) => {
    const part = samples.slice(i * rows * width, (i + 1) * rows * width);
    return { y: i * rows, rows: part.length / width, data: bitDepth === 8 ? Uint8Array.from(part) : Uint16Array.from(part) };
  });

describe("uncompressed scans", () => {
  for (const bitDepth of [8, 16] as const)
    for (const littleEndian of [true, false])
      for (const big of [true, false])
        test(`${bitDepth} bits, ${littleEndian ? "little" : "big"} endian, ${big ? "BigTIFF" : "TIFF"}: the same samples for any height of strips`, async () => {
          const samples = greys(bitDepth);
          for (const rowsPerStrip of [1, 7, 53]) {
            const file = path(`plain-${bitDepth}-${littleEndian}-${big}-${rowsPerStrip}.tif`);
            await writeTiff(file, { width, height, bitDepth, littleEndian, big, rowsPerStrip, dpi: 2400 }, stripsOf(samples, bitDepth));
            for (const rows of [1, 8, 53, 1000]) {
              const scan = await opened(openTiff(file));
              expect(scan.header).toMatchObject({ width, height, bitDepth, streamed: true, whiteIsZero: false });
              expect(scan.header.pixelSize).toBeCloseTo(10.5833, 3);
              expect(await samplesOf(scan, rows)).toEqual(samples);
            }
          }
        });
  test("white that is 0 is turned round, and a file without resolution says so", async () => {
    for (const bitDepth of [8, 16] as const) {
      const samples = greys(bitDepth);
      const file = await writeTiff(path("white.tif"), { width, height, bitDepth, whiteIsZero: true }, stripsOf(samples, bitDepth));
      const scan = await opened(openTiff(file));
      expect(scan.header).toMatchObject({ whiteIsZero: true, pixelSize: null });
      expect(await samplesOf(scan, 9)).toEqual(samples);
    }
  });
  test("can be read twice, and stopped in the middle", async () => {
    const samples = greys(8);
    const scan = await opened(openTiff(await writeTiff(path("twice.tif"), { width, height }, stripsOf(samples, 8))));
    for await (const strip of scan.strips(5)) if (strip.y > 20) break;
    const stop = new AbortController();
    const cancelled = async () => {
      for await (const strip of scan.strips(5, stop.signal)) if (strip.y > 20) stop.abort();
    };
    await expect(cancelled()).rejects.toThrow(/abort/i);
    expect(await samplesOf(scan, 5)).toEqual(samples);
  });
});

describe("files that libvips decodes", () => {
  for (const compression of ["lzw", "deflate"] as const)
    for (const tile of [false, true])
      for (const bitDepth of [8, 16] as const)
        test(`${compression}, ${tile ? "tiles" : "strips"}, ${bitDepth} bits: one channel, the same samples`, async () => {
          const samples = greys(bitDepth);
          const input = bitDepth === 8 ? Uint8Array.from(samples) : Uint16Array.from(samples);
          const image = sharp(input, { raw: { width, height, channels: 1 } }).toColourspace(bitDepth === 8 ? "b-w" : "grey16");
          const file = await save(await image.tiff({ compression, tile, tileWidth: 32, tileHeight: 32 }).toBuffer());
          const scan = await opened(openTiff(file));
          expect(scan.header).toMatchObject({ width, height, bitDepth, streamed: false });
          expect(await samplesOf(scan, 8)).toEqual(samples);
        });
  test("too large for memory is refused with what would do", async () => {
    const file = await save(
      await sharp({ create: { width: 400, height: 300, channels: 3, background: "grey" } })
        .toColourspace("b-w")
        .tiff({ compression: "lzw" })
        .toBuffer(),
    );
    const refused = await openTiff(file, { maxPixels: 1e9, maxDecodedBytes: 100_000 });
    expect(refused).toMatchObject({
      ok: false,
      error: { code: "tooLarge", message: expect.stringContaining("expected uncompressed strips") },
    });
  });
});
