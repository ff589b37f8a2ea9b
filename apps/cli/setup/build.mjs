import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { run } from "./command.mjs";
import { hashOf } from "./hash.mjs";
import { root, webFolder } from "./place.mjs";
import { SetupProblem, say } from "./problem.mjs";
import { forget, isDone, remember } from "./stamp.mjs";

const stamp = join(webFolder, process.env.NEXT_DIST_DIR ?? ".next", "nauplius-build");

/** The Prisma client, when its schema changed. */
export async function generate() {
  const script = join(root, "packages/db/scripts/generate.mjs");
  const { isCurrent } = await import(pathToFileURL(script).href);
  if (isCurrent()) return;
  const { code, output } = await run(process.execPath, [script]);
  if (code !== 0) throw new SetupProblem("The database client could not be generated.", output);
}

/** The pages, when a source changed since the last complete build. */
export async function build() {
  const hash = wantedHash();
  if (isDone(stamp, hash)) return;
  say("Building the pages (about half a minute)…");
  forget(stamp);
  const env = { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
  const { code, output } = await run(process.execPath, [join(webFolder, "node_modules/next/dist/bin/next"), "build"], {
    cwd: webFolder,
    env,
  });
  if (/ENOSPC/.test(output)) throw new SetupProblem("The disk is full: the pages need about 500 MB; free some and start again.");
  if (code !== 0) throw new SetupProblem("The pages could not be built.", output);
  remember(stamp, hash);
}

function wantedHash() {
  const sources = [...packagesOf(webFolder)].sort().flatMap((folder) => [join(folder, "src"), join(folder, "package.json")]);
  const pages = ["src", "public", "next.config.ts", "package.json", "tsconfig.json"].map((name) => join(webFolder, name));
  return hashOf([...pages, ...sources, join(root, "prisma/schema.prisma"), join(root, "pnpm-lock.yaml")], [process.versions.node]);
}

/** Folders of the workspace packages that a folder's package.json needs, directly or not. */
function packagesOf(folder, found = new Set()) {
  const { dependencies = {} } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  for (const name of Object.keys(dependencies)) {
    const path = join(root, "packages", name.replace("@nauplius/", ""));
    if (!name.startsWith("@nauplius/") || found.has(path)) continue;
    found.add(path);
    packagesOf(path, found);
  }
  return found;
}
