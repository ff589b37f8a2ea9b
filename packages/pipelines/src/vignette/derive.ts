import { createHash } from "node:crypto";
import { borderGrey, detectFooter, type Grey, isColourless, keepTopLeft, type Pixels, polarityOf, toGrey } from "@nauplius/imaging";
import { type DecodedImage, decodeImage } from "./decode.ts";
import { once } from "./once.ts";
import {
  type DerivedVignette,
  defaultLimits,
  type ImageInput,
  imageFormats,
  type RefusedImage,
  type VignetteLimits,
  type VignetteProfile,
} from "./types.ts";

const encoders = once(() => import("./encode.ts"));

type FoundFooter = DerivedVignette["footer"];

function footerOf(grey: Grey, profile: VignetteProfile): FoundFooter {
  const asked = profile.footer ?? "detect";
  if (asked === "none") return null;
  if (asked === "detect") return detectFooter(grey, profile.footerRows);
  const rows = Math.min(asked, grey.height - 1);
  return rows > 0 ? { rows, columns: 0, how: "profile", barPx: 0, barMm: null } : null;
}

const pixelsPerMm = (footer: FoundFooter): number | null => (footer === null || footer.barMm === null ? null : footer.barPx / footer.barMm);

async function encodeClean(image: DecodedImage, clean: Pixels, mime: string, cut: boolean): Promise<DerivedVignette["vignette"]> {
  const { width, height } = clean;
  if (!cut && image.changes.length === 0) return { bytes: null, mime, width, height };
  const { encodePng } = await encoders();
  return encodePng(clean);
}

async function displayOf(clean: Pixels, limits: VignetteLimits): Promise<DerivedVignette["display"]> {
  if (Math.max(clean.width, clean.height) <= limits.displaySide) return null;
  const { thumbnail } = await encoders();
  return thumbnail(clean, limits.displaySide);
}

/** One image as it came -> its clean, browser-ready vignette and what is known about it, or why it is refused. Decodes every pixel.
 *  An original that a browser shows as it is, without a footer, is passed through unchanged. */
export async function deriveVignette(input: ImageInput, limits: VignetteLimits = defaultLimits): Promise<DerivedVignette | RefusedImage> {
  const { name, bytes, profile = {} } = input;
  const decoded = await decodeImage(bytes, limits, profile);
  if (!decoded.ok) return { ok: false, name, refused: decoded.error };
  const { header, tone, changes } = decoded.value;
  // A grey picture stored as colour is grey from here on: a third of the work, and of the PNG.
  const pixels = isColourless(decoded.value.pixels) ? toGrey(decoded.value.pixels) : decoded.value.pixels;
  const whole = toGrey(pixels);
  const footer = footerOf(whole, profile);
  const cut = <P extends Pixels>(picture: P) =>
    footer === null ? picture : keepTopLeft(picture, picture.width - footer.columns, picture.height - footer.rows);
  const clean = cut(pixels);
  const grey = pixels.channels === 1 ? toGrey(clean) : toGrey(cut(whole));
  const background = borderGrey(grey);
  const mime = imageFormats[header.format];
  return {
    ok: true,
    name,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    mime,
    header,
    vignette: await encodeClean(decoded.value, clean, mime, footer !== null),
    display: await displayOf(clean, limits),
    footer,
    pixelsPerMm: pixelsPerMm(footer),
    polarity: polarityOf(grey, background),
    background,
    tone,
    changes: footer === null ? changes : [...changes, `footer of ${footer.rows} rows cut`],
  };
}
