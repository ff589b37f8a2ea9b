import { countAdmins, insertSiteRole, lockAdmins, revokeLinks, takeLink } from "@nauplius/db";
import { email, linkSecret, newAccount, ok, refuse } from "@nauplius/domain";
import { z } from "zod";
import type { Context } from "../../context.ts";
import { joinDemo } from "../../site/demo/open.ts";
import { transact } from "../../transact.ts";
import { verb } from "../../verb.ts";
import { acceptPassword } from "../passwords.ts";
import { makeAccount, newUserId } from "./account.ts";
import { inDays, issueLink, openLink, usedUp } from "./issue.ts";

/** The one-time link with which the first admin of an instance signs in; null once there is an admin. For the operator at the machine. */
export async function firstAdminLink(ctx: Context, site: { baseUrl: string }): Promise<string | null> {
  if (ctx.actor.kind !== "system") throw new Error("firstAdminLink is for the operator at the machine");
  return ctx.db.transaction(async (tx) => {
    await lockAdmins(tx);
    if ((await countAdmins(tx)) > 0) return null;
    const now = ctx.clock.now();
    await revokeLinks(tx, { kinds: ["welcome"] }, now);
    const { path } = await issueLink(tx, { kind: "welcome", vouched: true, expiresAt: inDays(ctx, 1), now });
    return new URL(path, site.baseUrl).href;
  });
}

/** The first admin chooses name, e-mail and password. */
export const welcome = verb({
  name: "people.welcome",
  permission: "people.link",
  input: z.strictObject({ token: linkSecret, email, ...newAccount }),
  run: async (ctx, i) => {
    const now = ctx.clock.now();
    const link = await openLink(ctx.db, i.token, ["welcome"], now);
    if (!link.ok) return link;
    const hash = await acceptPassword(i.password, i);
    if (!hash.ok) return hash;
    return transact(ctx.db, async (tx) => {
      await lockAdmins(tx);
      if ((await countAdmins(tx)) > 0) return refuse("gone", "this site has an admin already; ask them for an invitation");
      const id = newUserId();
      if (!(await takeLink(tx, link.value.id, id, now))) return usedUp;
      const { name, organisation } = i;
      const made = await makeAccount(tx, { id, name, organisation, email: i.email, emailVerified: true, passwordHash: hash.value, now });
      if (!made.ok) return made;
      await insertSiteRole(tx, { userId: id, role: "admin", by: null, now });
      await joinDemo(tx, id);
      return ok({ email: i.email });
    });
  },
});
