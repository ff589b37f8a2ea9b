import "server-only";
import { env } from "./env.ts";

/** How people may come in here, as the sign-in page shows it. */
export function waysIn() {
  const e = env();
  return { service: e.OIDC_ISSUER === undefined ? null : e.OIDC_NAME, registration: e.ALLOW_REGISTRATION, mail: e.SMTP_URL !== undefined };
}
