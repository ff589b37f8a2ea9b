import { cutRegion, decodeMask, esdOfArea, filledAreaOf, type Grey, type Region, type StoredObject, storedObject } from "@nauplius/imaging";
import type { Line, Outline } from "./types.ts";

export type CutPart = { readonly region: Region; readonly area: number; readonly esd: number | null };
export type Cut = { readonly parts: readonly CutPart[] } | { readonly refused: string };

export const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));

/** The object as the worker will see it. */
export const objectOf = (grey: Grey, { vignette, threshold }: Pick<Outline, "vignette" | "threshold">): StoredObject | undefined =>
  storedObject(grey, vignette?.mask == null ? null : decodeMask(bytesOf(vignette.mask)), threshold);

/** What lines make of it: the rules are those of the worker. Lines count as the region's place does. */
export function cutBy(region: Region, lines: readonly Line[], pixelSize: number | null): Cut {
  const drawn = lines.map((line) => line.map(([x, y]) => ({ x: x - region.x, y: y - region.y })));
  const cut = cutRegion(region, drawn);
  if (!cut.ok) return { refused: cut.error.message };
  return {
    parts: cut.value.map((part) => {
      const area = filledAreaOf(part);
      return { region: part, area, esd: pixelSize === null ? null : esdOfArea(area, pixelSize) };
    }),
  };
}

/** Straight through the middle of the object, for whoever does not draw. */
export function straight({ x, y, width, height }: Region, how: "down" | "across"): Line {
  const [middleX, middleY] = [x + width / 2, y + height / 2];
  return how === "down"
    ? [
        [middleX, y - 1],
        [middleX, y + height + 1],
      ]
    : [
        [x - 1, middleY],
        [x + width + 1, middleY],
      ];
}
