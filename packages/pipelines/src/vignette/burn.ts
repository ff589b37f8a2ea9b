import { err, ok, type Result } from "@nauplius/domain";
import {
  borderGrey,
  burnFooter,
  burnSettingsFooter,
  displayGrey,
  footerStyle,
  isColourless,
  type Pixels,
  polarityOf,
  roundBar,
  toGrey,
  type VignetteSettings,
} from "@nauplius/imaging";
import { decodeImage } from "./decode.ts";
import { encodeJpeg, encodePng, resizeBy } from "./encode.ts";
import { defaultLimits, type Encoded, type ImageRefusal, type VignetteLimits } from "./types.ts";

export type BurnOptions = {
  readonly pixelSizeUm: number;
  /** PNG keeps every grey of the vignette; JPEG is what old tools expect. */
  readonly format?: "png" | "jpeg";
};

/** Columns left of the bar and right of it that stay free. */
const MARGINS = 18;

const encode = (pixels: Pixels, format: BurnOptions["format"]): Promise<Encoded> =>
  format === "jpeg" ? encodeJpeg(pixels, 95) : encodePng(pixels);

/** A clean vignette with a scale bar of a round length and its label in a footer of 31 rows below, as ZooProcess and EcoTaxa do it. */
export async function burnScaleBar(
  bytes: Uint8Array,
  options: BurnOptions,
  limits: VignetteLimits = defaultLimits,
): Promise<Result<Encoded, ImageRefusal>> {
  const image = await decodeImage(bytes, limits);
  if (!image.ok) return image;
  const pixels = isColourless(image.value.pixels) ? toGrey(image.value.pixels) : image.value.pixels;
  const grey = toGrey(pixels);
  const background = borderGrey(grey);
  const polarity = polarityOf(grey, background);
  const onLight = polarity === "unknown" ? background >= 128 : polarity === "dark-on-light";
  const bar = roundBar(options.pixelSizeUm, pixels.width - MARGINS);
  return ok(await encode(burnFooter(pixels, bar, footerStyle(onLight)), options.format));
}

/** The vignette that EcoTaxa makes of a UVP6 original by `compute_vignette.txt`: gamma, inversion, enlargement, footer. For exports;
 *  imports keep the original and take the settings as settings of the display. */
export async function applyVignetteSettings(
  bytes: Uint8Array,
  settings: VignetteSettings,
  limits: VignetteLimits = defaultLimits,
): Promise<Result<Encoded, ImageRefusal>> {
  const image = await decodeImage(bytes, limits);
  if (!image.ok) return image;
  const { width, height } = image.value.pixels;
  const pixels = width * height * settings.scale ** 2;
  if (pixels > limits.maxPixels) {
    return err({
      code: "tooLarge",
      message: `enlarged ${settings.scale} times it has ${Math.round(pixels)} pixels, expected at most ${limits.maxPixels}`,
    });
  }
  const shown = await resizeBy(displayGrey(toGrey(image.value.pixels), settings), settings.scale);
  return ok(await encodePng(burnSettingsFooter(toGrey(shown), settings)));
}
