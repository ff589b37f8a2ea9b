import { inSight, vignetteById } from "@nauplius/db";
import { ok, refuse, vignetteId } from "@nauplius/domain";
import { z } from "zod";
import { sightOf } from "../access.ts";
import { verb } from "../verb.ts";

/** Bytes of one image: as shown, or the file as it came. */
export const readVignette = verb({
  name: "vignette.read",
  permission: "object.read",
  input: z.strictObject({ vignetteId, original: z.boolean().default(false) }),
  project: async (ctx, i) => {
    const found = await vignetteById(ctx.db, i.vignetteId);
    return found === null ? null : (found.projectId as never);
  },
  run: async (ctx, i, grant) => {
    const found = await vignetteById(ctx.db, i.vignetteId);
    const [visible] = found === null ? [] : await inSight(ctx.db, { ...sightOf(grant), retired: true }, [found.objectId]);
    if (found === null || visible === undefined) return refuse("notFound", "there is no such image, or it is not open to you");
    const place = i.original && found.original !== null ? found.original : found;
    const bytes = await ctx.storage.read(place.packKey, place.offset, place.length);
    return ok({ bytes, mime: place.mime, fileName: found.fileName });
  },
});
