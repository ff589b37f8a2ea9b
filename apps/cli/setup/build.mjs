import { join } from "node:path";
import { run } from "./command.mjs";
import { hashOf, workspaceFolders } from "./hash.mjs";
import { cliFolder, root, webFolder } from "./place.mjs";
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
  const packages = workspaceFolders().filter((folder) => folder !== webFolder && folder !== cliFolder);
  return hashOf([webFolder, join(root, "prisma/schema.prisma"), join(root, "pnpm-lock.yaml"), ...packages], [process.versions.node]);
}
