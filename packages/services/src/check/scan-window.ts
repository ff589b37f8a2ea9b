import { inSight, type KeptScan, keptScanOf, objectsInBox, overviewOfAcquisition, projectOf } from "@nauplius/db";
import { acquisitionId, ok, refuse } from "@nauplius/domain";
import type { Storage } from "@nauplius/storage";
import { z } from "zod";
import { sightOf } from "../access.ts";
import { verb } from "../verb.ts";

/** Longest side of a window, px: what a page can draw on. */
const mostSide = 4096;
const mostObjects = 500;
const px = z.coerce.number().int();

type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
/** A piece of the scan (PNG in base 64) and where it lies there. */
type Tile = Box & { readonly png: string };

/** A window on the scan of an acquisition in full resolution: the tiles that it needs, and the objects that reach into it. */
export const readScanWindow = verb({
  name: "acquisition.scan",
  permission: "check.read",
  input: z.strictObject({
    acquisitionId,
    x: px.min(0),
    y: px.min(0),
    width: px.min(1).max(mostSide),
    height: px.min(1).max(mostSide),
  }),
  project: (ctx, i) => projectOf(ctx.db, "acquisition", i.acquisitionId),
  run: async (ctx, { acquisitionId: acquisition, ...asked }, grant) => {
    const found = await overviewOfAcquisition(ctx.db, acquisition);
    const isSeen = found !== null && (grant.sampleIds.length === 0 || grant.sampleIds.includes(found.sampleId));
    if (!isSeen) return refuse("notFound", "there is no such acquisition, or it is not open to you");
    const scan = await keptScanOf(ctx.db, acquisition);
    if (scan === null)
      return refuse("notFound", "the scan of this acquisition was not kept: it was not segmented here, or before scans were kept");
    if (asked.x >= scan.width || asked.y >= scan.height)
      return refuse("invalid", `x, y: the scan has ${scan.width} x ${scan.height} pixels, got a window at ${asked.x}, ${asked.y}`);
    const window = { ...asked, width: Math.min(asked.width, scan.width - asked.x), height: Math.min(asked.height, scan.height - asked.y) };
    const near = await objectsInBox(ctx.db, acquisition, window, mostObjects);
    const visible = new Set<number>(
      await inSight(
        ctx.db,
        sightOf(grant),
        near.map(({ id }) => id),
      ),
    );
    return ok({
      ...{ window, scan: { width: scan.width, height: scan.height } },
      objects: near.filter(({ id }) => visible.has(id)),
      tiles: await tilesOf(ctx.storage, scan, window),
    });
  },
});

/** Tiles under a window; those of one row lie side by side in the blob: one read. */
async function tilesOf(storage: Storage, { key, width, height, side, ends }: KeptScan, window: Box): Promise<Tile[]> {
  const across = Math.ceil(width / side);
  const view = new DataView(ends.buffer, ends.byteOffset, ends.byteLength);
  const endOf = (n: number): number => (n < 0 ? 0 : view.getUint32(4 * n, true));
  const [left, right] = [Math.floor(window.x / side), Math.floor((window.x + window.width - 1) / side)];
  const tiles: Tile[] = [];
  for (let row = Math.floor(window.y / side); row * side < window.y + window.height; row++) {
    const first = row * across + left;
    const from = endOf(first - 1);
    const block = await storage.read(key, from, endOf(row * across + right) - from);
    for (let n = first; n <= row * across + right; n++) {
      const [x, y] = [(n % across) * side, row * side];
      const place = { x, y, width: Math.min(side, width - x), height: Math.min(side, height - y) };
      tiles.push({ ...place, png: Buffer.from(block.subarray(endOf(n - 1) - from, endOf(n) - from)).toString("base64") });
    }
  }
  return tiles;
}
