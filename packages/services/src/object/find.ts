import { findPasted, inSight } from "@nauplius/db";
import { ok, projectId } from "@nauplius/domain";
import { z } from "zod";
import { sightOf } from "../access.ts";
import { verb } from "../verb.ts";

/** Longest list that may be pasted at once. */
const maxPasted = 10_000;

/** Which of a pasted list of ids are objects here, and which are not. */
export const findObjects = verb({
  name: "object.find",
  permission: "object.read",
  input: z.strictObject({ projectId, ids: z.array(z.string().trim().min(1).max(255)).min(1).max(maxPasted) }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i, grant) => {
    const asked = [...new Set(i.ids)];
    const found = await findPasted(ctx.db, i.projectId, asked);
    const visible = new Set<number>(
      await inSight(
        ctx.db,
        sightOf(grant),
        found.map((f) => f.id),
      ),
    );
    const known = new Set(found.filter((f) => visible.has(f.id)).map((f) => f.asked));
    return ok({ found: [...visible].sort((a, b) => a - b), missing: asked.filter((id) => !known.has(id)) });
  },
});
