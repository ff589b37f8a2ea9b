import { divisibleObjects, divisionsOf, inSight, projectOf } from "@nauplius/db";
import { objectId, ok, refuse } from "@nauplius/domain";
import { z } from "zod";
import { sightOf } from "../access.ts";
import { verb } from "../verb.ts";
import { placeOf, scanOf, thresholdOf } from "./work.ts";

/** What is needed to draw a cut: the picture, the mask that is to be cut, and where the object lies in its scan. */
export const readOutline = verb({
  name: "object.outline",
  permission: "object.read",
  input: z.strictObject({ objectId }),
  project: (ctx, i) => projectOf(ctx.db, "object", i.objectId),
  run: async (ctx, i, grant) => {
    const [visible] = await inSight(ctx.db, sightOf(grant), [i.objectId]);
    const [row] = visible === undefined || grant.project === null ? [] : await divisibleObjects(ctx.db, grant.project, [i.objectId]);
    if (row === undefined) return refuse("notFound", "there is no such object, it was divided, or it is not open to you");
    const { vignette } = row;
    const scan = await scanOf(ctx.db, row);
    return ok({
      vignette:
        vignette === null
          ? null
          : { id: vignette.id, width: vignette.width, height: vignette.height, background: vignette.background, mask: vignette.mask },
      threshold: thresholdOf(row),
      place: placeOf(row),
      /** Its scan in full resolution is here, so large. */
      scan: scan === null ? null : { width: scan.width, height: scan.height },
      pixelSize: row.pixelSize,
      acquisitionId: row.acquisitionId,
    });
  },
});

/** What an object was made of, and what was made of it. */
export const readDivisions = verb({
  name: "object.divisions",
  permission: "object.read",
  input: z.strictObject({ objectId }),
  project: (ctx, i) => projectOf(ctx.db, "object", i.objectId),
  run: async (ctx, i, grant) => {
    const sight = sightOf(grant);
    const [visible] = await inSight(ctx.db, { ...sight, retired: true }, [i.objectId]);
    if (visible === undefined) return refuse("notFound", "there is no such object, or it is not open to you");
    const found = await divisionsOf(ctx.db, i.objectId);
    return ok(found.map(({ by: _by, byName, ...division }) => ({ ...division, byName: sight.validatedOnly ? null : byName })));
  },
});
