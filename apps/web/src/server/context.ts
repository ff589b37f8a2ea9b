import "server-only";
import { randomUUID } from "node:crypto";
import { siteRolesOf } from "@nauplius/db";
import { userId } from "@nauplius/domain";
import { type Actor, actorOfToken, type Context } from "@nauplius/services";
import { headers } from "next/headers";
import { cache } from "react";
import { auth, bringsSession } from "./auth.ts";
import { here } from "./here.ts";
import { settings, site } from "./site.ts";

const anonymous: Actor = { kind: "anonymous" };
const clock = { now: () => new Date() };

/** A token speaks alone: with an `Authorization` header the cookie is not looked at. */
async function actorOf(requestHeaders: Headers): Promise<Actor> {
  const authorization = requestHeaders.get("authorization");
  if (authorization !== null) return (await actorOfToken({ db: site().db, clock }, authorization)) ?? anonymous;
  if (!bringsSession(requestHeaders)) return anonymous;
  const session = await (await auth()).api.getSession({ headers: requestHeaders });
  if (session === null || session.user.blocked) return anonymous;
  const id = userId.parse(session.user.id);
  const siteRoles = await siteRolesOf(site().db, id);
  return { kind: "user", userId: id, siteRoles, scopes: null, projectIds: null, sessionId: session.session.id };
}

/** The id that a proxy gave, if it is one; else our own. */
const requestIdOf = (given: string | null): string => (given !== null && /^[\w-]{8,64}$/.test(given) ? given : randomUUID());

export async function contextFor(requestHeaders: Headers): Promise<Context> {
  const requestId = requestIdOf(requestHeaders.get("x-request-id"));
  const { db, storage, queue, log } = site();
  return {
    db,
    storage,
    queue,
    log: log.child({ request: requestId }),
    clock,
    actor: await actorOf(requestHeaders),
    requestId,
    settings: settings(),
    address: requestHeaders.get("x-forwarded-for")?.slice(0, 100),
  };
}

/** The context of the page being rendered; asked once per request. */
export const context = cache(async (): Promise<Context> => {
  const asked = await headers();
  here().path = asked.get("x-path") ?? "/";
  return contextFor(asked);
});
