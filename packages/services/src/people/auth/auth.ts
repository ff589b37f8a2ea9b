import { countTry, type Db } from "@nauplius/db";
import type { Clock } from "@nauplius/domain";
import { betterAuth } from "better-auth";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { APIError } from "better-auth/api";
import { genericOAuth } from "better-auth/plugins";
import type { Log } from "../../context.ts";
import { guards } from "./guards.ts";
import { admitted, claimInvitations } from "./newcomers.ts";

export type OpenId = { readonly name: string; readonly issuer: string; readonly clientId: string; readonly clientSecret: string };

export type AuthSettings = {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly baseUrl: string;
  readonly secret: string;
  /** May anybody make an account? */
  readonly registration: boolean;
  readonly openId: OpenId | null;
  /** Origins that are this site, for one request. */
  readonly origins: (request?: Request) => readonly string[];
};

/** The name under which accounts of the sign-in service are kept. */
export const openIdProvider = "oidc";

const openIdPlugin = (o: OpenId) =>
  genericOAuth({
    config: [
      {
        providerId: openIdProvider,
        name: o.name,
        discoveryUrl: `${o.issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
        clientId: o.clientId,
        clientSecret: o.clientSecret,
        scopes: ["openid", "email", "profile"],
        pkce: true,
        requireIdTokenVerification: true,
      },
    ],
  });

const day = 86_400;

/** The auth library on our tables: it checks passwords, keeps sessions and speaks OpenID Connect; everything else about people is a verb. */
export const openAuth = (s: AuthSettings) =>
  betterAuth({
    appName: "Nauplius",
    baseURL: s.baseUrl,
    secret: s.secret,
    database: prismaAdapter(s.db.prisma, { provider: "postgresql", transaction: true }),
    telemetry: { enabled: false },
    trustedOrigins: async (request) => [...s.origins(request)],
    // Accounts come from invitations and from `register`, both verbs: one policy for all of them.
    emailAndPassword: { enabled: true, disableSignUp: true },
    user: {
      additionalFields: {
        organisation: { type: "string", input: false, defaultValue: "" },
        blocked: { type: "boolean", input: false, defaultValue: false },
      },
      validateUserInfo: ({ user, source }) => admitted(s, user, source.action),
    },
    account: {
      // A service speaks for an account only if both sides know the address to be verified.
      accountLinking: { enabled: true, trustedProviders: [], requireLocalEmailVerified: true, allowDifferentEmails: false },
      // Their tokens are for asking who somebody is, once.
      updateAccountOnSignIn: false,
    },
    session: { expiresIn: 30 * day, disableSessionRefresh: true, cookieCache: { enabled: false } },
    rateLimit: {
      enabled: true,
      window: 60,
      max: 600,
      customRules: { "/sign-in/email": { window: 60, max: 60 }, "/sign-in/social": { window: 60, max: 60 } },
      customStorage: {
        get: async () => null,
        set: async () => undefined,
        consume: async (key, rule) => {
          const { allowed, waitSeconds } = await countTry(s.db, `auth:${key}`, { max: rule.max, seconds: rule.window }, s.clock.now());
          return { allowed, retryAfter: allowed ? null : waitSeconds };
        },
      },
    },
    advanced: {
      cookiePrefix: "nauplius",
      // Said, not left to the library's guess: it skips the check where it thinks that it is under test.
      disableOriginCheck: false,
      disableCSRFCheck: false,
      useSecureCookies: s.baseUrl.startsWith("https:"),
      defaultCookieAttributes: { httpOnly: true, sameSite: "lax" },
      // Holds one address, which our own server found out.
      ipAddress: { ipAddressHeaders: ["x-forwarded-for"] },
    },
    logger: { level: "error", log: (level, message) => s.log[level === "error" ? "warn" : "info"]({ part: "auth" }, message) },
    onAPIError: {
      errorURL: `${s.baseUrl}/sign-in`,
      // Refusals are answers; only faults are logged, by their name: what a request carried may be secret.
      onError: (error) => {
        if (!(error instanceof APIError))
          s.log.error({ part: "auth", reason: error instanceof Error ? error.name : "unknown" }, "sign-in failed");
      },
    },
    hooks: guards(s),
    databaseHooks: {
      session: {
        create: {
          // Whatever the way in: a blocked account gets no session.
          before: async (session) => {
            const user = await s.db.prisma.user.findUnique({ where: { id: session.userId }, select: { blocked: true } });
            return user === null || user.blocked ? false : undefined;
          },
        },
      },
      user: { create: { after: (user) => claimInvitations(s, user) } },
    },
    plugins: s.openId === null ? [] : [openIdPlugin(s.openId)],
  });

export type Auth = ReturnType<typeof openAuth>;

/** The endpoints of the library that are open; the others would go past our verbs. */
const openEndpoints: readonly RegExp[] = [
  /^POST \/sign-in\/email$/,
  /^POST \/sign-in\/social$/,
  /^(GET|POST) \/callback\/oidc$/,
  /^POST \/sign-out$/,
  /^GET \/get-session$/,
];

/** `path` is what follows /api/auth. */
export const isOpenEndpoint = (method: string, path: string): boolean => openEndpoints.some((open) => open.test(`${method} ${path}`));
