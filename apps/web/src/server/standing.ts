import "server-only";
import type { Standing } from "@nauplius/domain";
import type { Context } from "@nauplius/services";

/** What the person is in the site as a whole: for showing what they may do; verbs decide again. */
export const siteStanding = (ctx: Context): Standing => ({
  signedIn: ctx.actor.kind === "user",
  siteRoles: ctx.actor.kind === "user" ? ctx.actor.siteRoles : [],
  role: null,
  access: null,
});
