import { deleteSessions, markVerified, personByEmail, personById, revokeLinks, takeLink, writePassword } from "@nauplius/db";
import { email, linkSecret, newPassword, ok, refuse, type UserId, userId } from "@nauplius/domain";
import { z } from "zod";
import { actingUser, type Context } from "../../context.ts";
import { transact } from "../../transact.ts";
import { verb } from "../../verb.ts";
import { acceptPassword } from "../passwords.ts";
import { hour, within } from "../tries.ts";
import { handOver, inDays, issueLink, later, openLink, usedUp } from "./issue.ts";

const resetLink = (ctx: Context, user: UserId, days: number) =>
  ctx.db.transaction(async (tx) => {
    const now = ctx.clock.now();
    await revokeLinks(tx, { kinds: ["reset"], userId: user }, now);
    return issueLink(tx, { kind: "reset", userId: user, createdBy: actingUser(ctx), expiresAt: inDays(ctx, days), now });
  });

const letter = (to: string) => ({
  to,
  subject: "A new password for Nauplius",
  text: (url: string) =>
    `Open this link to choose a new password; it works once:\n\n${url}\n\nIf you did not ask for it, ignore it: your password stays as it is.`,
});

/** An admin makes the link; by mail where there is mail, else to pass on. */
export const createResetLink = verb({
  name: "people.createResetLink",
  permission: "people.admin",
  input: z.strictObject({ userId }),
  run: async (ctx, i) => {
    const person = await personById(ctx.db, i.userId);
    if (person === null) return refuse("notFound", "there is no such account");
    return ok(await handOver(ctx, await resetLink(ctx, person.id, 1), letter(person.email)));
  },
});

/** Whoever forgot their password asks by mail. The answer tells nobody whether there is such an account. */
export const requestReset = verb({
  name: "people.requestReset",
  permission: "people.link",
  input: z.strictObject({ email }),
  run: async (ctx, i) => {
    const mail = ctx.settings?.mail ?? null;
    if (mail === null) return refuse("unsupported", "this site sends no mail; ask an admin for a link to a new password");
    const allowed = await within(ctx, `reset:${i.email}`, { max: 3, seconds: hour });
    if (!allowed.ok) return allowed;
    later(ctx, async () => {
      const person = await personByEmail(ctx.db, i.email);
      if (person !== null && !person.blocked) await handOver(ctx, await resetLink(ctx, person.id, 1 / 24), letter(person.email));
    });
    return ok({});
  },
});

/** Sets the new password and signs its owner out everywhere: whoever knew the old one is out. */
export const resetPassword = verb({
  name: "people.resetPassword",
  permission: "people.link",
  input: z.strictObject({ token: linkSecret, password: newPassword }),
  run: async (ctx, i) => {
    const now = ctx.clock.now();
    const link = await openLink(ctx.db, i.token, ["reset"], now);
    if (!link.ok) return link;
    const person = link.value.userId === null ? null : await personById(ctx.db, link.value.userId);
    if (person === null) return refuse("gone", "this account is no longer there");
    const hash = await acceptPassword(i.password, person);
    if (!hash.ok) return hash;
    return transact(ctx.db, async (tx) => {
      if (!(await takeLink(tx, link.value.id, person.id, now))) return usedUp;
      await writePassword(tx, person.id, hash.value, now);
      if (link.value.vouched) await markVerified(tx, person.id, now);
      await deleteSessions(tx, person.id);
      return ok({ email: person.email });
    });
  },
});
