import "server-only";
import { type Auth, openAuth } from "@nauplius/services/auth";
import { env } from "./env.ts";
import { ourOrigins } from "./origins.ts";
import { site } from "./site.ts";

function make(): Auth {
  const e = env();
  const { db, log } = site();
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret, OIDC_NAME: name } = e;
  const given = [issuer, clientId, clientSecret].filter((value) => value !== undefined).length;
  if (given !== 0 && given !== 3) throw new Error("set OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET together, or none of them");
  return openAuth({
    db,
    log: log.child({ part: "auth" }),
    clock: { now: () => new Date() },
    baseUrl: e.BASE_URL,
    secret: e.AUTH_SECRET,
    registration: e.ALLOW_REGISTRATION,
    openId: issuer && clientId && clientSecret ? { name, issuer, clientId, clientSecret } : null,
    origins: (request) => ourOrigins(e.BASE_URL, request?.headers.get("host") ?? null),
  });
}

let made: Auth | undefined;
export const auth = (): Auth => {
  made ??= make();
  return made;
};
