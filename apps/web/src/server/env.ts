import { z } from "zod";

const flag = z
  .enum(["true", "false"])
  .default("false")
  .transform((v) => v === "true");

/** The web's whole environment; anything else that it reads is a mistake. */
export const webEnv = z.object({
  DATABASE_URL: z.url(),
  REDIS_URL: z.url().optional(),
  STORAGE_DIR: z.string().min(1).optional(),
  S3_ENDPOINT: z.url().optional(),
  S3_REGION: z.string().default("us-east-1"),
  S3_BUCKET: z.string().optional(),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  AUTH_SECRET: z.string().min(32, "AUTH_SECRET needs at least 32 characters; `openssl rand -hex 32` makes one"),
  BASE_URL: z.url(),
  IMPORT_ROOT: z.string().optional(),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
  ALLOW_REGISTRATION: flag,
  SMTP_URL: z.url().optional(),
  SMTP_FROM: z.string().optional(),
  OIDC_NAME: z.string().default("OpenID Connect"),
  OIDC_ISSUER: z.url().optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  /** Lets a monitor read /metrics by `Authorization: Bearer`; without it only admins may. */
  METRICS_TOKEN: z.string().min(16).optional(),
  /** Read by server.mjs, which finds out whose address a request comes from. */
  TRUSTED_PROXIES: z.string().default(""),
  UPLOAD_QUOTA_GB: z.coerce.number().positive().default(50),
  DISK_RESERVE_GB: z.coerce.number().nonnegative().default(2),
});
export type WebEnv = z.output<typeof webEnv>;

let read: WebEnv | undefined;
/** Read at the first request, not at build time. An empty value is no value. */
export function env(): WebEnv {
  read ??= webEnv.parse(Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== "")));
  return read;
}
