import type { Onlooker } from "@nauplius/db";
import { actingUser, type Context } from "../context.ts";

/** Through whose eyes counts and projects are seen. */
export const onlookerOf = (ctx: Context): Onlooker => ({
  user: actingUser(ctx),
  all: ctx.actor.kind === "system" || (ctx.actor.kind === "user" && ctx.actor.siteRoles.includes("admin")),
  only: ctx.actor.kind === "user" ? ctx.actor.projectIds : null,
  now: ctx.clock.now(),
});
