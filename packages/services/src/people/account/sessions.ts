import { deleteSession, deleteSessions, sessionsOf } from "@nauplius/db";
import { ok, refuse } from "@nauplius/domain";
import { z } from "zod";
import { actingUser, type Context } from "../../context.ts";
import { verb } from "../../verb.ts";

const here = (ctx: Context): string | undefined => (ctx.actor.kind === "user" ? ctx.actor.sessionId : undefined);

/** Where a person is signed in. */
export const listSessions = verb({
  name: "account.sessions",
  permission: "people.self",
  input: z.strictObject({}),
  run: async (ctx) => {
    const user = actingUser(ctx);
    const sessions = user === null ? [] : await sessionsOf(ctx.db, user, ctx.clock.now());
    return ok(sessions.map((session) => ({ ...session, isHere: session.id === here(ctx) })));
  },
});

export const revokeSession = verb({
  name: "account.revokeSession",
  permission: "people.self",
  input: z.strictObject({ sessionId: z.string().min(1).max(100) }),
  run: async (ctx, i) => {
    const user = actingUser(ctx);
    const gone = user === null ? 0 : await deleteSession(ctx.db, user, i.sessionId);
    return gone === 1 ? ok({}) : refuse("notFound", "you have no such session");
  },
});

/** Signs out everywhere but here. */
export const revokeOtherSessions = verb({
  name: "account.revokeOtherSessions",
  permission: "people.self",
  input: z.strictObject({}),
  run: async (ctx) => {
    const user = actingUser(ctx);
    return ok({ revoked: user === null ? 0 : await deleteSessions(ctx.db, user, here(ctx)) });
  },
});
