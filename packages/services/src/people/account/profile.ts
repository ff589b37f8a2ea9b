import { personById, signInWays, siteRolesOf, updatePerson } from "@nauplius/db";
import { ok, organisation, personName, refuse } from "@nauplius/domain";
import { z } from "zod";
import { actingUser } from "../../context.ts";
import { verb } from "../../verb.ts";

/** A person's own account. */
export const readAccount = verb({
  name: "account.read",
  permission: "people.self",
  input: z.strictObject({}),
  run: async (ctx) => {
    const user = actingUser(ctx);
    const person = user === null ? null : await personById(ctx.db, user);
    if (user === null || person === null) return refuse("notFound", "only people have an account");
    const { name, email, emailVerified, createdAt } = person;
    const [siteRoles, ways] = await Promise.all([siteRolesOf(ctx.db, user), signInWays(ctx.db, user)]);
    return ok({ id: user, name, email, emailVerified, organisation: person.organisation, createdAt, siteRoles, ways });
  },
});

export const editAccount = verb({
  name: "account.edit",
  permission: "people.self",
  input: z.strictObject({ name: personName, organisation }),
  run: async (ctx, i) => {
    const user = actingUser(ctx);
    if (user === null) return refuse("notFound", "only people have an account");
    await updatePerson(ctx.db, user, i, ctx.clock.now());
    return ok({});
  },
});
