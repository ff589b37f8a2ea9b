import { z } from "zod";
import { objectMapId } from "../ids.ts";

/** An address holds so many corners of an outline. */
export const mostCorners = 100;

/** Maps lie between -1 and 1; a corner may be drawn somewhat outside. */
const place = z.number().min(-10).max(10);
export const mapRegion = z.strictObject({
  map: objectMapId,
  corners: z
    .array(z.tuple([place, place]))
    .min(3)
    .max(mostCorners),
});
export type MapRegion = z.output<typeof mapRegion>;
export type Corner = readonly [x: number, y: number];

/** Three decimals: a thousandth of half the map, less than a pixel of it. */
const round = (value: number): number => Math.round(value * 1000) / 1000;

/** `12:-0.5,0.1;0.2,0.3;0,0`: the map, then the corners. */
export const textOfRegion = ({ map, corners }: MapRegion): string =>
  `${map}:${corners.map(([x, y]) => `${round(x)},${round(y)}`).join(";")}`;

/** What an address says; what cannot be read fails the schema, which names it. */
export function regionOfText(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  const [map, corners = ""] = text.split(":");
  return { map, corners: corners.split(";").map((corner) => corner.split(",").map(Number)) };
}

/** Twice the area of the triangle a, b, p; positive where p lies left of the way from a to b. */
const leftOf = ([ax, ay]: Corner, [bx, by]: Corner, x: number, y: number): number => (bx - ax) * (y - ay) - (x - ax) * (by - ay);

/** Whether an outline goes round a place (its winding number is not 0), as PostgreSQL's polygons decide it: loops of a line that crosses itself are inside. */
export function isWithin(corners: readonly Corner[], x: number, y: number): boolean {
  let winding = 0;
  for (const [i, from] of corners.entries()) {
    const to = corners[(i + 1) % corners.length] as Corner;
    if (from[1] <= y && to[1] > y && leftOf(from, to, x, y) > 0) winding += 1;
    if (from[1] > y && to[1] <= y && leftOf(from, to, x, y) < 0) winding -= 1;
  }
  return winding !== 0;
}

/** Distance of a place from the line through two corners, or from the corner where both are one. */
function away(a: Corner, b: Corner, [x, y]: Corner): number {
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
  return length === 0 ? Math.hypot(x - a[0], y - a[1]) : Math.abs(leftOf(a, b, x, y)) / length;
}

/** The corners that matter of a line (Douglas and Peucker 1973, Cartographica 10:112): none that is left out lies farther than `tolerance` from what remains. */
function simplified(line: readonly Corner[], tolerance: number): Corner[] {
  const [first, last] = [line[0], line.at(-1)];
  if (first === undefined || last === undefined || line.length < 3) return [...line];
  let [at, most] = [0, 0];
  for (const [i, corner] of line.entries()) {
    const distance = i === 0 || i === line.length - 1 ? 0 : away(first, last, corner);
    if (distance > most) [at, most] = [i, distance];
  }
  if (most <= tolerance) return [first, last];
  return [...simplified(line.slice(0, at + 1), tolerance).slice(0, -1), ...simplified(line.slice(at), tolerance)];
}

/** A drawn line as an outline that fits into an address; null where it goes round nothing. */
export function outlineOf(line: readonly Corner[]): [number, number][] | null {
  for (let tolerance = 0.002; ; tolerance *= 2) {
    const corners = simplified(line, tolerance).map(([x, y]): [number, number] => [round(x), round(y)]);
    if (corners.length < 3) return null;
    if (corners.length <= mostCorners) return corners;
  }
}
