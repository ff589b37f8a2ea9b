import { firstAdmin, personByEmail, siteRolesOf } from "@nauplius/db";
import { ok, refuse, type UserId } from "@nauplius/domain";
import { actingUser, type Context } from "../context.ts";
import type { Outcome } from "../verb.ts";

/** Who signs for an import: whoever asks; for the operator, the person named, or the first administrator. */
export async function importerOf(ctx: Context, email: string | undefined): Promise<Outcome<UserId | null>> {
  if (ctx.actor.kind !== "system")
    return email === undefined
      ? ok(actingUser(ctx))
      : refuse("forbidden", "only the operator's command line imports in another person's name");
  if (email === undefined) return ok(await firstAdmin(ctx.db));
  const person = await personByEmail(ctx.db, email);
  return person === null ? refuse("notFound", `there is no account with the e-mail ${email}`) : ok(person.id);
}

/** The operator, acting for a person: what they make is that person's. */
export async function actingFor(ctx: Context, user: UserId | null): Promise<Context> {
  if (user === null) return ctx;
  return { ...ctx, actor: { kind: "user", userId: user, siteRoles: await siteRolesOf(ctx.db, user), scopes: null, projectIds: null } };
}
