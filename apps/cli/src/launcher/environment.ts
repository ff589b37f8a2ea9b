import type { CliEnv } from "../env.ts";
import type { DataFolder } from "./data-folder.ts";
import type { Secrets } from "./secrets.ts";

export type Parts = { databaseUrl: string; url: string; env: CliEnv; folder: DataFolder; secrets: Secrets };

/** What web and worker are given: the person's environment, completed with the embedded parts. */
export function environmentOf({ databaseUrl, url, env, folder, secrets }: Parts): NodeJS.ProcessEnv {
  return {
    ...process.env,
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    TZ: "UTC",
    DATABASE_URL: databaseUrl,
    AUTH_SECRET: env.AUTH_SECRET ?? secrets.authSecret,
    BASE_URL: env.BASE_URL ?? url,
    ...storageOf(env, folder),
  };
}

export function storageOf(env: CliEnv, folder: DataFolder): { STORAGE_DIR?: string } {
  return env.S3_BUCKET !== undefined && env.S3_ENDPOINT !== undefined ? {} : { STORAGE_DIR: env.STORAGE_DIR ?? folder.storage };
}
