import { embeddingOf, embeddingsAfter, inSight, objectsForSimilar, projectOf } from "@nauplius/db";
import { objectId, ok, refuse } from "@nauplius/domain";
import { z } from "zod";
import { sightOf } from "../../access.ts";
import { verb } from "../../verb.ts";
import { nearest } from "./nearest.ts";

const page = 20_000;
/** Beyond so many objects of a project the rest is not looked at: the answer must come at once. */
const mostSearched = 200_000;

/** The objects of the same project that lie nearest to one for the network that looked at it. Objects that no model has seen are not found. */
export const similarObjects = verb({
  name: "object.similar",
  permission: "object.read",
  input: z.strictObject({ objectId, limit: z.coerce.number().int().min(1).max(100).default(12) }),
  project: (ctx, i) => projectOf(ctx.db, "object", i.objectId),
  run: async (ctx, i, grant) => {
    const sight = sightOf(grant);
    const [visible] = await inSight(ctx.db, sight, [i.objectId]);
    if (visible === undefined) return refuse("notFound", "there is no such object, or it is not open to you");
    const from = await embeddingOf(ctx.db, i.objectId);
    if (from === null) return ok({ searched: 0, objects: [] });
    const search = nearest(from.vector, i.limit);
    let searched = 0;
    for (let after = 0; searched < mostSearched; ) {
      const some = await embeddingsAfter(ctx.db, sight, from.space, { after, limit: page });
      for (const { objectId: id, vector } of some) if (Number(id) !== Number(i.objectId)) search.add(Number(id), vector);
      searched += some.length;
      const last = some.at(-1);
      if (last === undefined || some.length < page) break;
      after = last.objectId;
    }
    const found = search.found();
    const rows = new Map(
      (
        await objectsForSimilar(
          ctx.db,
          found.map(({ id }) => id),
        )
      ).map((row) => [Number(row.id), row]),
    );
    const objects = found.flatMap(({ id, likeness }) => {
      const row = rows.get(id);
      return row === undefined ? [] : [{ ...row, likeness }];
    });
    return ok({ searched, objects });
  },
});
