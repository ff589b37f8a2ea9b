import { type Grey, toGrey } from "@nauplius/imaging";

/** Greys of a picture as its file has them: it names no colour space, and nothing is transparent. */
export async function greyOf(picture: Blob): Promise<Grey> {
  const image = await createImageBitmap(picture, { colorSpaceConversion: "none" });
  const { width, height } = image;
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null) throw new Error("this browser gives no canvas");
  context.drawImage(image, 0, 0);
  const { data: colours } = context.getImageData(0, 0, width, height);
  const data = new Uint8Array(3 * width * height);
  for (let i = 0, to = 0; i < colours.length; i += 4) for (let c = 0; c < 3; c++) data[to++] = colours[i + c] ?? 0;
  return toGrey({ data, width, height, channels: 3 });
}

/** Pixels of a PNG in base 64. */
export const greyOfBase64 = (base64: string): Promise<Grey> =>
  greyOf(new Blob([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], { type: "image/png" }));

/** Colours a pixel of a drawn picture, by its number, so that the grey beneath is still seen. */
export type Tint = (at: number, colour: readonly [red: number, green: number, blue: number]) => void;

/** Draws greys on a canvas of their size, with what is tinted in them. */
export function paintGrey(
  canvas: HTMLCanvasElement,
  { data, width, height }: Pick<Grey, "data" | "width" | "height">,
  tinted: (tint: Tint) => void,
): void {
  const context = canvas.getContext("2d");
  if (context === null) return;
  const image = context.createImageData(width, height);
  const pixels = image.data;
  for (let i = 0; i < data.length; i++) {
    const grey = data[i] ?? 0;
    const at = 4 * i;
    pixels[at] = grey;
    pixels[at + 1] = grey;
    pixels[at + 2] = grey;
    pixels[at + 3] = 255;
  }
  tinted((at, [red, green, blue]) => {
    const half = (data[at] ?? 0) >> 1;
    pixels.set([half + (red >> 1), half + (green >> 1), half + (blue >> 1)], 4 * at);
  });
  context.putImageData(image, 0, 0);
}
