import { firstVignettes, inSight, projectOfObjects } from "@nauplius/db";
import { objectId, ok } from "@nauplius/domain";
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
    places.sort((a, b) => (a.packKey === b.packKey ? a.offset - b.offset : a.packKey < b.packKey ? -1 : 1));
    const vignettes: PageVignette[] = [];
    for (const group of neighbours(places)) {
      const first = group[0];
      const last = group.at(-1);
      if (first === undefined || last === undefined) continue;
      const block = await ctx.storage.read(first.packKey, first.offset, last.offset + last.length - first.offset);
      for (const p of group)
        vignettes.push({
          objectId: p.objectId,
          mime: p.mime,
          width: p.width,
          height: p.height,
          bytes: block.subarray(p.offset - first.offset, p.offset - first.offset + p.length),
        });
    }
    return ok(vignettes);
  },
});

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
