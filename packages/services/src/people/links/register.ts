import { personByEmail } from "@nauplius/db";
import { email, ok, refuse } from "@nauplius/domain";
import { z } from "zod";
import { type Outcome, verb } from "../../verb.ts";
import { hour, within } from "../tries.ts";
import { handOver, inDays, issueLink, later } from "./issue.ts";

/** `path`: the page where the account is made, when there is no mail to send it by. */
type Registered = { readonly sent: true } | { readonly sent: false; readonly path: string };

/** Where the site is open for registration, an e-mail asks for its own invitation: by mail where there is mail, else at once. */
export const register = verb({
  name: "people.register",
  permission: "people.link",
  input: z.strictObject({ email }),
  run: async (ctx, i): Promise<Outcome<Registered>> => {
    if (ctx.settings?.registration !== true)
      return refuse("forbidden", "this site is by invitation; ask an admin or the manager of a project");
    for (const [key, max] of [
      [`register:${i.email}`, 3],
      [`register:${ctx.address ?? "unknown"}`, 20],
    ] as const) {
      const allowed = await within(ctx, key, { max, seconds: hour });
      if (!allowed.ok) return allowed;
    }
    const now = ctx.clock.now();
    const mailed = ctx.settings.mail !== null;
    const person = await personByEmail(ctx.db, i.email);
    if (person !== null) return mailed ? ok({ sent: true }) : refuse("conflict", `${i.email} has an account already; sign in`);
    const link = { kind: mailed ? ("invitation" as const) : ("registration" as const), email: i.email, expiresAt: inDays(ctx, 1), now };
    const issued = await ctx.db.transaction((tx) => issueLink(tx, link));
    if (!mailed) return ok({ sent: false, path: issued.path });
    const text = (url: string) => `Open this link to make your account; it works once:\n\n${url}\n\nIf you did not ask for it, ignore it.`;
    later(ctx, () => handOver(ctx, issued, { to: i.email, subject: "Your account on Nauplius", text }));
    return ok({ sent: true });
  },
});
