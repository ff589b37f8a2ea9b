import { createHash } from "node:crypto";
import { borderGrey, detectFooter, isColourless, keepTopLeft, type Pixels, polarityOf, toGrey } from "@nauplius/imaging";
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

function footerOf(pixels: Pixels, profile: VignetteProfile): FoundFooter {
  const asked = profile.footer ?? "detect";
  if (asked === "none") return null;
  if (asked === "detect") return detectFooter(toGrey(pixels), profile.footerRows);
  const rows = Math.min(asked, pixels.height - 1);
  return rows > 0 ? { rows, columns: 0, how: "profile", barPx: 0, barMm: null } : null;
}

const pixelsPerMm = (footer: FoundFooter): number | null => (footer === null || footer.barMm === null ? null : footer.barPx / footer.barMm);

async function encodeClean(image: DecodedImage, clean: Pixels, mime: string, cut: boolean): Promise<DerivedVignette["vignette"]> {
  const { width, height } = clean;
  if (!cut && image.changes.length === 0) return { bytes: null, mime, width, height };
  const { encodePng } = await encoders();
  return encodePng(isColourless(clean) ? toGrey(clean) : clean);
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
  const { pixels, header, tone, changes } = decoded.value;
  const footer = footerOf(pixels, profile);
  const clean = footer === null ? pixels : keepTopLeft(pixels, pixels.width - footer.columns, pixels.height - footer.rows);
  const grey = toGrey(clean);
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
