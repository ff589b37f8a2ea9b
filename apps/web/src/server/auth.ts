import "server-only";
import type { Auth } from "@nauplius/services/auth";
import { env } from "./env.ts";
import { ourOrigins } from "./origins.ts";
import { site } from "./site.ts";

async function make(): Promise<Auth> {
  const e = env();
  const { db, log } = site();
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret, OIDC_NAME: name } = e;
  const given = [issuer, clientId, clientSecret].filter((value) => value !== undefined).length;
  if (given !== 0 && given !== 3) throw new Error("set OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET together, or none of them");
  // The auth library is large: the first who comes with a session or signs in waits for it, not everybody who looks.
  const { openAuth } = await import("@nauplius/services/auth");
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

let made: Promise<Auth> | undefined;
export const auth = (): Promise<Auth> => {
  made ??= make();
  // A fault in the settings is told to whoever asks next, too.
  made.catch(() => {
    made = undefined;
  });
  return made;
};

/** Does a request bring a session at all? */
export const bringsSession = (headers: Headers): boolean =>
  /(^|;\s*)(__Secure-)?nauplius\.session_token=/.test(headers.get("cookie") ?? "");
