import { insertToken, revokeTokenRow, standingIn, tokenHolder, tokensOf } from "@nauplius/db";
import { newToken, ok, type ProjectId, refuse, tokenId, type UserId } from "@nauplius/domain";
import { z } from "zod";
import { type Actor, actingUser, type Context } from "../../context.ts";
import { verb } from "../../verb.ts";
import { inDays } from "../links/issue.ts";
import { hashOf, newSecret } from "../secrets.ts";

/** What tokens begin with, so that scanners for leaked secrets find them. */
export const tokenPrefix = "nau_";

/** Enough for every machine of a person; more is a script gone wild. */
const maxTokens = 50;

export const listTokens = verb({
  name: "account.tokens",
  permission: "people.self",
  input: z.strictObject({}),
  run: async (ctx) => {
    const user = actingUser(ctx);
    return ok(user === null ? [] : await tokensOf(ctx.db, user, ctx.clock.now()));
  },
});

/** The first project that is not open to the person as a member (admins: that does not exist). */
async function closedProject(ctx: Context, user: UserId, projects: readonly ProjectId[]): Promise<ProjectId | null> {
  const isAdmin = ctx.actor.kind === "user" && ctx.actor.siteRoles.includes("admin");
  for (const project of projects) {
    const standing = await standingIn(ctx.db, project, user, ctx.clock.now());
    if (standing === null || (standing.role === null && !isAdmin)) return project;
  }
  return null;
}

/** The token itself is in this answer and nowhere else. */
export const createToken = verb({
  name: "account.createToken",
  permission: "people.self",
  input: newToken,
  run: async (ctx, i) => {
    const user = actingUser(ctx);
    if (user === null) return refuse("notFound", "only people have tokens");
    const now = ctx.clock.now();
    if ((await tokensOf(ctx.db, user, now)).length >= maxTokens)
      return refuse("conflict", `you have ${maxTokens} tokens; revoke those you no longer use`);
    const closed = await closedProject(ctx, user, i.projectIds ?? []);
    if (closed !== null) {
      const message = `you are not a member of project ${closed}`;
      return refuse("invalid", message, { faults: [{ path: "projectIds", message }] });
    }
    const token = newSecret(tokenPrefix);
    const expiresAt = inDays(ctx, i.days);
    const { name, scopes, projectIds } = i;
    const row = {
      userId: user,
      name,
      hash: hashOf(token),
      prefix: token.slice(0, 10),
      scopes: [...new Set(scopes)],
      projectIds,
      now,
      expiresAt,
    };
    return ok({ id: await insertToken(ctx.db, row), token, expiresAt });
  },
});

export const revokeToken = verb({
  name: "account.revokeToken",
  permission: "people.self",
  input: z.strictObject({ tokenId }),
  run: async (ctx, i) => {
    const user = actingUser(ctx);
    const gone = user === null ? 0 : await revokeTokenRow(ctx.db, user, i.tokenId, ctx.clock.now());
    return gone === 1 ? ok({}) : refuse("notFound", "you have no such token");
  },
});

/** Who asks with this `Authorization` header; null when the token is unknown, too old, revoked, or its owner is blocked. */
export async function actorOfToken(site: Pick<Context, "db" | "clock">, header: string): Promise<Actor | null> {
  const token = /^Bearer\s+(nau_[\w-]{20,100})$/i.exec(header.trim())?.[1];
  if (token === undefined) return null;
  const held = await tokenHolder(site.db, hashOf(token), site.clock.now());
  if (held === null) return null;
  const { userId, siteRoles, scopes, projectIds } = held;
  return { kind: "user", userId, siteRoles, scopes, projectIds };
}
