import { firstVignettes, inSight, masksOf, projectOfObjects, type VignettePlace } from "@nauplius/db";
import { objectId, ok } from "@nauplius/domain";
import type { Storage } from "@nauplius/storage";
import { z } from "zod";
import { sightOf } from "../access.ts";
import { verb } from "../verb.ts";

export type PageVignette = {
  readonly objectId: number;
  readonly mime: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
};

/** The vignettes shown first of up to a page of objects, all of one project: read in the order of the packs, few long reads. */
export const pageOfVignettes = verb({
  name: "object.vignettes",
  permission: "object.read",
  input: z.strictObject({ objects: z.array(objectId).min(1).max(1000) }),
  project: (ctx, i) => projectOfObjects(ctx.db, i.objects),
  run: async (ctx, i, grant) => {
    const visible = await inSight(ctx.db, sightOf(grant), i.objects);
    const places = await firstVignettes(ctx.db, visible);
    const vignettes: PageVignette[] = [];
    for await (const vignette of readVignettes(ctx.storage, places)) vignettes.push(vignette);
    return ok(vignettes);
  },
});

/** The masks of up to a page of objects, all of one project, as they are kept; objects without one are left out. */
export const pageOfMasks = verb({
  name: "object.masks",
  permission: "object.read",
  input: z.strictObject({ objects: z.array(objectId).min(1).max(1000) }),
  project: (ctx, i) => projectOfObjects(ctx.db, i.objects),
  run: async (ctx, i, grant) => ok(await masksOf(ctx.db, await inSight(ctx.db, sightOf(grant), i.objects))),
});

/** Vignettes in the order of the packs, by few long reads. */
export async function* readVignettes(storage: Storage, places: readonly VignettePlace[]): AsyncGenerator<PageVignette> {
  const ordered = places.toSorted((a, b) => (a.packKey === b.packKey ? a.offset - b.offset : a.packKey < b.packKey ? -1 : 1));
  for (const group of neighbours(ordered)) {
    const first = group[0];
    const last = group.at(-1);
    if (first === undefined || last === undefined) continue;
    const block = await storage.read(first.packKey, first.offset, last.offset + last.length - first.offset);
    for (const { objectId, mime, width, height, offset, length } of group)
      yield { objectId, mime, width, height, bytes: block.subarray(offset - first.offset, offset - first.offset + length) };
  }
}

type Place = { readonly packKey: string; readonly offset: number; readonly length: number };

/** Bytes that may lie between two vignettes read in one go. */
const gap = 64 * 1024;

function* neighbours<P extends Place>(places: readonly P[]): Generator<P[]> {
  let group: P[] = [];
  for (const p of places) {
    const last = group.at(-1);
    if (last !== undefined && (last.packKey !== p.packKey || p.offset - (last.offset + last.length) > gap)) {
      yield group;
      group = [];
    }
    group.push(p);
  }
  if (group.length > 0) yield group;
}
