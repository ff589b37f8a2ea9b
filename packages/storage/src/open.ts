import { later } from "./later.ts";
import { localStorage } from "./local.ts";
import type { Storage } from "./storage.ts";

/** The part of an environment that says where blobs live. */
export type StorageEnv = {
  readonly STORAGE_DIR?: string | undefined;
  readonly S3_ENDPOINT?: string | undefined;
  readonly S3_REGION?: string | undefined;
  readonly S3_BUCKET?: string | undefined;
  readonly S3_ACCESS_KEY_ID?: string | undefined;
  readonly S3_SECRET_ACCESS_KEY?: string | undefined;
};

/** An object store when a bucket is named, else a folder. */
export function openStorage(env: StorageEnv): Storage {
  if (env.S3_BUCKET !== undefined) {
    const { S3_ENDPOINT: endpoint, S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = env;
    if (endpoint === undefined || accessKeyId === undefined || secretAccessKey === undefined)
      throw new Error("S3_BUCKET is set: S3_ENDPOINT, S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY are needed with it");
    const settings = { endpoint, region: env.S3_REGION ?? "us-east-1", bucket: env.S3_BUCKET, accessKeyId, secretAccessKey };
    // The SDK is large: who keeps blobs in a folder does not load it.
    return later("s3", async () => (await import("./s3.ts")).s3Storage(settings));
  }
  if (env.STORAGE_DIR === undefined) throw new Error("set STORAGE_DIR, or S3_BUCKET with its S3_ settings: vignettes need a place");
  return localStorage(env.STORAGE_DIR);
}
