import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { deriveVignette } from "./derive.ts";
import { gifOf, pngOf, ramp, tiffOf } from "./images.fixture.ts";

const SIZE = { width: 64, height: 48 };
const grey = ramp(SIZE.width, SIZE.height);
const image = () => sharp(grey, { raw: { ...SIZE, channels: 1 } }).toColourspace("b-w");
const flat = (width: number, height: number) => Buffer.alloc((width + 1) * height);

async function refusalOf(bytes: Uint8Array) {
  const result = await deriveVignette({ name: "a", bytes });
  return result.ok ? undefined : result.refused;
}

/** An 8-bit grey bitmap with its palette. */
function bmpOf(): Buffer {
  const head = Buffer.alloc(54 + 1024);
  head.write("BM", "latin1");
  head.writeUInt32LE(head.length, 10);
  head.writeUInt32LE(40, 14);
  head.writeInt32LE(SIZE.width, 18);
  head.writeInt32LE(-SIZE.height, 22);
  head.writeUInt16LE(1, 26);
  head.writeUInt16LE(8, 28);
  for (let i = 0; i < 256; i++) head.set([i, i, i, 0], 54 + i * 4);
  return Buffer.concat([head, grey]);
}

describe("a file that ends early is refused, wherever it ends", () => {
  const files = new Map<string, Buffer>();
  beforeAll(async () => {
    files.set("PNG", await image().png().toBuffer());
    files.set("JPEG", await image().jpeg().toBuffer());
    files.set("progressive JPEG", await image().jpeg({ progressive: true }).toBuffer());
    files.set("WebP", await image().webp().toBuffer());
    files.set("GIF", await image().gif().toBuffer());
    files.set("TIFF", tiffOf({ ...SIZE, bits: [8], photometric: 1, data: grey }));
    files.set("BMP", bmpOf());
  });

  test.each(["PNG", "JPEG", "progressive JPEG", "WebP", "GIF", "TIFF", "BMP"])("%s", async (format) => {
    const whole = files.get(format);
    if (whole === undefined) throw new Error(format);
    expect(await refusalOf(whole)).toBeUndefined();
    for (const share of [0.2, 0.4, 0.6, 0.8, 0.94]) {
      const refusal = await refusalOf(whole.subarray(0, Math.floor(whole.length * share)));
      expect([format, share, refusal?.code]).toEqual([format, share, "truncated"]);
    }
  });

  test.each(["PNG", "JPEG", "progressive JPEG", "WebP"])("a byte changed in the data of a %s never passes as whole", async (format) => {
    const damaged = Buffer.from(files.get(format) ?? Buffer.alloc(0));
    const at = Math.floor(damaged.length * 0.7);
    damaged.writeUInt8((damaged[at] ?? 0) ^ 0x55, at);
    expect((await refusalOf(damaged))?.code).toBe("corrupt");
  });
});

describe("a header is not believed", () => {
  test.each([
    [
      "17,000 x 17,000 pixels of nothing",
      () => pngOf({ width: 17_000, height: 17_000, bits: 1, rows: Buffer.alloc(2126 * 17_000) }),
      "tooLarge",
      "17,000 x 17,000",
    ],
    ["60,000 x 60,000 said, 10 x 10 there", () => pngOf({ width: 60_000, height: 60_000, rows: flat(10, 10) }), "tooLarge", "60,000"],
    ["3,000 x 3,000 said, 10 x 10 there", () => pngOf({ width: 3000, height: 3000, rows: flat(10, 10) }), "truncated", "PNG"],
    ["81 million pixels in 79 kB", () => pngOf({ width: 9000, height: 9000, rows: flat(9000, 9000) }), "bomb", "9,000 x 9,000"],
    ["no pixels", () => pngOf({ width: 0, height: 10, rows: flat(1, 1) }), "corrupt", "0 x 10"],
    [
      "a TIFF of 10^10 pixels",
      () => tiffOf({ width: 100_000, height: 100_000, bits: [8], photometric: 1, data: grey }),
      "tooLarge",
      "100,000",
    ],
    [
      "a TIFF of 25 million pixels in 3 kB",
      () => tiffOf({ width: 5000, height: 5000, bits: [8], photometric: 1, data: grey }),
      "bomb",
      "5,000",
    ],
    [
      "a TIFF with a strip too short",
      () => tiffOf({ width: 300, height: 300, bits: [8], photometric: 1, data: grey }),
      "truncated",
      "TIFF",
    ],
    [
      "16-bit colour that decodes to more than the memory allowed",
      () => pngOf({ width: 12_000, height: 8000, bits: 16, colour: 6, rows: flat(9, 9) }),
      "tooLarge",
      "MiB",
    ],
  ] as const)("%s", async (_, make, code, says) => {
    expect(await refusalOf(make())).toEqual({ code, message: expect.stringContaining(says) });
  });

  test("a JPEG that says three times its height, or 65,535 x 65,535", async () => {
    const jpeg = await image().jpeg().toBuffer();
    const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
    const said = (height: number, width: number) => {
      const copy = Buffer.from(jpeg);
      copy.writeUInt16BE(height, frame + 5);
      copy.writeUInt16BE(width, frame + 7);
      return refusalOf(copy);
    };
    expect((await said(3 * SIZE.height, SIZE.width))?.code).toBe("corrupt");
    expect((await said(65_535, 65_535))?.code).toBe("tooLarge");
    expect((await said(0, SIZE.width))?.code).toBe("corrupt");
  });

  test("a progressive JPEG of a thousand scans", async () => {
    const jpeg = await image().jpeg({ progressive: true }).toBuffer();
    const scan = jpeg.lastIndexOf(Buffer.from([0xff, 0xda]));
    const last = jpeg.subarray(scan, jpeg.length - 2);
    const many = Buffer.concat([jpeg.subarray(0, jpeg.length - 2), ...Array.from({ length: 1000 }, () => last), jpeg.subarray(-2)]);
    expect(await refusalOf(many)).toEqual({ code: "bomb", message: expect.stringContaining("scans") });
  });

  test("a TIFF whose pages go round in a circle ends", async () => {
    expect(await refusalOf(tiffOf({ ...SIZE, bits: [8], photometric: 1, data: grey, pages: 3, loop: true }))).toBeUndefined();
  });

  test("more data than the header says decode to the header's size", async () => {
    const result = await deriveVignette({ name: "a", bytes: pngOf({ width: 10, height: 10, rows: flat(1000, 1000) }) });
    expect(result.ok && [result.vignette.width, result.vignette.height]).toEqual([10, 10]);
  });
});

describe("what is no picture is named, whatever its file is called", () => {
  test.each([
    ["", "empty", "an empty file"],
    ['<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "unsupported", "an SVG drawing"],
    ['\ufeff<?xml version="1.0"?>\n<!-- x -->\n<svg/>', "unsupported", "an SVG drawing"],
    ["<!DOCTYPE html><html></html>", "unsupported", "an HTML page"],
    ["%PDF-1.7", "unsupported", "a PDF"],
    ["PK\x03\x04", "unsupported", "a zip archive"],
    ["MZ\x90\0", "unsupported", "a program"],
    ["\0\0\0\x20ftypavif", "unsupported", "AVIF"],
    ["version https://git-lfs.github.com/spec/v1\noid sha256:00", "unsupported", "Git LFS"],
    ["BM is how this text begins, and goes on for a while", "unsupported", "a text file"],
    ["just text", "unsupported", "a text file"],
    ["\0\x01\x02\x03", "unsupported", "begins with 00010203"],
    ["GIF89a<script>alert(1)</script>", "corrupt", "GIF"],
    ["\x89PNG\r\n\x1a\n<svg/>", "truncated", "PNG"],
    ["\xff\xd8\xff\xe0<html>", "truncated", "JPEG"],
  ])("%j", async (text, code, says) => {
    const refusal = await refusalOf(Buffer.from(text, text.startsWith("\ufeff") ? "utf8" : "latin1"));
    expect(refusal).toEqual({ code, message: expect.stringContaining(says) });
  });

  test("an image with a page behind it is an image, and is passed on as its own type", async () => {
    const polyglot = Buffer.concat([gifOf(1), Buffer.from("<script>alert(1)</script>")]);
    const result = await deriveVignette({ name: "a.html", bytes: polyglot });
    expect(result).toMatchObject({ ok: true, mime: "image/gif", vignette: { mime: "image/gif" } });
  });
});
