import "server-only";
import { randomUUID } from "node:crypto";
import { siteRolesOf } from "@nauplius/db";
import { userId } from "@nauplius/domain";
import type { Actor, Context } from "@nauplius/services";
import { headers } from "next/headers";
import { cache } from "react";
import { auth } from "./auth.ts";
import { site } from "./site.ts";

async function actorOf(requestHeaders: Headers): Promise<Actor> {
  const session = await auth().api.getSession({ headers: requestHeaders });
  if (session === null || session.user.blocked) return { kind: "anonymous" };
  const id = userId.parse(session.user.id);
  return { kind: "user", userId: id, siteRoles: await siteRolesOf(site().db, id), scopes: null, projectIds: null };
}

export async function contextFor(requestHeaders: Headers): Promise<Context> {
  const requestId = requestHeaders.get("x-request-id") ?? randomUUID();
  const { db, storage, queue, log } = site();
  return {
    db,
    storage,
    queue,
    log: log.child({ request: requestId }),
    clock: { now: () => new Date() },
    actor: await actorOf(requestHeaders),
    requestId,
  };
}

/** The context of the page being rendered; asked once per request. */
export const context = cache(async (): Promise<Context> => contextFor(await headers()));
