import { createHash } from "node:crypto";
import { burnFooter, burnSettingsFooter, displayGrey, footerStyle, type Grey, roundBar } from "@nauplius/imaging";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { applyVignetteSettings, burnScaleBar } from "./burn.ts";
import { decodeGrey } from "./decode.ts";
import { deriveVignette } from "./derive.ts";
import { encodeJpeg, encodePng } from "./encode.ts";
import { bytesOfView, ramp, tiffOf } from "./images.fixture.ts";
import { defaultLimits, type VignetteProfile } from "./types.ts";

/** A dark blot on a light ground, ringed by background. */
function blot(width: number, height: number, levels: { ground: number; body: number } = { ground: 250, body: 70 }): Grey {
  const data = new Uint8Array(width * height).fill(levels.ground);
  for (let y = Math.round(height / 4); y < (height * 3) / 4; y++) {
    for (let x = Math.round(width / 4); x < (width * 3) / 4; x++) data[y * width + x] = levels.body + ((x * y) % 17);
  }
  return { data, width, height, channels: 1 };
}

async function derive(bytes: Uint8Array, profile?: VignetteProfile, limits = defaultLimits) {
  const result = await deriveVignette({ name: "x", bytes, profile }, limits);
  if (!result.ok) throw new Error(result.refused.message);
  return result;
}

describe("an original that a browser shows", () => {
  test.each([
    ["PNG", async () => (await encodePng(blot(60, 40))).bytes, "image/png"],
    ["JPEG", async () => (await encodeJpeg(blot(60, 40))).bytes, "image/jpeg"],
    [
      "WebP",
      () =>
        sharp(blot(60, 40).data, { raw: { width: 60, height: 40, channels: 1 } })
          .webp()
          .toBuffer(),
      "image/webp",
    ],
    [
      "GIF",
      () =>
        sharp(blot(60, 40).data, { raw: { width: 60, height: 40, channels: 1 } })
          .gif()
          .toBuffer(),
      "image/gif",
    ],
  ] as const)("%s is passed through, never encoded again", async (_, make, mime) => {
    const bytes = await make();
    expect(await derive(bytes)).toMatchObject({
      mime,
      sha256: createHash("sha256").update(bytes).digest("hex"),
      vignette: { bytes: null, mime, width: 60, height: 40 },
      display: null,
      footer: null,
      polarity: "dark-on-light",
      changes: [],
    });
  });

  test("light on dark is told from dark on light, and the background's grey is given", async () => {
    const { polarity, background } = await derive((await encodePng(blot(60, 40, { ground: 9, body: 180 }))).bytes);
    expect([polarity, background]).toEqual(["light-on-dark", 9]);
  });
});

describe("an original that a browser does not show", () => {
  test("becomes a lossless PNG of the same pixels", async () => {
    const { data, width, height } = blot(30, 20);
    const derived = await derive(tiffOf({ width, height, bits: [8], photometric: 1, data }));
    expect(derived).toMatchObject({ mime: "image/tiff", vignette: { mime: "image/png", width, height }, changes: ["TIFF to PNG"] });
    const pixels = await decodeGrey(derived.vignette.bytes ?? new Uint8Array());
    expect(pixels.ok && Buffer.compare(pixels.value.data, data)).toBe(0);
  });

  test("the same file gives the same bytes, without what the camera wrote beside the pixels", async () => {
    const turned = await sharp(ramp(40, 30), { raw: { width: 40, height: 30, channels: 1 } })
      .withExif({ IFD0: { Artist: "somebody", ImageDescription: "at 43.68 N 7.31 E" } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const [first, second] = [await derive(turned), await derive(turned)];
    expect(first.vignette).toMatchObject({ mime: "image/png", width: 30, height: 40 });
    expect(first.vignette.bytes).toEqual(second.vignette.bytes);
    const metadata = await sharp(first.vignette.bytes ?? undefined).metadata();
    expect([metadata.exif, metadata.orientation]).toEqual([undefined, undefined]);
  });

  test("16 bits: the tone is told", async () => {
    const data = bytesOfView(Uint16Array.from(ramp(20, 20), (v) => v * 16));
    expect((await derive(tiffOf({ width: 20, height: 20, bits: [16], photometric: 1, data }))).tone.high).toBe(4095);
  });
});

describe("footers", () => {
  const clean = blot(120, 80);
  const burnt = burnFooter(clean, roundBar(10.6, 102), footerStyle(true));

  test.each(["png", "jpeg"] as const)("are cut from a %s; the bar gives the scale", async (format) => {
    const file = await (format === "png" ? encodePng(burnt) : encodeJpeg(burnt, 92));
    const derived = await derive(file.bytes);
    expect(derived.footer).toMatchObject({ rows: 31, how: "bar and label", barMm: 1 });
    expect(derived.pixelsPerMm).toBeCloseTo(1000 / 10.6, -1);
    expect(derived.vignette).toMatchObject({ mime: "image/png", width: 120, height: 80 });
    expect(derived.changes).toEqual(["footer of 31 rows cut"]);
    if (format === "jpeg") return;
    const pixels = await decodeGrey(derived.vignette.bytes ?? new Uint8Array());
    expect(pixels.ok && Buffer.compare(pixels.value.data, clean.data)).toBe(0);
  });

  test("stay when the profile says so, and so many rows go as it says", async () => {
    const { bytes } = await encodePng(burnt);
    expect((await derive(bytes, { footer: "none" })).vignette.bytes).toBeNull();
    expect(await derive(bytes, { footer: 20 })).toMatchObject({
      footer: { rows: 20, how: "profile" },
      vignette: { height: 91 },
      pixelsPerMm: null,
    });
  });
});

describe("a very large vignette", () => {
  test("gets a smaller picture for the page and stays whole itself", async () => {
    const { bytes } = await encodePng(blot(900, 300));
    const derived = await derive(bytes, {}, { ...defaultLimits, displaySide: 300 });
    expect(derived.vignette).toMatchObject({ bytes: null, width: 900 });
    expect(derived.display).toMatchObject({ mime: "image/jpeg", width: 300, height: 100 });
  });
});

describe("for an export", () => {
  test.each([
    ["dark on light", { ground: 250, body: 70 }, "dark-on-light"],
    ["light on dark", { ground: 5, body: 200 }, "light-on-dark"],
  ] as const)("a scale bar is burned under a %s vignette, and found and cut again by an import", async (_, levels, polarity) => {
    const clean = blot(90, 70, levels);
    const burnt = await burnScaleBar((await encodePng(clean)).bytes, { pixelSizeUm: 73 });
    if (!burnt.ok) throw new Error(burnt.error.message);
    expect(burnt.value).toMatchObject({ mime: "image/png", width: 90, height: 101 });
    const again = await derive(burnt.value.bytes);
    expect(again).toMatchObject({ footer: { rows: 31, barMm: 5 }, polarity, vignette: { width: 90, height: 70 } });
    const pixels = await decodeGrey(again.vignette.bytes ?? new Uint8Array());
    expect(pixels.ok && Buffer.compare(pixels.value.data, clean.data)).toBe(0);
    const jpeg = await burnScaleBar((await encodePng(clean)).bytes, { pixelSizeUm: 73, format: "jpeg" });
    expect(jpeg.ok && jpeg.value.mime).toBe("image/jpeg");
  });

  test("a UVP6 original is shown as its settings say: inverted, enlarged, with EcoTaxa's footer", async () => {
    const original = blot(40, 30, { ground: 6, body: 150 });
    const settings = {
      gamma: 1.2,
      invert: true,
      scale: 2,
      scaleBarMm: 2,
      pixelSizeUm: 73,
      footerHeightPx: 31,
      fontColor: "black",
    } as const;
    const { bytes } = await encodePng(original);
    const shown = await applyVignetteSettings(bytes, settings);
    if (!shown.ok) throw new Error(shown.error.message);
    expect(shown.value).toMatchObject({ mime: "image/png", width: 80, height: 91 });
    expect(await derive(shown.value.bytes)).toMatchObject({ footer: { rows: 31, barPx: 55, barMm: 2 }, polarity: "dark-on-light" });
    const plain = await applyVignetteSettings(bytes, { ...settings, scale: 1 });
    const expected = burnSettingsFooter(displayGrey(original, settings), { ...settings, scale: 1 });
    const pixels = await decodeGrey(plain.ok ? plain.value.bytes : new Uint8Array());
    expect(pixels.ok && Buffer.compare(pixels.value.data, expected.data)).toBe(0);
    expect(await applyVignetteSettings(bytes, { ...settings, scale: 500 })).toMatchObject({ ok: false, error: { code: "tooLarge" } });
  });
});
