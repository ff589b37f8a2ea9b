import {
  countAdmins,
  deleteSessions,
  listPeople as listRows,
  lockAdmins,
  markVerified,
  personById,
  revokeLinks,
  siteRolesOf,
  writeBlocked,
} from "@nauplius/db";
import { email, newAccount, ok, refuse, userId } from "@nauplius/domain";
import { z } from "zod";
import { actingUser } from "../../context.ts";
import { transact } from "../../transact.ts";
import { verb } from "../../verb.ts";
import { makeAccount, newUserId } from "../links/account.ts";
import { acceptPassword } from "../passwords.ts";

/** Every account, by name. */
export const listPeople = verb({
  name: "people.list",
  permission: "people.admin",
  input: z.strictObject({
    q: z.string().trim().max(254).default(""),
    after: z
      .strictObject({ name: z.string().max(200), id: z.string().max(64) })
      .nullable()
      .default(null),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  run: async (ctx, i) => {
    const people = await listRows(ctx.db, { ...i, limit: i.limit + 1 });
    const page = people.slice(0, i.limit);
    const last = page.at(-1);
    return ok({ people: page, next: people.length > i.limit && last !== undefined ? { name: last.name, id: last.id } : null });
  },
});

/** Makes an account with a password, for the command line; people in the browser are invited instead. */
export const addPerson = verb({
  name: "people.add",
  permission: "people.admin",
  input: z.strictObject({ email, ...newAccount }),
  run: async (ctx, i) => {
    const hash = await acceptPassword(i.password, i);
    if (!hash.ok) return hash;
    const { password: _, ...rest } = i;
    return transact(ctx.db, (tx) =>
      makeAccount(tx, { ...rest, id: newUserId(), emailVerified: true, passwordHash: hash.value, now: ctx.clock.now() }),
    );
  },
});

/** Cuts a person off at once: sessions end, tokens and open invitations of theirs no longer work. */
export const blockPerson = verb({
  name: "people.block",
  permission: "people.admin",
  input: z.strictObject({ userId }),
  run: async (ctx, i) =>
    transact(ctx.db, async (tx) => {
      if (i.userId === actingUser(ctx)) return refuse("conflict", "nobody blocks themselves");
      if ((await personById(tx, i.userId)) === null) return refuse("notFound", "there is no such account");
      await lockAdmins(tx);
      const isAdmin = (await siteRolesOf(tx, i.userId)).includes("admin");
      if (isAdmin && (await countAdmins(tx, i.userId)) === 0) return refuse("lastAdmin", "this is the last admin; name another one first");
      const now = ctx.clock.now();
      await writeBlocked(tx, i.userId, true, now);
      await revokeLinks(tx, { createdBy: i.userId }, now);
      await revokeLinks(tx, { userId: i.userId }, now);
      return ok({ sessionsEnded: await deleteSessions(tx, i.userId) });
    }),
});

export const unblockPerson = verb({
  name: "people.unblock",
  permission: "people.admin",
  input: z.strictObject({ userId }),
  run: async (ctx, i) => {
    const changed = await writeBlocked(ctx.db, i.userId, false, ctx.clock.now());
    return changed === 1 ? ok({}) : refuse("notFound", "there is no such account");
  },
});

/** An admin knows that the address is this person's: from then on a sign-in service may speak for it. */
export const confirmEmail = verb({
  name: "people.confirmEmail",
  permission: "people.admin",
  input: z.strictObject({ userId }),
  run: async (ctx, i) => {
    if ((await personById(ctx.db, i.userId)) === null) return refuse("notFound", "there is no such account");
    await markVerified(ctx.db, i.userId, ctx.clock.now());
    return ok({});
  },
});
