export { localStorage } from "./local.ts";
export { openStorage, type StorageEnv } from "./open.ts";
export type { PackWriter, Storage } from "./storage.ts";
