import { activeRuns, waitingFor, weeksOfWork } from "@nauplius/db";
import { ok } from "@nauplius/domain";
import { z } from "zod";
import { actingUser } from "../context.ts";
import { verb } from "../verb.ts";

/** For people signed in: how much was labelled lately on the site, what is at work, and what waits in the projects that they are in. */
export const readWork = verb({
  name: "usage.work",
  permission: "people.self",
  input: z.strictObject({}),
  run: async (ctx) => {
    const user = actingUser(ctx);
    const now = ctx.clock.now();
    const [weeks, runs, waiting] = await Promise.all([
      weeksOfWork(ctx.db, now),
      activeRuns(ctx.db),
      user === null ? [] : waitingFor(ctx.db, user, now),
    ]);
    return ok({ weeks, runs, waiting });
  },
});
