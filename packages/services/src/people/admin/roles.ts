import { countAdmins, deleteSiteRole, insertSiteRole, lockAdmins, personById } from "@nauplius/db";
import { ok, refuse, siteRole, userId } from "@nauplius/domain";
import { z } from "zod";
import { actingUser } from "../../context.ts";
import { transact } from "../../transact.ts";
import { verb } from "../../verb.ts";

const input = z.strictObject({ userId, role: siteRole });

/** Makes somebody taxon editor or admin. */
export const grantSiteRole = verb({
  name: "people.grantRole",
  permission: "people.admin",
  input,
  run: async (ctx, i) => {
    const person = await personById(ctx.db, i.userId);
    if (person === null) return refuse("notFound", "there is no such account");
    if (person.blocked) return refuse("conflict", "this account is blocked");
    await insertSiteRole(ctx.db, { ...i, by: actingUser(ctx), now: ctx.clock.now() });
    return ok({});
  },
});

export const revokeSiteRole = verb({
  name: "people.revokeRole",
  permission: "people.admin",
  input,
  run: async (ctx, i) =>
    transact(ctx.db, async (tx) => {
      if (i.role === "admin") await lockAdmins(tx);
      if ((await deleteSiteRole(tx, i.userId, i.role)) === 0) return refuse("notFound", "this person does not have this role");
      if (i.role === "admin" && (await countAdmins(tx)) === 0) return refuse("lastAdmin", "this is the last admin; name another one first");
      return ok({});
    }),
});
