export { localStorage } from "./local.ts";
export { openStorage, type StorageEnv } from "./open.ts";
export { type S3Settings, s3Storage } from "./s3.ts";
export type { PackWriter, Storage } from "./storage.ts";
