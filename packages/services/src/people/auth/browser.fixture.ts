import { makeSite, type TestSite } from "@nauplius/testing/factories";
import type { Context, Mail } from "../../context.ts";
import { type Auth, type AuthSettings, openAuth } from "./auth.ts";

export const baseUrl = "http://127.0.0.1:3999";
export const goodPassword = "four odd copepods swim";
const clock = { now: () => new Date() };

export type AuthSite = Omit<TestSite, "as"> & { readonly auth: Auth; readonly as: TestSite["as"]; readonly logged: string[] };

/** The auth library on a real database; its clock is the wall's, as the library's own is. */
export async function makeAuthSite(
  settings: Partial<AuthSettings> = {},
  site: { registration?: boolean; mail?: Mail } = {},
): Promise<AuthSite> {
  const made = await makeSite();
  const logged: string[] = [];
  const write = (facts: object, message: string) => void logged.push(`${message} ${JSON.stringify(facts)}`);
  const log = { info: write, warn: write, error: write };
  const auth = openAuth({
    db: made.db,
    clock,
    log,
    baseUrl,
    secret: "0123456789abcdef0123456789abcdef",
    registration: site.registration ?? false,
    openId: null,
    origins: () => [new URL(baseUrl).origin],
    ...settings,
  });
  const as: TestSite["as"] = (actor) => {
    const ctx: Context = {
      ...made.as(actor),
      clock,
      log,
      settings: { baseUrl, registration: site.registration ?? false, mail: site.mail ?? null },
    };
    return ctx;
  };
  return { ...made, as, auth, logged };
}

/** Keeps cookies as a browser does; follows nothing by itself. */
export function makeBrowser(auth: Auth, address = "203.0.113.7") {
  const cookies = new Map<string, string>();
  const headers = (more: Record<string, string> = {}) => ({
    cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; "),
    "x-forwarded-for": address,
    ...more,
  });
  const keep = (response: Response): Response => {
    for (const line of response.headers.getSetCookie()) {
      const [pair = "", ...attributes] = line.split(";");
      const name = pair.slice(0, pair.indexOf("="));
      if (attributes.some((a) => /^\s*max-age=0$/i.test(a))) cookies.delete(name);
      else cookies.set(name, pair.slice(pair.indexOf("=") + 1));
    }
    return response;
  };
  const post = async (path: string, body: object, more: Record<string, string> = {}) =>
    keep(
      await auth.handler(
        new Request(`${baseUrl}/api/auth${path}`, {
          method: "POST",
          headers: headers({ "content-type": "application/json", origin: baseUrl, ...more }),
          body: JSON.stringify(body),
        }),
      ),
    );
  const get = async (url: string) => keep(await auth.handler(new Request(url, { headers: headers() })));
  const session = () => auth.api.getSession({ headers: new Headers(headers()) });
  const signIn = (email: string, password: string) => post("/sign-in/email", { email, password });
  return { post, get, session, signIn, cookies };
}
