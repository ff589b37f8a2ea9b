import { assignmentsFor, strokesOf } from "@nauplius/db";
import { ok, ownPace } from "@nauplius/domain";
import { z } from "zod";
import { grantFor } from "../access.ts";
import { actingUser } from "../context.ts";
import { verb } from "../verb.ts";
import { progressOf } from "./progress.ts";

const weekMs = 7 * 86_400_000;

/** What is given to the person who asks, what is left of it, and their own pace: that is shown to nobody else. */
export const myWork = verb({
  name: "assignment.mine",
  permission: "people.self",
  input: z.strictObject({}),
  run: async (ctx) => {
    const user = actingUser(ctx);
    if (user === null) return ok({ assignments: [], pace: null });
    const now = ctx.clock.now();
    const rows = await assignmentsFor(ctx.db, user, now);
    const assignments = await Promise.all(
      rows.map(async ({ persons, ...row }) => {
        const grant = await grantFor(ctx, "object.read", row.projectId);
        const progress = grant.ok ? await progressOf(ctx, grant.value, { ...row, persons }) : null;
        return { ...row, with: persons.filter(({ id }) => id !== user).map(({ name }) => name), progress };
      }),
    );
    const pace = rows.length === 0 ? null : ownPace(await strokesOf(ctx.db, user, new Date(now.getTime() - weekMs)));
    return ok({ assignments, pace });
  },
});
