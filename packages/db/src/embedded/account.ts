import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { userInfo } from "node:os";
import { dirname } from "node:path";
import { DatabaseProblem } from "../problem.ts";
import type { Binaries } from "./binaries.ts";

/** PostgreSQL refuses to run as root: which account runs it, and what to put before its command line. */
export type Account =
  | { uid: number; gid: number; prefix: readonly string[] }
  | { uid: undefined; gid: undefined; prefix: readonly string[] };

/** Inside the namespace we are called nobody, whom every system knows by name; on disk the files stay ours. */
const asNobody = ["unshare", "-U", "--map-user=65534", "--map-group=65534"];
const plain: Account = { uid: undefined, gid: undefined, prefix: [] };
/** Containers may run under a number that no account has, and initdb wants a name. */
const nameless: Account = { uid: undefined, gid: undefined, prefix: asNobody };
const namespace: Account = { uid: 0, gid: 0, prefix: asNobody };

/** @param dir - the folder of the cluster; its parent exists, itself perhaps not yet */
export function chooseAccount(dir: string, binaries: Binaries): Account {
  if (process.getuid?.() !== 0) return hasName() ? plain : nameless;
  const folder = dirname(dir);
  const candidates = [() => ownerOf(dir), () => namedAccount("postgres"), createAccount, () => namespace];
  for (const candidate of candidates) {
    const account = candidate();
    if (account && canWork(account, folder, binaries)) return account;
  }
  throw new DatabaseProblem(
    `PostgreSQL must not run as root, and no other account may enter ${folder}: move the data below a folder that others may enter (--data DIR), or run as an ordinary user.`,
  );
}

function hasName(): boolean {
  try {
    return userInfo().username !== "";
  } catch {
    return false;
  }
}

/** What a cluster was made with keeps owning it, unless root itself owns it. */
function ownerOf(dir: string): Account | null {
  const stats = statSync(dir, { throwIfNoEntry: false });
  return stats && stats.uid !== 0 ? { uid: stats.uid, gid: stats.gid, prefix: [] } : null;
}

function namedAccount(name: string): Account | null {
  const [uid, gid] = ["-u", "-g"].map((flag) => Number.parseInt(spawnSync("id", [flag, name], { encoding: "utf8" }).stdout ?? "", 10));
  return uid && gid ? { uid, gid, prefix: [] } : null;
}

function createAccount(): Account | null {
  spawnSync("useradd", ["--system", "--user-group", "--no-create-home", "--shell", "/bin/false", "postgres"], { stdio: "ignore" });
  return namedAccount("postgres");
}

/** Asked of the system itself: modes, access lists and mounts are its business. */
function canWork(account: Account, folder: string, binaries: Binaries): boolean {
  const script = 'cd "$1" && exec "$2" --version';
  return runAs(account, "/bin/sh", ["-c", script, "sh", folder, binaries.postgres]).status === 0;
}

export function runAs(account: Account, command: string, args: string[]) {
  const { file, args: allArgs } = commandFor(account, command, args);
  return spawnSync(file, allArgs, { ...identity(account), encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], env: serverEnvironment() });
}

export function commandFor(account: Account, command: string, args: string[]): { file: string; args: string[] } {
  const [file = command, ...rest] = [...account.prefix, command, ...args];
  return { file, args: rest };
}

/** Changing to the identity one has already is not allowed to ordinary users. */
export const identity = (account: Account): { uid?: number; gid?: number } => (account.uid ? { uid: account.uid, gid: account.gid } : {});

/** Messages are matched in English; PG* variables of a person's shell must not reach the server. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const kept: NodeJS.ProcessEnv = { ...process.env };
  for (const name of Object.keys(kept)) if (name.startsWith("PG") || name.startsWith("LC_")) delete kept[name];
  return { ...kept, LC_MESSAGES: "C" };
}
