import { deleteSessions, forgetTries, passwordOf, personById, writePassword } from "@nauplius/db";
import { newPassword, ok, refuse } from "@nauplius/domain";
import { z } from "zod";
import { actingUser } from "../../context.ts";
import { verb } from "../../verb.ts";
import { acceptPassword, isPassword } from "../passwords.ts";
import { hour, within } from "../tries.ts";

/** Asks for the present password, so that a screen left open is not an account lost; signs out everywhere else. */
export const changePassword = verb({
  name: "account.changePassword",
  permission: "people.self",
  input: z.strictObject({ current: z.string().min(1).max(1000), password: newPassword }),
  run: async (ctx, i) => {
    const user = actingUser(ctx);
    const person = user === null ? null : await personById(ctx.db, user);
    if (user === null || person === null) return refuse("notFound", "only people have a password");
    const tries = `changePassword:${user}`;
    const allowed = await within(ctx, tries, { max: 10, seconds: hour });
    if (!allowed.ok) return allowed;
    const held = await passwordOf(ctx.db, user);
    if (held === null)
      return refuse(
        "conflict",
        "this account has no password: it signs in through another service; an admin can give you a link to set one",
      );
    if (!(await isPassword(i.current, held))) {
      const message = "this is not your present password";
      return refuse("invalid", message, { faults: [{ path: "current", message }] });
    }
    const hash = await acceptPassword(i.password, person);
    if (!hash.ok) return hash;
    await ctx.db.transaction(async (tx) => {
      await writePassword(tx, user, hash.value, ctx.clock.now());
      await deleteSessions(tx, user, ctx.actor.kind === "user" ? ctx.actor.sessionId : undefined);
      await forgetTries(tx, tries);
    });
    return ok({});
  },
});
