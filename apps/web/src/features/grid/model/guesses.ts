import type { Tile } from "./tiles.ts";

/** The taxon that the model named in one place (0: best) for all of some tiles; null where they differ, or where one has none. */
export function sharedGuess(tiles: readonly (Pick<Tile, "row" | "label"> | undefined)[], place: number): number | null {
  const named = tiles.map((tile) =>
    tile === undefined || tile.label.state !== "predicted" ? null : (tile.row.guesses?.[place]?.taxonId ?? null),
  );
  const [first = null] = named;
  return named.every((taxon) => taxon === first) ? first : null;
}
