import { readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./command.mjs";
import { hashOf } from "./hash.mjs";
import { root, webFolder } from "./place.mjs";
import { SetupProblem, say } from "./problem.mjs";
import { forget, isDone, remember } from "./stamp.mjs";

const stamp = join(webFolder, ".next/nauplius-build");

/** The Prisma client; the script itself knows when there is nothing to do. */
export async function generate() {
  const { code, output } = await run(process.execPath, [join(root, "packages/db/scripts/generate.mjs")]);
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
  const packages = [...packagesOf(webFolder)].sort();
  return hashOf([webFolder, join(root, "prisma/schema.prisma"), join(root, "pnpm-lock.yaml"), ...packages], [process.versions.node]);
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
