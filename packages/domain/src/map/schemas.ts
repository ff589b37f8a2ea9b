import { z } from "zod";

/** What a map is made from: where the network in service saw the objects, or what was measured of them. */
export const mapSources = ["network", "features"] as const;
export const mapSource = z.enum(mapSources);
export type MapSource = z.output<typeof mapSource>;

/** How many dimensions become two: neighbours stay neighbours (UMAP), or the two directions of most variance (PCA). */
export const mapMethods = ["umap", "pca"] as const;
export const mapMethod = z.enum(mapMethods);
export type MapMethod = z.output<typeof mapMethod>;

/** A map shows so many objects; of a larger project so many are drawn at random. */
export const mostMapped = 100_000;
/** Fewer objects make no map. */
export const fewestMapped = 20;
