import { inSight, nearestObjects, objectsForSimilar, projectOf } from "@nauplius/db";
import { objectId, ok, refuse } from "@nauplius/domain";
import { z } from "zod";
import { sightOf } from "../../access.ts";
import { verb } from "../../verb.ts";

/** The objects of the same project that lie nearest to one for the network that looked at it. Objects that no model has seen are not found. */
export const similarObjects = verb({
  name: "object.similar",
  permission: "object.read",
  input: z.strictObject({
    objectId,
    limit: z.coerce.number().int().min(1).max(100).default(12),
    /** Only what a person validated. */
    validated: z.stringbool().optional(),
  }),
  project: (ctx, i) => projectOf(ctx.db, "object", i.objectId),
  run: async (ctx, i, grant) => {
    const sight = sightOf(grant);
    const [visible] = await inSight(ctx.db, sight, [i.objectId]);
    if (visible === undefined) return refuse("notFound", "there is no such object, or it is not open to you");
    const { searched, found } = await nearestObjects(ctx.db, sight, { like: [i.objectId], limit: i.limit + 1, validated: i.validated });
    const others = found.filter(({ id }) => id !== Number(i.objectId)).slice(0, i.limit);
    const ids = others.map(({ id }) => id);
    const rows = new Map((await objectsForSimilar(ctx.db, ids)).map((row) => [Number(row.id), row]));
    const objects = others.flatMap(({ id, likeness }) => {
      const row = rows.get(id);
      return row === undefined ? [] : [{ ...row, likeness }];
    });
    return ok({ searched, objects });
  },
});
