// From a fresh clone to a page that answers, and again: `tsx bench/start.bench.ts [user]`. Clones the last commit into a new folder (of that user,
// below their home, when this runs as root), runs `npm start` there twice, stops it, and looks for what is left.
import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { cpus, tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { root } from "../src/place.ts";

const homeOf = (name: string): string | undefined =>
  readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"))
    .find(([account]) => account === name)?.[5];

const user = process.argv[2];
const home = user === undefined ? tmpdir() : homeOf(user);
if (home === undefined) throw new Error(`there is no user ${user}`);
const folder = mkdtempSync(join(home, "nauplius-fresh-"));
const clone = join(folder, "nauplius");

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}

/** As that user, with nothing of ours but the search path. */
function as(command: readonly string[]): [string, string[]] {
  const [file = "", ...args] =
    user === undefined ? command : ["setpriv", `--reuid=${user}`, `--regid=${user}`, "--init-groups", ...command];
  return [file, args];
}
const env = { PATH: process.env.PATH, HOME: user === undefined ? process.env.HOME : home, TZ: "UTC", LANG: "C.UTF-8" };

async function start(port: number): Promise<{ child: ChildProcess; seconds: number; signIn: string | null }> {
  const began = performance.now();
  const [file, args] = as(["npm", "start", "--", "--port", String(port), "--no-open", "--no-demo", "--json"]);
  const child = spawn(file, args, { cwd: clone, env, stdio: ["ignore", "pipe", "inherit"], detached: true });
  for await (const line of createInterface(child.stdout)) {
    if (!line.startsWith("{")) continue;
    const { url, firstSignIn } = JSON.parse(line) as { url: string; firstSignIn: string | null };
    const { status } = await fetch(url, { redirect: "manual" });
    if (status >= 400) throw new Error(`${url} answers ${status}`);
    return { child, seconds: (performance.now() - began) / 1000, signIn: firstSignIn };
  }
  throw new Error("npm start ended before it was ready");
}

async function stop(child: ChildProcess): Promise<number> {
  const began = performance.now();
  process.kill(-(child.pid ?? Number.NaN), "SIGINT");
  await once(child, "exit");
  return (performance.now() - began) / 1000;
}

const left = (): number =>
  spawnSync("ps", ["-eo", "args="], { encoding: "utf8" })
    .stdout.split("\n")
    .filter((line) => line.includes(clone)).length;

try {
  execFileSync("git", ["clone", "-q", root, clone]);
  if (user !== undefined) execFileSync("chown", ["-R", `${user}:`, folder]);
  const port = await freePort();
  const first = await start(port);
  console.log(
    `as ${user ?? userInfo().username}, ${cpus().length} cores: first start ${first.seconds.toFixed(1)} s, sign-in link ${first.signIn === null ? "missing" : "given"}`,
  );
  console.log(`stopped in ${(await stop(first.child)).toFixed(1)} s, ${left()} processes left`);
  const second = await start(port);
  console.log(`second start ${second.seconds.toFixed(1)} s`);
  console.log(`stopped in ${(await stop(second.child)).toFixed(1)} s, ${left()} processes left`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
