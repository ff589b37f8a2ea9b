import { createRng } from "@nauplius/domain";
import { aviChunks, type TiffOptions, tiffChunks } from "@nauplius/testing/scans";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { joined, outcome, scratch } from "./readers.fixture.ts";

const { save } = scratch();
const size = { width: 24, height: 20 };
const pixels = Uint8Array.from({ length: size.width * size.height }, (_, i) => (i * 7) % 256);

const tiff = (options: Partial<TiffOptions> = {}): Buffer =>
  joined(tiffChunks({ ...size, rowsPerStrip: 6, dpi: 300, ...options }, [{ rows: size.height, data: pixels }]));
const avi = (codec: "dib" | "Y800" = "dib", withoutIndex = false): Buffer =>
  joined(aviChunks({ ...size, frames: 3, codec, withoutIndex }, [pixels, pixels, pixels]));

/** Where a tag's entry stands in a little-endian TIFF made above. */
function entryOf(file: Buffer, tag: number): number {
  const list = file.readUInt32LE(4);
  for (let i = 0; i < file.readUInt16LE(list); i++) if (file.readUInt16LE(list + 2 + 12 * i) === tag) return list + 2 + 12 * i;
  throw new Error(`no tag ${tag}`);
}
function withTag(file: Buffer, tag: number, value: number): Buffer {
  const changed = Buffer.from(file);
  const entry = entryOf(changed, tag);
  if (changed.readUInt16LE(entry + 2) === 3) changed.writeUInt16LE(value, entry + 8);
  else changed.writeUInt32LE(value, entry + 8);
  return changed;
}
/** The same page once more behind the file. */
function withPage(file: Buffer, kind = 0): Buffer {
  const list = file.readUInt32LE(4);
  const end = list + 2 + 12 * file.readUInt16LE(list);
  const changed = Buffer.concat([file, file.subarray(list, end + 4)]);
  changed.writeUInt32LE(file.length, end);
  changed.writeUInt32LE(0, changed.length - 4);
  if (kind !== 0) {
    // The first tag of the copy becomes NewSubfileType.
    changed.writeUInt16LE(254, file.length + 2);
    changed.writeUInt32LE(kind, file.length + 10);
  }
  return changed;
}

describe("TIFFs that are no scan, or lie", () => {
  test.each<[string, Buffer, string]>([
    ["three channels", withTag(tiff(), 277, 3), "unsupported: the TIFF has 3 channels, expected one grey channel"],
    ["a palette", withTag(tiff(), 262, 3), "unsupported: the TIFF's pixels are colours, expected greys"],
    ["12 bits", withTag(tiff(), 258, 12), "unsupported: the TIFF has 12 bits a pixel, expected 8 or 16"],
    [
      "floating point",
      withTag(withTag(tiff(), 258, 16), 284, 3),
      "corrupt: strip 1 of the TIFF has 144 bytes, expected 288 for 6 rows of 24 pixels",
    ],
    ["two pages", withPage(tiff()), "unsupported: the TIFF has 2 pages, expected a scan of one page"],
    ["a page and its thumbnail", withPage(tiff(), 1), "ok"],
    ["no pixels", withTag(tiff(), 256, 0), "corrupt: the TIFF's header says 0 x 20 pixels"],
    [
      "more pixels than allowed",
      withTag(tiff(), 257, 4_000_000_000),
      "tooLarge: the TIFF's header says 24 x 4,000,000,000 pixels, expected at most 100,000,000",
    ],
    ["more rows than strips", withTag(tiff(), 257, 60), "corrupt: the TIFF lists 4 strips of 6 rows, expected 10 for 60 rows"],
    ["wider than its strips", withTag(tiff(), 256, 60), "corrupt: strip 1 of the TIFF has 144 bytes, expected 360 for 6 rows of 60 pixels"],
    [
      "strips behind the end",
      withTag(tiff({ rowsPerStrip: 20 }), 273, 1e6),
      "truncated: the file ends after 666 bytes, in or before strip 1 of 1, which should reach to 1,000,480",
    ],
    [
      "cut in its pixels",
      tiff().subarray(0, 500),
      "truncated: the file ends after 500 bytes, in or before strip 2 of 4, which should reach to 506",
    ],
    ["cut in its header", tiff().subarray(0, 60), "truncated: the TIFF's list of tags would begin at byte 8, the file has 60"],
    ["an unknown compression", withTag(tiff(), 259, 50_123), "corrupt"],
    ["a PNG", Buffer.from("89504e470d0a1a0a0000", "hex"), "unsupported: the file begins with 89504e47, expected a TIFF (II or MM)"],
    ["an empty file", Buffer.alloc(0), "empty: the file has 0 bytes, expected a TIFF"],
    [
      "a list of tags far away",
      Buffer.from("49492a00ffffff0f00000000", "hex"),
      "truncated: the TIFF's list of tags would begin at byte 268,435,455, the file has 12",
    ],
  ])("%s", async (_, bytes, sentence) => {
    const found = await outcome(await save(bytes), "tiff");
    expect(found.startsWith(sentence), found).toBe(true);
  });
  test("pages that lead in a circle", async () => {
    const file = tiff();
    const list = file.readUInt32LE(4);
    file.writeUInt32LE(list, list + 2 + 12 * file.readUInt16LE(list));
    expect(await outcome(await save(file), "tiff")).toBe("corrupt: page 2 of the TIFF leads back to an earlier page");
  });
});

describe("AVIs that are no frames, or lie", () => {
  const wholeBytes = avi().length;
  const at = (text: string): number => avi().indexOf(text);
  const changed = (offset: number, write: (file: Buffer, at: number) => void): Buffer => {
    const file = Buffer.from(avi());
    write(file, offset);
    return file;
  };
  test.each<[string, () => Buffer, string]>([
    ["without index", () => avi("dib", true), "ok"],
    ["cut in a frame", () => avi().subarray(0, wholeBytes - 200), "truncated: the file ends after"],
    [
      "cut between frames",
      () => avi("dib", true).subarray(0, avi("dib", true).length - 488),
      "truncated: the AVI holds 2 frames, its header says 3",
    ],
    ["cut in its header", () => avi().subarray(0, 100), "truncated: the AVI ends in its header"],
    [
      "another codec",
      () => changed(at("strf") + 8 + 16, (f, o) => f.write("XVID", o, "latin1")),
      "unsupported: the AVI is compressed by XVID, expected 8-bit grey (DIB, Y800) or Motion-JPEG",
    ],
    ["24 bits", () => changed(at("strf") + 8 + 14, (f, o) => f.writeUInt16LE(24, o)), "unsupported: the AVI has 24 bits a pixel"],
    [
      "a colour palette",
      () => changed(at("strf") + 8 + 40 + 12, (f, o) => f.writeUInt32LE(0x00ff00, o)),
      "unsupported: the AVI's palette holds colours, expected greys",
    ],
    [
      "frames larger than their chunks",
      () => changed(at("strf") + 8 + 4, (f, o) => f.writeInt32LE(400, o)),
      "corrupt: frame 1 of the AVI has 480 bytes, expected 8,000 for 400 x 20 pixels",
    ],
    ["no width", () => changed(at("strf") + 8 + 4, (f, o) => f.writeInt32LE(-4, o)), "corrupt: the AVI's header says -4 x 20 pixels"],
    ["no video", () => changed(at("vids"), (f, o) => f.write("auds", o, "latin1")), "unsupported: the AVI has no video stream"],
    ["a WAV", () => Buffer.from("RIFF....WAVEfmt "), "unsupported: the file does not begin as an AVI does"],
    [
      "a recorder that crashed",
      () =>
        changed(4, (f, o) => {
          f.writeUInt32LE(0, o);
          f.writeUInt32LE(0, f.indexOf("movi") - 4);
          f.writeUInt32LE(0, f.indexOf("avih") + 8 + 16);
        }),
      "ok",
    ],
    ["an empty file", () => Buffer.alloc(0), "empty: the file has 0 bytes, expected an AVI"],
  ])("%s", async (_, bytes, sentence) => {
    const found = await outcome(await save(bytes()), "avi");
    expect(found.startsWith(sentence), found).toBe(true);
  });
});

describe("random damage never throws anything but a sentence, and never hangs", () => {
  test.each(["tiff", "avi"] as const)("%s", async (kind) => {
    const rng = createRng(`damage ${kind}`);
    const jpeg = await sharp(pixels, { raw: { ...size, channels: 1 } })
      .jpeg()
      .toBuffer();
    const lzw = await sharp(pixels, { raw: { ...size, channels: 1 } })
      .toColourspace("b-w")
      .tiff({ compression: "lzw" })
      .toBuffer();
    const whole =
      kind === "tiff"
        ? [tiff(), tiff({ littleEndian: false }), tiff({ big: true }), lzw]
        : [avi(), avi("Y800"), joined(aviChunks({ ...size, frames: 2, codec: "MJPG" }, [jpeg, jpeg]))];
    const seen = new Map<string, number>();
    for (let round = 0; round < 400; round += 1) {
      const file = Buffer.from(whole[round % whole.length] ?? Buffer.alloc(0));
      const header = Math.min(file.length, 500);
      for (let i = 0; i < 1 + (round % 6); i += 1) file[rng.int(round % 3 === 0 ? file.length : header)] = rng.int(256);
      const cut = round % 5 === 0 ? file.subarray(0, rng.int(file.length)) : file;
      const found = await outcome(await save(cut), kind);
      const code = found.split(":")[0] ?? "";
      seen.set(code, (seen.get(code) ?? 0) + 1);
      expect(found === "ok" || /^(empty|unsupported|truncated|corrupt|tooLarge|bomb): .{20,}/.test(found), found).toBe(true);
    }
    expect(seen.size).toBeGreaterThan(3);
  });
});
