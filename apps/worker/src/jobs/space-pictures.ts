import { availableParallelism } from "node:os";
import { firstVignettes } from "@nauplius/db";
import { createRng, type TilePicture } from "@nauplius/domain";
import { tileSpace } from "@nauplius/ecology";
import { encodePng } from "@nauplius/pipelines";
import { drawTiles, type FormDrawer, type Morphospace, openFormDrawer } from "@nauplius/pipelines/morphospace";
import { type RunHandle, readVignettes } from "@nauplius/services";
import type { Dependencies } from "./dependencies.ts";
import { threadsOf } from "./space-individuals.ts";

/** Objects whose mean a morph is shown by, those nearest to its centre; and of a tile, at random. */
const [ofMorph, ofTile] = [30, 4];
const morphSide = 128;
const grid = { columns: 14, rows: 10, side: 64 };

export type SpacePicture = { readonly name: string; readonly bytes: Uint8Array };
export type SpacePictures = {
  readonly files: readonly SpacePicture[];
  /** Numbers of the morphs that have a mean image, from 0. */
  readonly morphs: readonly number[];
  readonly tiles: readonly TilePicture[];
};

type Of = {
  readonly made: Morphospace;
  readonly objectIds: Float64Array;
  readonly morphObjects: readonly (readonly number[])[];
  readonly seed: number;
};

/** Mean images of the morphs, and of tiles over each pair of axes; a project without vignettes has none. */
export async function drawSpace(d: Dependencies, handle: RunHandle, of: Of): Promise<SpacePictures> {
  const drawer = openFormDrawer(threadsOf(d) ?? availableParallelism(), handle.signal);
  try {
    return await drawMorphs(d, handle, drawer, of);
  } finally {
    await drawer.close();
  }
}

async function drawMorphs(d: Dependencies, handle: RunHandle, drawer: FormDrawer, of: Of): Promise<SpacePictures> {
  const pairs = pairsOf(of.made.space.axes);
  const total = of.morphObjects.length + pairs.length;
  const files: SpacePicture[] = [];
  const morphs: number[] = [];
  for (const [morph, objects] of of.morphObjects.entries()) {
    handle.progress({ step: "pictures", done: morph, total });
    const images = [...(await imagesOf(d, objects.slice(0, ofMorph))).values()];
    const form = images.length === 0 ? null : await drawer.draw({ images, side: morphSide });
    if (form === null) continue;
    morphs.push(morph);
    files.push({ name: `morph-${morph + 1}.png`, bytes: (await encodePng(form)).bytes });
  }
  const tiles: TilePicture[] = [];
  // Where no morph can be shown there are no vignettes.
  for (const [at, pair] of (morphs.length === 0 ? [] : pairs).entries()) {
    handle.progress({ step: "pictures", done: of.morphObjects.length + at, total });
    const { picture, bytes } = await drawPair(d, drawer, of, pair);
    tiles.push(picture);
    files.push({ name: picture.name, bytes });
  }
  return { files, morphs, tiles };
}

type Pair = { readonly x: number; readonly y: number };
const pairsOf = (axes: number): Pair[] =>
  Array.from({ length: axes }, (_, x) => Array.from({ length: axes - x - 1 }, (_, i) => ({ x, y: x + i + 1 }))).flat();

async function drawPair(d: Dependencies, drawer: FormDrawer, { made, objectIds, seed }: Of, { x, y }: Pair) {
  const random = createRng(seed).fork(`tiles ${x} ${y}`).next;
  const tiling = tileSpace(made.coordinates, made.space.axes, { x, y, ...grid, most: ofTile, random });
  const objects = tiling.tiles.map(({ members }) => [...members].map((i) => objectIds[made.rows[i] ?? 0] ?? 0));
  const images = await imagesOf(d, objects.flat());
  const forms = await Promise.all(
    objects.map((own) => {
      const shown = own.flatMap((id) => images.get(id) ?? []);
      return shown.length === 0 ? null : drawer.draw({ images: shown, side: grid.side });
    }),
  );
  const { columns, rows } = grid;
  const tiles = tiling.tiles.map(({ column, row, individuals }, at) => ({ column, row, individuals, objects: objects[at] ?? [] }));
  const picture: TilePicture = {
    ...{ name: `tiles-${x + 1}-${y + 1}.png`, x, y, columns, rows, tiles },
    ...{ across: tiling.across, upwards: tiling.upwards },
  };
  return { picture, bytes: await drawTiles(tiling, forms, grid) };
}

type Image = { readonly bytes: Uint8Array; readonly background: "light" | "dark" };

/** The vignettes shown first of objects, some hundreds at once. */
async function imagesOf(d: Dependencies, objects: readonly number[]): Promise<Map<number, Image>> {
  const found = new Map<number, Image>();
  for (let from = 0; from < objects.length; from += 500) {
    const places = await firstVignettes(d.db, objects.slice(from, from + 500));
    const grounds = new Map(places.map(({ objectId, background }) => [Number(objectId), background]));
    for await (const { objectId, bytes } of readVignettes(d.storage, places))
      found.set(objectId, { bytes, background: grounds.get(objectId) === "dark" ? "dark" : "light" });
  }
  return found;
}
