import { absent, type Corner, isWithin, type MapPoints } from "@nauplius/domain";
import type { MapHeader } from "../types.ts";

/** Of each point whether it lies within an outline. */
export function within({ x, y }: Pick<MapPoints, "x" | "y">, corners: readonly Corner[]): Uint8Array {
  const [west, east] = [Math.min(...corners.map((c) => c[0])), Math.max(...corners.map((c) => c[0]))];
  const [south, north] = [Math.min(...corners.map((c) => c[1])), Math.max(...corners.map((c) => c[1]))];
  return Uint8Array.from(x, (px, point) => {
    const py = y[point] ?? 0;
    return px >= west && px <= east && py >= south && py <= north && isWithin(corners, px, py) ? 1 : 0;
  });
}

export type TaxonShare = { readonly id: number | null; readonly name: string | null; readonly objects: number };

/** How many points are chosen, and of which taxa, the most frequent first. */
export function sharesOf(
  { points, header }: { points: MapPoints; header: MapHeader },
  chosen: Uint8Array,
): { objects: number; taxa: TaxonShare[] } {
  const counts = new Map<number, number>();
  let objects = 0;
  for (const [point, isChosen] of chosen.entries()) {
    if (isChosen === 0) continue;
    objects += 1;
    const taxon = points.taxon[point] ?? absent.taxon;
    counts.set(taxon, (counts.get(taxon) ?? 0) + 1);
  }
  const taxa = [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .map(([taxon, n]) => ({ id: header.taxa[taxon]?.id ?? null, name: header.taxa[taxon]?.name ?? null, objects: n }));
  return { objects, taxa };
}
