import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import { MigrationPg } from "./adapter.ts";

/** The only file that knows Prisma's schema engine, an undocumented pre-release pinned to one exact version. */
export type SchemaEngine = bindings.SchemaEngine;
export type MigrationList = bindings.MigrationList;

/** What is used of it here: TypeScript describes WebAssembly only together with the browser's DOM. */
declare const WebAssembly: {
  compile(bytes: Uint8Array): Promise<object>;
  instantiate(module: object, imports: Record<string, unknown>): Promise<{ exports: Record<string, unknown> }>;
};

let loading: Promise<void> | undefined;

/** @param datamodel - path and text of schema.prisma where the engine needs it */
export async function openEngine(connectionString: string, datamodel?: [string, string]): Promise<SchemaEngine> {
  loading ??= loadWasm();
  await loading;
  const adapter = bindMigrationAwareSqlAdapterFactory(new MigrationPg(connectionString));
  return bindings.SchemaEngine.new({ datamodels: datamodel && [datamodel] }, () => undefined, adapter);
}

/** Node 20 cannot import WebAssembly as a module, which is what the package's own entry does. */
async function loadWasm(): Promise<void> {
  const entry = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const path = join(dirname(entry), "schema_engine_bg.wasm");
  const module = await WebAssembly.compile(await readFile(path));
  const instance = await WebAssembly.instantiate(module, { "./schema_engine_bg.js": bindings });
  bindings.__wbg_set_wasm(instance.exports);
  const start = instance.exports.__wbindgen_start;
  if (typeof start === "function") start();
}
