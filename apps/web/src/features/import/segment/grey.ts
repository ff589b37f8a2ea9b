import type { Grey } from "./find.ts";

/** Pixels of a grey PNG in base 64. The canvas keeps them as they are: the file names no colour space, and nothing is transparent. */
export async function decodeGreyPng(base64: string): Promise<Grey> {
  const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }), { colorSpaceConversion: "none" });
  const { width, height } = image;
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null) throw new Error("this browser gives no canvas");
  context.drawImage(image, 0, 0);
  const { data: colours } = context.getImageData(0, 0, width, height);
  const data = new Uint8Array(width * height);
  for (let i = 0; i < data.length; i++) data[i] = colours[4 * i] ?? 0;
  return { data, width, height };
}
