import { countTry, forgetTries } from "@nauplius/db";
import { APIError, createAuthMiddleware } from "better-auth/api";
import { z } from "zod";
import type { AuthSettings } from "./auth.ts";

/** Guesses at one account, from one address and from all of them together. */
const guesses = { fromOne: { max: 10, seconds: 900 }, fromAll: { max: 60, seconds: 900 } } as const;

/** No address holds control characters; the database could not even look for NUL. */
const address = z
  .string()
  .max(254)
  .regex(/^[^\p{Cc}\p{Surrogate}]*$/u);
const credentials = z.strictObject({ email: address, password: z.string().max(1000), rememberMe: z.boolean().optional() });

/** Only what the sign-in page sends: no tokens of other sites, no extra scopes or parameters for the service. */
const social = z.strictObject({
  provider: z.literal("oidc"),
  callbackURL: z.string().max(2000).optional(),
  errorCallbackURL: z.string().max(2000).optional(),
  disableRedirect: z.boolean().optional(),
});

function keysOf(email: string, request: Request | undefined) {
  const account = `signIn:${email.trim().toLowerCase()}`;
  return { ofAccount: account, ofBoth: `${account}:${(request?.headers.get("x-forwarded-for") ?? "").slice(0, 100)}` };
}

/** What is checked before the library looks at a sign-in. */
export const guards = (s: Pick<AuthSettings, "db" | "clock">) => ({
  before: createAuthMiddleware(async (ctx) => {
    if (ctx.path === "/sign-in/social" && !social.safeParse(ctx.body).success)
      throw new APIError("BAD_REQUEST", { message: "sign in takes a provider and addresses to come back to, nothing else" });
    if (ctx.path !== "/sign-in/email") return;
    const body = credentials.safeParse(ctx.body);
    if (!body.success) throw new APIError("BAD_REQUEST", { message: "sign in takes an e-mail and a password, nothing else" });
    const { ofAccount, ofBoth } = keysOf(body.data.email, ctx.request);
    for (const [key, rule] of [
      [ofAccount, guesses.fromAll],
      [ofBoth, guesses.fromOne],
    ] as const) {
      const { allowed, waitSeconds } = await countTry(s.db, key, rule, s.clock.now());
      if (!allowed)
        throw new APIError("TOO_MANY_REQUESTS", {
          message: `too many tries for this account; wait ${Math.ceil(waitSeconds / 60)} minutes`,
        });
    }
  }),
  after: createAuthMiddleware(async (ctx) => {
    const body = credentials.safeParse(ctx.body);
    if (ctx.path !== "/sign-in/email" || ctx.context.newSession === null || !body.success) return;
    for (const key of Object.values(keysOf(body.data.email, ctx.request))) await forgetTries(s.db, key);
  }),
});
