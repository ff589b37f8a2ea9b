import { open } from "node:fs/promises";
import type { EvenImage } from "../find.ts";
import type { ObjectPool } from "../object-pool.ts";

/** Columns and rows of a tile, px: a window around one object is a handful of them, and one is small enough to be decoded at once. */
export const tileSide = 512;

/** A scan on even ground, written down as grey PNGs one behind the other, in reading order of their places. */
export type KeptTiles = {
  readonly path: string;
  readonly width: number;
  readonly height: number;
  readonly side: number;
  /** Where each tile ends in the file. */
  readonly ends: Uint32Array<ArrayBuffer>;
};

type KeepOptions = { readonly path: string; readonly pool: ObjectPool; readonly signal?: AbortSignal };

/** Writes the tiles of an even scan into a file. The threads encode a row of tiles each, few at a time: beside the image that is there, memory is
 *  what those rows take as PNGs. */
export async function keepTiles(
  { kernels, at }: EvenImage,
  { width, height }: { readonly width: number; readonly height: number },
  { path, pool, signal }: KeepOptions,
): Promise<KeptTiles> {
  const plane = { memory: kernels.bytes.buffer, at, width, rows: height, top: 0, bottom: height };
  const [across, down] = [Math.ceil(width / tileSide), Math.ceil(height / tileSide)];
  const ends = new Uint32Array(across * down);
  const encode = (row: number): Promise<Uint8Array[]> => {
    const [y, tall] = [row * tileSide, Math.min(tileSide, height - row * tileSide)];
    const boxes = Array.from({ length: across }, (_, n) => {
      const x = n * tileSide;
      return { x, y, width: Math.min(tileSide, width - x), height: tall };
    });
    const encoded = pool.tiles({ plane, boxes }, signal);
    // Its failure is met when its turn comes.
    encoded.catch(() => undefined);
    return encoded;
  };
  const file = await open(path, "w");
  try {
    const queue: Promise<Uint8Array[]>[] = [];
    let [next, end, n] = [0, 0, 0];
    for (let row = 0; row < down; row++) {
      while (next < down && queue.length < pool.threads + 1) queue.push(encode(next++));
      const tiles = (await queue.shift()) ?? [];
      for (const tile of tiles) ends[n++] = end += tile.length;
      await file.writev(tiles);
    }
    return { path, width, height, side: tileSide, ends };
  } finally {
    await file.close();
  }
}
