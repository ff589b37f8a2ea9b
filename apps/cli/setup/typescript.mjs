import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { cliFolder } from "./place.mjs";

/** In this very process: a parent that only waits would be one more thing to forward signals through. */
export async function runTypeScript(file, args) {
  // Not by the name of its export: `require` would be given the CommonJS twin, which cannot register.
  const tsx = dirname(createRequire(join(cliFolder, "package.json")).resolve("tsx/package.json"));
  const api = join(tsx, "dist/esm/api/index.mjs");
  const { register } = await import(pathToFileURL(api).href);
  register({ tsconfig: join(cliFolder, "tsconfig.json") });
  const path = join(cliFolder, "src", file);
  process.argv = [process.execPath, path, ...args];
  await import(pathToFileURL(path).href);
}
