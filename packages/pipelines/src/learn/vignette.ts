import { ok, type Result } from "@nauplius/domain";
import { detectFooter, toGrey } from "@nauplius/imaging";
import type { GreyImage } from "@nauplius/ml";
import { decodeImage } from "../vignette/decode.ts";
import { defaultLimits, type ImageRefusal } from "../vignette/types.ts";

/** The grey pixels of a vignette as networks see them: without a footer, which they would learn. */
export async function decodeVignette(bytes: Uint8Array): Promise<Result<GreyImage, ImageRefusal>> {
  const decoded = await decodeImage(bytes, defaultLimits);
  if (!decoded.ok) return decoded;
  const grey = toGrey(decoded.value.pixels);
  const footer = detectFooter(grey);
  const { width, height } = grey;
  const [keepWidth, keepHeight] = footer ? [width - footer.columns, height - footer.rows] : [width, height];
  if (keepWidth < 1 || keepHeight < 1 || !footer) return ok({ data: Uint8Array.from(grey.data), width, height });
  const data = new Uint8Array(keepWidth * keepHeight);
  for (let y = 0; y < keepHeight; y++) data.set(grey.data.subarray(y * width, y * width + keepWidth), y * keepWidth);
  return ok({ data, width: keepWidth, height: keepHeight });
}
