import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import { MigrationPg } from "./adapter.ts";

/** The only file that knows Prisma's schema engine, an undocumented pre-release pinned to one exact version. */
export type MigrationList = bindings.MigrationList;

/** What is used of it here: TypeScript describes WebAssembly only together with the browser's DOM. */
declare const WebAssembly: {
  compile(bytes: Uint8Array): Promise<object>;
  instantiate(module: object, imports: Record<string, unknown>): Promise<{ exports: Record<string, unknown> }>;
};

type Breakage = (error: Error) => void;
/** The bindings keep one WebAssembly instance a process; two copies of this module (test runners make them) must not replace it. */
const shared = globalThis as typeof globalThis & { naupliusEngine?: { loading: Promise<void>; breakages: Set<Breakage> } };

/** Lends an engine for the time of `work`.
 *  @param datamodel - path and text of schema.prisma where the engine needs it */
export async function withEngine<T>(
  connectionString: string,
  datamodel: [string, string] | null,
  work: (engine: bindings.SchemaEngine) => Promise<T>,
): Promise<T> {
  shared.naupliusEngine ??= { loading: loadWasm(), breakages: new Set() };
  await shared.naupliusEngine.loading;
  const { breakages } = shared.naupliusEngine;
  const { broken, forget } = breakage(breakages);
  const database = new MigrationPg(connectionString);
  try {
    const adapter = bindMigrationAwareSqlAdapterFactory(database);
    const engine = await bindings.SchemaEngine.new({ datamodels: datamodel ? [datamodel] : undefined }, () => undefined, adapter);
    return await Promise.race([work(engine), broken]);
  } finally {
    forget();
    await database.close();
  }
}

/** A panic inside the engine is told to a global and leaves its promises unsettled for ever: whoever waits is told. */
function breakage(breakages: Set<Breakage>): { broken: Promise<never>; forget: () => void } {
  let tell: Breakage = () => undefined;
  const broken = new Promise<never>((_, reject) => {
    tell = reject;
  });
  broken.catch(() => undefined);
  breakages.add(tell);
  return { broken, forget: () => breakages.delete(tell) };
}

function onPanic(message: string): void {
  for (const tell of shared.naupliusEngine?.breakages ?? []) tell(new Error(`Prisma's schema engine broke: ${message}`));
}

/** Node 20 cannot import WebAssembly as a module, which is what the package's own entry does. */
async function loadWasm(): Promise<void> {
  const entry = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const path = join(dirname(entry), "schema_engine_bg.wasm");
  const module = await WebAssembly.compile(await readFile(path));
  const instance = await WebAssembly.instantiate(module, { "./schema_engine_bg.js": bindings });
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: onPanic } });
  bindings.__wbg_set_wasm(instance.exports);
  const start = instance.exports.__wbindgen_start;
  if (typeof start === "function") start();
}
