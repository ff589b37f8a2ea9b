import { createRequire } from "node:module";
import sharp, { type OverlayOptions } from "sharp";
import { paper } from "./layout.ts";
import { perMm, pixels, type Sheet } from "./sheet.ts";

const require = createRequire(import.meta.url);
/** Fonts come along: a server in a container has none. */
export const fonts = {
  plain: require.resolve("dejavu-fonts-ttf/ttf/DejaVuSans.ttf"),
  bold: require.resolve("dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf"),
} as const;

const escaped: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** A white page of 300 dpi that things are laid onto; `finish` makes it a PNG. */
export function pngSheet(): Sheet & { readonly finish: () => Promise<Uint8Array> } {
  const layers: OverlayOptions[] = [];
  const at = (x: number, y: number) => ({ left: Math.round(x * perMm), top: Math.round(y * perMm) });
  return {
    text: async (text, { x, y, points, bold = false, grey = false }) => {
      if (text.trim() === "") return;
      const marked = `<span foreground="${grey ? "#5c6167" : "#000000"}">${text.replace(/[&<>]/g, (c) => escaped[c] ?? c)}</span>`;
      const input = await sharp({
        text: {
          text: marked,
          font: `DejaVu Sans ${bold ? "Bold " : ""}${points}`,
          fontfile: bold ? fonts.bold : fonts.plain,
          dpi: 300,
          rgba: true,
        },
      })
        .png()
        .toBuffer();
      layers.push({ input, ...at(x, y) });
    },
    image: async (png, { x, y, width, height }) => {
      layers.push({ input: await sharp(png).resize(pixels(width), pixels(height), { fit: "fill" }).png().toBuffer(), ...at(x, y) });
    },
    bar: async ({ x, y, width, height }) => {
      const black = { width: pixels(width), height: pixels(height), channels: 3 as const, background: "#000000" };
      layers.push({ input: await sharp({ create: black }).png().toBuffer(), ...at(x, y) });
    },
    finish: async () => {
      const page = { width: pixels(paper.width), height: pixels(paper.height), channels: 3 as const, background: "#ffffff" };
      return sharp({ create: page }).composite(layers).withMetadata({ density: 300 }).png({ compressionLevel: 6 }).toBuffer();
    },
  };
}
