import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./command.mjs";
import { hashOf, workspaceFolders } from "./hash.mjs";
import { cliFolder, root, stateFolder } from "./place.mjs";
import { SetupProblem, say } from "./problem.mjs";
import { forget, isDone, remember } from "./stamp.mjs";

const stamp = join(stateFolder, "installed");

/** The libraries exactly as the lockfile names them, by the pnpm that the project pins. Nothing to do: nothing is run. */
export async function install() {
  const hash = wantedHash();
  if (isDone(stamp, hash) && existsSync(join(cliFolder, "node_modules/tsx"))) return;
  say("Installing the libraries (the first time about a minute)…");
  forget(stamp);
  const { code, output } = await runPnpm(["install", "--frozen-lockfile"]);
  if (code !== 0) throw problemOf(output);
  remember(stamp, hash);
}

function wantedHash() {
  const manifests = workspaceFolders().map((folder) => join(folder, "package.json"));
  const files = ["package.json", "pnpm-lock.yaml", "pnpm-workspace.yaml", ".npmrc"].map((name) => join(root, name));
  return hashOf([...files, ...manifests], [process.platform, process.arch]);
}

function runPnpm(args) {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).devEngines.packageManager;
  const npmArgs = ["exec", "--yes", `--package=pnpm@${version}`, "--", "pnpm", ...args];
  // CI: nobody is there to answer pnpm's questions.
  const env = { CI: "true", npm_config_loglevel: "error", NO_UPDATE_NOTIFIER: "1" };
  const npm = process.env.npm_execpath;
  if (npm?.endsWith("npm-cli.js")) return run(process.execPath, [npm, ...npmArgs], { env });
  return run("npm", npmArgs, { env, shell: process.platform === "win32" });
}

function problemOf(output) {
  if (/ENOSPC/.test(output)) return new SetupProblem("The disk is full: the libraries need about 2 GB; free some and start again.");
  if (/EACCES|EROFS|EPERM/.test(output)) {
    return new SetupProblem(`The folder ${root} is not writable: change its owner, or clone Nauplius where you may write.`, output);
  }
  if (/OUTDATED_LOCKFILE/.test(output)) {
    return new SetupProblem("pnpm-lock.yaml does not fit the package.json files: run `npx pnpm install` and commit the lockfile.", output);
  }
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET|ERR_PNPM_META_FETCH_FAIL/.test(output)) {
    return new SetupProblem(
      "The package registry cannot be reached: connect to the internet (or set npm's registry) and start again.",
      output,
    );
  }
  return new SetupProblem("The libraries could not be installed; start again to go on from here.", output);
}
