import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { cliFolder } from "./place.mjs";

/** In this very process: a parent that only waits would be one more thing to forward signals through. */
export async function runTypeScript(file, args) {
  const api = createRequire(join(cliFolder, "package.json")).resolve("tsx/esm/api");
  const { register } = await import(pathToFileURL(api).href);
  register({ tsconfig: join(cliFolder, "tsconfig.json") });
  const path = join(cliFolder, "src", file);
  process.argv = [process.execPath, path, ...args];
  await import(pathToFileURL(path).href);
}
