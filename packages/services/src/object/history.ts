import { historyOf, inSight, projectOf } from "@nauplius/db";
import { objectId, ok, refuse } from "@nauplius/domain";
import { z } from "zod";
import { sightOf } from "../access.ts";
import { verb } from "../verb.ts";

/** Every annotation that an object ever had, newest first. The public of an open project sees validated ones, without names. */
export const objectHistory = verb({
  name: "object.history",
  permission: "object.history",
  input: z.strictObject({ objectId }),
  project: (ctx, i) => projectOf(ctx.db, "object", i.objectId),
  run: async (ctx, i, grant) => {
    const sight = sightOf(grant);
    const [visible] = await inSight(ctx.db, { ...sight, retired: true }, [i.objectId]);
    if (visible === undefined) return refuse("notFound", "there is no such object, or it is not open to you");
    const entries = await historyOf(ctx.db, i.objectId);
    if (!sight.validatedOnly) return ok(entries);
    return ok(entries.filter((e) => e.state === "validated").map((e) => ({ ...e, by: null, byName: null, gestureBy: null })));
  },
});
