import { historyOf, inSight, projectOf } from "@nauplius/db";
import { objectId, ok, refuse } from "@nauplius/domain";
import { z } from "zod";
import { sightOf } from "../access.ts";
import { verb } from "../verb.ts";

/** Every annotation that an object ever had, newest first. */
export const objectHistory = verb({
  name: "object.history",
  permission: "object.history",
  input: z.strictObject({ objectId }),
  project: (ctx, i) => projectOf(ctx.db, "object", i.objectId),
  run: async (ctx, i, grant) => {
    const [visible] = await inSight(ctx.db, sightOf(grant), [i.objectId]);
    return visible === undefined
      ? refuse("notFound", "there is no such object, or it is not open to you")
      : ok(await historyOf(ctx.db, i.objectId));
  },
});
