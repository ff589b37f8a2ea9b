import "server-only";
import { betterAuth } from "better-auth";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { nextCookies } from "better-auth/next-js";
import { env } from "./env.ts";
import { site } from "./site.ts";

const make = () =>
  betterAuth({
    appName: "Nauplius",
    baseURL: env().BASE_URL,
    secret: env().AUTH_SECRET,
    database: prismaAdapter(site().db.prisma, { provider: "postgresql" }),
    telemetry: { enabled: false },
    emailAndPassword: { enabled: true, disableSignUp: !env().ALLOW_REGISTRATION, minPasswordLength: 10 },
    user: {
      additionalFields: {
        organisation: { type: "string", input: true, defaultValue: "" },
        blocked: { type: "boolean", input: false, defaultValue: false },
      },
    },
    plugins: [nextCookies()],
  });

let made: ReturnType<typeof make> | undefined;
export const auth = () => {
  made ??= make();
  return made;
};
