import { z } from "zod";

/** The command line's whole environment: what is set replaces an embedded part. An empty value is no value. */
export const cliEnv = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  STORAGE_DIR: z.string().min(1).optional(),
  S3_ENDPOINT: z.url().optional(),
  S3_REGION: z.string().default("us-east-1"),
  S3_BUCKET: z.string().optional(),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  AUTH_SECRET: z.string().min(32).optional(),
  BASE_URL: z.url().optional(),
  PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
  HOST: z.string().default("127.0.0.1"),
  NAUPLIUS_DATA: z.string().default(".nauplius"),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
});
export type CliEnv = z.output<typeof cliEnv>;

export function readEnv(from: NodeJS.ProcessEnv): CliEnv {
  const parsed = cliEnv.safeParse(Object.fromEntries(Object.entries(from).filter(([, value]) => value !== "")));
  if (parsed.success) return parsed.data;
  throw new UsageProblem(parsed.error.issues.map((issue) => `${issue.path.join(".")} in the environment: ${issue.message}`).join("\n"));
}

/** What the person typed or set is wrong: exit code 64. */
export class UsageProblem extends Error {
  override name = "UsageProblem";
}
