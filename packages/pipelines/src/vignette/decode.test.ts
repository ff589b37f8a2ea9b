import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { decodeGrey, decodeImage } from "./decode.ts";
import { bytesOfView, gifOf, pngOf, ramp, tiffOf } from "./images.fixture.ts";

const WIDTH = 40;
const HEIGHT = 30;
const grey = ramp(WIDTH, HEIGHT);
const greyImage = () => sharp(grey, { raw: { width: WIDTH, height: HEIGHT, channels: 1 } }).toColourspace("b-w");
const rgb = Uint8Array.from({ length: WIDTH * HEIGHT * 3 }, (_, i) => ((grey[Math.floor(i / 3)] ?? 0) + 20 * (i % 3)) & 255);
const rgbImage = () => sharp(rgb, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } });
const size = { width: WIDTH, height: HEIGHT };

async function decode(bytes: Uint8Array) {
  const image = await decodeImage(bytes);
  if (!image.ok) throw new Error(`${image.error.code}: ${image.error.message}`);
  return image.value;
}

const meanDifference = (a: Uint8Array, b: Uint8Array): number => {
  expect(a.length).toBe(b.length);
  return a.reduce((sum, value, i) => sum + Math.abs(value - (b[i] ?? 0)), 0) / a.length;
};

describe("lossless formats give their exact pixels", () => {
  test.each([
    ["PNG", () => greyImage().png().toBuffer()],
    ["interlaced PNG", () => greyImage().png({ progressive: true }).toBuffer()],
    ["GIF", () => greyImage().gif({ dither: 0, interFrameMaxError: 0 }).toBuffer()],
    ["WebP", () => greyImage().webp({ lossless: true }).toBuffer()],
    ["TIFF", async () => tiffOf({ ...size, bits: [8], photometric: 1, data: grey })],
    ["TIFF, white is zero", async () => tiffOf({ ...size, bits: [8], photometric: 0, data: grey.map((v) => 255 - v) })],
    ["LZW TIFF", () => greyImage().tiff({ compression: "lzw" }).toBuffer()],
  ])("%s in grey", async (_, make) => {
    const { pixels, header } = await decode(await make());
    expect([header.width, header.height]).toEqual([WIDTH, HEIGHT]);
    const seen = pixels.channels === 1 ? pixels.data : pixels.data.filter((__, i) => i % 3 === 0);
    expect(meanDifference(seen, grey)).toBe(0);
  });

  test.each([
    ["PNG", () => rgbImage().png().toBuffer()],
    ["WebP", () => rgbImage().webp({ lossless: true }).toBuffer()],
    ["TIFF", async () => tiffOf({ ...size, bits: [8, 8, 8], photometric: 2, data: rgb })],
  ])("%s in colour", async (_, make) => {
    const { pixels } = await decode(await make());
    expect(pixels.channels).toBe(3);
    expect(meanDifference(pixels.data, rgb)).toBe(0);
  });
});

describe("JPEG", () => {
  test.each([
    ["grey", () => greyImage().jpeg({ quality: 100 }).toBuffer(), 1, grey],
    ["progressive", () => greyImage().jpeg({ quality: 100, progressive: true }).toBuffer(), 1, grey],
    ["colour", () => rgbImage().jpeg({ quality: 100, chromaSubsampling: "4:4:4" }).toBuffer(), 3, rgb],
    ["colour, sub-sampled", () => rgbImage().jpeg({ quality: 100 }).toBuffer(), 3, rgb],
  ] as const)("%s: within what the compression loses, and as sharp sees it", async (_, make, channels, truth) => {
    const bytes = await make();
    const { pixels } = await decode(bytes);
    expect(pixels).toMatchObject({ ...size, channels });
    expect(meanDifference(pixels.data, truth)).toBeLessThan(3.5);
    const bySharp = await (channels === 1 ? sharp(bytes).toColourspace("b-w") : sharp(bytes)).raw().toBuffer();
    expect(meanDifference(pixels.data, bySharp)).toBeLessThan(1);
  });

  test("CMYK becomes RGB, and says so", async () => {
    const bytes = await rgbImage().toColourspace("cmyk").jpeg({ quality: 100 }).toBuffer();
    const { pixels, header, changes } = await decode(bytes);
    expect(header).toMatchObject({ space: "cmyk", channels: 4 });
    expect(pixels.channels).toBe(3);
    expect(changes).toEqual(["CMYK to RGB"]);
  });

  test.each([1, 2, 3, 4, 5, 6, 7, 8])("EXIF orientation %i is turned upright", async (orientation) => {
    const bytes = await greyImage().jpeg({ quality: 100 }).withMetadata({ orientation }).toBuffer();
    const { pixels, header, changes } = await decode(bytes);
    expect(header.orientation).toBe(orientation);
    expect(changes).toHaveLength(orientation === 1 ? 0 : 1);
    expect([pixels.width, pixels.height]).toEqual(orientation >= 5 ? [HEIGHT, WIDTH] : [WIDTH, HEIGHT]);
    const upright = sharp(bytes).autoOrient();
    const turned = await (pixels.channels === 1 ? upright.toColourspace("b-w") : upright).raw().toBuffer();
    expect(meanDifference(pixels.data, turned)).toBeLessThan(1);
  });
});

describe("more than 8 bits", () => {
  const twelve = Uint16Array.from(grey, (v) => v * 16 + 3);

  test("12 bits in a 16-bit TIFF or PNG keep their proportions", async () => {
    const tiff = await decode(tiffOf({ ...size, bits: [16], photometric: 1, data: bytesOfView(twelve) }));
    expect(tiff.tone).toEqual({ rule: "significant bits", low: 0, high: 4095 });
    expect(meanDifference(tiff.pixels.data, grey)).toBeLessThan(0.6);
    expect(tiff.changes).toEqual(["16 bits to 8 bits (0 to 4095)", "TIFF to PNG"]);
    const raw = sharp(twelve, { raw: { ...size, channels: 1 } });
    const png = await decode(await raw.toColourspace("grey16").png().toBuffer());
    expect(meanDifference(png.pixels.data, tiff.pixels.data)).toBe(0);
  });

  test("the bits that a PNG says are in use, or that the profile says, decide", async () => {
    const rows = Buffer.alloc(3);
    rows.writeUInt16BE(512, 1);
    const png = pngOf({ width: 1, height: 1, bits: 16, rows, before: [["sBIT", Buffer.from([10])]] });
    expect((await decode(png)).pixels.data[0]).toBe(128);
    const asked = await decodeImage(png, undefined, { significantBits: 14 });
    expect(asked.ok && asked.value.pixels.data[0]).toBe(8);
  });

  test("16-bit colour and grey with alpha", async () => {
    const deep = Uint16Array.from(rgb, (v) => v * 257);
    const colour = await decode(tiffOf({ ...size, bits: [16, 16, 16], photometric: 2, data: bytesOfView(deep) }));
    expect(meanDifference(colour.pixels.data, rgb)).toBe(0);
    const withAlpha = Uint16Array.from({ length: grey.length * 2 }, (_, i) => (i % 2 === 0 ? (grey[i >> 1] ?? 0) * 257 : 65_535));
    const opaque = await decode(tiffOf({ ...size, bits: [16, 16], photometric: 1, alpha: true, data: bytesOfView(withAlpha) }));
    expect(opaque).toMatchObject({ transparent: false, pixels: { channels: 1 } });
    expect(meanDifference(opaque.pixels.data, grey)).toBe(0);
  });

  test("floating point of 0-1, with holes", async () => {
    const data = Float32Array.from(grey, (v) => v / 255);
    data[0] = Number.NaN;
    const { pixels, tone, header } = await decode(tiffOf({ ...size, bits: [32], sample: 3, photometric: 1, data: bytesOfView(data) }));
    expect(header).toMatchObject({ sample: "float", bitDepth: 32 });
    expect(tone).toEqual({ rule: "range", low: 0, high: 1 });
    expect(pixels.data[0]).toBe(0);
    expect(meanDifference(pixels.data.subarray(1), grey.subarray(1))).toBe(0);
  });

  test("32-bit integers", async () => {
    const { pixels } = await decode(tiffOf({ ...size, bits: [32], sample: 1, photometric: 1, data: bytesOfView(Uint32Array.from(grey)) }));
    expect(meanDifference(pixels.data, grey)).toBe(0);
  });
});

describe("palettes, single bits, transparency, pages", () => {
  test("a palette TIFF and a 1-bit TIFF", async () => {
    const palette = Array.from({ length: 768 }, (_, i) => (255 - (i % 256)) * 257);
    const inverted = await decode(tiffOf({ ...size, bits: [8], photometric: 3, palette, data: grey }));
    const seen = inverted.pixels.channels === 1 ? inverted.pixels.data : inverted.pixels.data.filter((_, i) => i % 3 === 0);
    expect(
      meanDifference(
        seen,
        grey.map((v) => 255 - v),
      ),
    ).toBe(0);
    const bits = await decode(tiffOf({ width: 8, height: 2, bits: [1], photometric: 1, data: Uint8Array.of(0b10101010, 0b11110000) }));
    expect([...bits.pixels.data]).toEqual([255, 0, 255, 0, 255, 0, 255, 0, 255, 255, 255, 255, 0, 0, 0, 0]);
  });

  test("transparency shows the opaque border's grey, else white behind dark and black behind light", async () => {
    const layer = (level: number, clearBorder: boolean) => {
      const data = Buffer.alloc(20 * 20 * 4);
      for (let i = 0; i < 400; i++) {
        const inside = i % 20 > 5 && i % 20 < 14 && i > 100 && i < 300;
        data.set(clearBorder === inside ? [level, level, level, 255] : [0, 0, 0, 0], i * 4);
      }
      return sharp(data, { raw: { width: 20, height: 20, channels: 4 } })
        .png()
        .toBuffer();
    };
    const at = async (bytes: Promise<Buffer>, i: number) => (await decode(await bytes)).pixels.data[i * 3];
    expect(await at(layer(40, true), 0)).toBe(255);
    expect(await at(layer(220, true), 0)).toBe(0);
    expect(await at(layer(90, false), 210)).toBe(90);
    expect((await decode(await layer(40, true))).changes).toEqual(["laid on its background"]);
  });

  test("an opaque alpha channel changes nothing", async () => {
    const opaque = await decode(await greyImage().ensureAlpha().png().toBuffer());
    expect(opaque).toMatchObject({ transparent: false, changes: [] });
  });

  test("the first page of a TIFF of 10,000 and the first frame of a GIF of 500, and says so", async () => {
    const tiff = await decode(tiffOf({ ...size, bits: [8], photometric: 1, data: grey, pages: 10_000 }));
    expect(tiff.header.pages).toBe(10_000);
    expect(tiff.changes).toContain("first of 10,000 pages");
    expect(meanDifference(tiff.pixels.data, grey)).toBe(0);
    expect((await decode(gifOf(500))).changes).toEqual(["first of 500 frames"]);
    expect((await decode(gifOf(1))).changes).toEqual([]);
  });

  test("grey for measuring has one channel, whatever the file has", async () => {
    const image = await decodeGrey(await rgbImage().png().toBuffer());
    expect(image.ok && image.value.channels).toBe(1);
  });
});
