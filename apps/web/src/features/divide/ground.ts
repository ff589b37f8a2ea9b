import { decodeMask, fillHoles, type Grey, type Mask, type Region, runsOfMask } from "@nauplius/imaging";
import { bytesOf } from "./cut.ts";
import type { Line } from "./types.ts";

type Place = { readonly x: number; readonly y: number };
type Box = Place & { readonly width: number; readonly height: number };
export type Greys = Pick<Grey, "data" | "width" | "height">;

/** What lines are drawn on: a window on the scan, or the vignette where the scan is not here. */
export type Ground = {
  readonly drawnOn: "scan" | "vignette";
  readonly grey: Greys;
  /** In the ground's pixels. */
  readonly region: Region;
  /** Of the ground's upper left pixel, in the pixels that stored lines count in. */
  readonly origin: Place;
  /** Pixels along the edge of the object, and of others beside it: numbers of the ground's pixels. */
  readonly edge: readonly number[];
  readonly othersEdge: readonly number[];
};

/** The vignette alone. */
export const vignetteGround = (grey: Grey, region: Region): Ground => ({
  drawnOn: "vignette",
  grey,
  region,
  origin: { x: 0, y: 0 },
  edge: edgeOf({ ...region, on: region.mask }, region, grey),
  othersEdge: [],
});

/** Another object in the window: place of its box in the scan, and its mask (base 64). */
type OutlinedObject = Place & { readonly id: number; readonly mask: string | null };

/** Room around an object, in its own longer sides; at least and at most so many pixels. */
const [roomShare, leastRoom, mostRoom] = [0.75, 60, 600];
/** As `acquisition.scan` has it. */
const mostSide = 4096;

/** The part of a scan that is shown around an object; null: the object is larger than any window. */
export function windowAround(place: Place, size: Pick<Box, "width" | "height">, scan: Pick<Box, "width" | "height">): Box | null {
  const room = Math.round(Math.min(mostRoom, Math.max(leastRoom, roomShare * Math.max(size.width, size.height))));
  const [x, y] = [Math.max(0, place.x - room), Math.max(0, place.y - room)];
  const [right, bottom] = [Math.min(scan.width, place.x + size.width + room), Math.min(scan.height, place.y + size.height + room)];
  const window = { x, y, width: right - x, height: bottom - y };
  return window.width > mostSide || window.height > mostSide ? null : window;
}

/** The object where it lies in a window on its scan, with its neighbours; undefined where the scan shows another picture there than the vignette. */
export function scanGround(
  id: number,
  { region, place }: { readonly region: Region; readonly place: Place },
  { window, objects }: { readonly window: Place; readonly objects: readonly OutlinedObject[] },
  grey: Greys,
): Ground | undefined {
  const here = { ...region, x: place.x - window.x, y: place.y - window.y };
  if (!isSame(here, grey)) return undefined;
  const others = objects.flatMap(({ id: other, x, y, mask }) => {
    if (other === id || mask === null) return [];
    const drawn = decodeMask(bytesOf(mask));
    const corner = cornerOf(drawn);
    return edgeOf(drawn, { x: x - window.x - corner.x, y: y - window.y - corner.y }, grey);
  });
  const edge = edgeOf({ ...here, on: here.mask }, here, grey);
  return { drawnOn: "scan", grey, region: here, origin: { x: window.x, y: window.y }, edge, othersEdge: others };
}

/** Lines as they are stored. */
export const linesFrom = ({ origin }: Ground, lines: readonly Line[]): Line[] =>
  lines.map((line) => line.map(([x, y]) => [x + origin.x, y + origin.y] as const));

/** Upper left corner of the pixels of a mask. */
function cornerOf(mask: Mask): Place {
  const runs = runsOfMask(mask);
  let left = mask.width;
  for (let n = 0; n < runs.length; n += 3) left = Math.min(left, runs[n + 1] ?? left);
  return { x: left, y: runs[0] ?? 0 };
}

/** Are the object's greys those of the ground under it? */
function isSame({ x, y, width, height, mask, grey }: Region, ground: Greys): boolean {
  if (x < 0 || y < 0 || x + width > ground.width || y + height > ground.height) return false;
  return mask.every((on, i) => on === 0 || grey[i] === ground.data[(y + Math.floor(i / width)) * ground.width + x + (i % width)]);
}

/** Numbers of the ground's pixels along the outline of a mask; its holes are inside. */
function edgeOf({ width, height, on: mask }: Mask, place: Place, ground: Pick<Greys, "width" | "height">): number[] {
  const edge: number[] = [];
  const on = fillHoles(mask, width, height);
  const isOn = (x: number, y: number): boolean => x >= 0 && y >= 0 && x < width && y < height && on[y * width + x] !== 0;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const isInside = isOn(x - 1, y) && isOn(x + 1, y) && isOn(x, y - 1) && isOn(x, y + 1);
      if (!isOn(x, y) || isInside) continue;
      const [column, row] = [place.x + x, place.y + y];
      if (column >= 0 && row >= 0 && column < ground.width && row < ground.height) edge.push(row * ground.width + column);
    }
  return edge;
}
