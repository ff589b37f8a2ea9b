import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { DatabaseProblem } from "../problem.ts";
import { type Account, runAs } from "./account.ts";
import type { Binaries } from "./binaries.ts";
import { isAlive } from "./pidfile.ts";

export const SUPERUSER = "nauplius";
const MAJOR = "18";

export type ClusterPlan = { dir: string; password: string; durable: boolean; account: Account; binaries: Binaries };

/** Made beside its place and moved there whole: an interrupted initdb never looks like a cluster. */
export function ensureCluster(plan: ClusterPlan): void {
  sweepHalfMade(plan.dir);
  if (isCluster(plan.dir)) {
    giveTo(plan.dir, plan.account);
    return;
  }
  if (existsSync(plan.dir) && readdirSync(plan.dir).length > 0) {
    throw new DatabaseProblem(
      `${plan.dir} is not empty and holds no PostgreSQL cluster: move it away or choose another folder (--data DIR).`,
    );
  }
  makeCluster(plan);
}

function isCluster(dir: string): boolean {
  if (!existsSync(join(dir, "PG_VERSION")) || !existsSync(join(dir, "global/pg_control"))) return false;
  const version = readFileSync(join(dir, "PG_VERSION"), "utf8").trim();
  if (version === MAJOR) return true;
  throw new DatabaseProblem(
    `${dir} was made by PostgreSQL ${version} and this version brings ${MAJOR}: make a backup with the version that wrote it, then restore it here.`,
  );
}

function makeCluster({ dir, password, durable, account, binaries }: ClusterPlan): void {
  const making = `${dir}.making-${process.pid}`;
  const passwordFile = join(making, "password");
  const cluster = join(making, "cluster");
  mkdirSync(making, { mode: 0o700 });
  try {
    writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
    giveTo(making, account);
    const args = [`--pgdata=${cluster}`, `--username=${SUPERUSER}`, `--pwfile=${passwordFile}`, "--auth=scram-sha-256", "--encoding=UTF8"];
    if (!durable) args.push("--no-sync");
    runInitdb(account, binaries, args, dir);
    if (existsSync(dir)) rmdirSync(dir);
    renameSync(cluster, dir);
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}

/** Sorting by code point, the same everywhere; the C library's UTF-8 letters are what trigrams need. */
function runInitdb(account: Account, binaries: Binaries, args: string[], dir: string): void {
  const provider = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
  const ctype = process.platform === "darwin" ? "UTF-8" : "C.UTF-8";
  const tries = [["--locale=C", `--lc-ctype=${ctype}`], ["--locale=C"]];
  let output = "";
  for (const locale of tries) {
    const result = runAs(account, binaries.initdb, [...args, ...provider, ...locale]);
    if (result.status === 0) return;
    output = `${result.stderr || result.stdout || result.error?.message}`.trim();
    if (!/invalid locale/.test(output)) break;
  }
  if (/No space left/.test(output)) throw diskFull(dir);
  const reason = output.split("\n").find((line) => /error|fatal/i.test(line)) ?? output;
  throw new DatabaseProblem(`PostgreSQL could not make its folder ${dir}: ${reason}`);
}

export const diskFull = (folder: string): DatabaseProblem =>
  new DatabaseProblem(`The disk that holds ${folder} is full: free at least 200 MB and start again.`);

/** Leftovers of a process that was killed; a live one may be at work beside us. */
function sweepHalfMade(dir: string): void {
  const parent = dirname(dir);
  const prefix = `${basename(dir)}.making-`;
  for (const name of readdirSync(parent)) {
    const pid = Number(name.slice(prefix.length));
    if (name.startsWith(prefix) && !isAlive(pid)) rmSync(join(parent, name), { recursive: true, force: true });
  }
}

/** As root: everything below belongs to the account that runs the server. */
export function giveTo(path: string, account: Account): void {
  if (account.uid === undefined) return;
  const stats = statSync(path);
  if (stats.uid === account.uid) return;
  for (const name of readdirSync(path, { recursive: true, encoding: "utf8" })) chownSync(join(path, name), account.uid, account.gid);
  chownSync(path, account.uid, account.gid);
  chmodSync(path, 0o700);
}
