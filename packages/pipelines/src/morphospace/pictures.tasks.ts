import { type Grey, meanImage } from "@nauplius/imaging";
import { decodeGrey } from "../vignette/decode.ts";

export type FormInput = {
  readonly images: readonly { readonly bytes: Uint8Array; readonly background: "light" | "dark" }[];
  /** Width and height of the result, px. */
  readonly side: number;
};

/** Decodes vignettes and makes the mean image of them; null where none of them shows anything. */
export async function drawForm({ images, side }: FormInput): Promise<Grey | null> {
  const decoded = await Promise.all(
    images.map(async ({ bytes, background }) => {
      const grey = await decodeGrey(bytes);
      return grey.ok ? [{ pixels: grey.value, background }] : [];
    }),
  );
  return meanImage(decoded.flat(), side);
}
