import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { root } from "../place.ts";
import {
  bootstrap,
  cleanEnvironment,
  descendantsOf,
  freePort,
  isRunning,
  type Launched,
  launchInstance,
  runCommand,
  startArgs,
  survivors,
} from "./launched.ts";

const isRoot = process.getuid?.() === 0;
let folder: string;
let data: string;
let port: number;
let running: Launched[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "nauplius-start-"));
  data = join(folder, "data");
  port = await freePort();
  running = [];
});

/** A test that failed half way must leave nothing behind either. */
afterEach(async () => {
  for (const { process: launcher } of running.splice(0)) {
    if (launcher.exitCode !== null || launcher.signalCode !== null || launcher.pid === undefined) continue;
    launcher.kill("SIGTERM");
    await once(launcher, "exit");
  }
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function start(command?: [string, ...string[]]): Promise<Launched> {
  const launched = await launchInstance(data, port, command);
  running.push(launched);
  return launched;
}

type Stopped = { code: number | null; milliseconds: number; left: number[] };

/** Signals the launcher, or its whole group when `pid` is negative; what is left of all that it started. */
async function stopBy(launched: Launched, signal: NodeJS.Signals, pid: number): Promise<Stopped> {
  const everything = descendantsOf(pidOf(launched));
  expect(everything.length).toBeGreaterThan(3);
  const startedAt = performance.now();
  process.kill(pid, signal);
  const [code] = await once(launched.process, "exit");
  return { code, milliseconds: performance.now() - startedAt, left: await survivors(everything, 500) };
}

/** The stream of a signed-in person's runs. */
async function watch(url: string, email: string, password: string): Promise<Response> {
  const headers = { origin: url, "content-type": "application/json" };
  const signedIn = await fetch(`${url}/api/auth/sign-in/email`, { method: "POST", headers, body: JSON.stringify({ email, password }) });
  const cookie = signedIn.headers
    .getSetCookie()
    .map((line) => line.slice(0, line.indexOf(";")))
    .join("; ");
  return fetch(`${url}/api/events`, { headers: { cookie } });
}

const status = async (url: string): Promise<number> => (await fetch(url, { redirect: "manual" })).status;
const pidOf = ({ process: launcher }: Launched): number => launcher.pid ?? Number.NaN;

describe("a start", () => {
  test("the first makes everything, answers, and gives the first administrator a link", async () => {
    const first = await start();
    expect(await status(first.url)).toBeLessThan(400);
    expect(first.firstSignIn).toMatch(new RegExp(`^${first.url}/\\w+\\?token=.{20,}$`));
    expect(statSync(join(data, "secrets.json")).mode & 0o777).toBe(0o600);
    expect(statSync(join(data, "instance.json")).mode & 0o777).toBe(0o600);
    const stopped = await stopBy(first, "SIGINT", pidOf(first));
    expect(stopped).toMatchObject({ code: 0, left: [] });
    expect(stopped.milliseconds).toBeLessThan(10_000);
    expect(existsSync(join(data, "instance.json"))).toBe(false);
  });

  test("the second takes less than ten seconds and keeps the secrets", async () => {
    const secrets = readFileSync(join(data, "secrets.json"), "utf8");
    const added = runCommand(["cli", "users", "add", "ada@example.org", "--name", "Ada", "--admin", "--data", data, "--json"]);
    const second = await start();
    expect(second.firstSignIn).toBeNull();
    console.log(`second start: ${second.seconds.toFixed(1)} s`);
    expect(second.seconds).toBeLessThan(10);
    expect(readFileSync(join(data, "secrets.json"), "utf8")).toBe(secrets);
    // A page that watches runs holds its connection open: it must not hold the server.
    const watching = await watch(second.url, "ada@example.org", JSON.parse(added.stdout).password);
    expect(watching.headers.get("content-type")).toBe("text/event-stream");
    const stopped = await stopBy(second, "SIGTERM", -pidOf(second));
    expect(stopped).toMatchObject({ code: 0, left: [] });
    expect(stopped.milliseconds).toBeLessThan(10_000);
  });

  test("through npm ends with 0 and leaves nothing when npm is told to stop", async () => {
    const launched = await start(["npm", "start", "--"]);
    const stopped = await stopBy(launched, "SIGTERM", pidOf(launched));
    expect(stopped).toMatchObject({ code: 0, left: [] });
  });

  test("through npm ends with 0 when Ctrl-C reaches the whole group", async () => {
    const launched = await start(["npm", "start", "--"]);
    const stopped = await stopBy(launched, "SIGINT", -pidOf(launched));
    expect(stopped).toMatchObject({ code: 0, left: [] });
  });
});

describe("a running instance", () => {
  test("is used by commands, refuses a second launcher, and has its pages back after they crashed", async () => {
    const launched = await start();
    const listed = runCommand(["cli", "users", "list", "--data", data, "--json"]);
    expect(JSON.parse(listed.stdout)).toMatchObject({ users: [{ email: "ada@example.org", siteRoles: ["admin"] }] });
    expect(await status(launched.url)).toBeLessThan(400);

    const other = runCommand(["start", ...startArgs(data, await freePort())]);
    expect(other.code).toBe(1);
    expect(other.stderr.trim()).toBe(`Nauplius already runs on ${data}: see ${launched.url}, or choose another folder with --data DIR.`);

    const web = descendantsOf(pidOf(launched)).find((pid) => /server\.mjs/.test(commandLine(pid)));
    // 0 would be our own group.
    expect(web).toBeGreaterThan(1);
    process.kill(web ?? Number.NaN, "SIGKILL");
    await expect.poll(() => status(launched.url).catch(() => 0), { timeout: 30_000 }).toBeGreaterThanOrEqual(200);
    expect(launched.stderr()).toContain("The web ended (SIGKILL) and starts again");
  });

  test("takes its pages and worker along when the launcher is killed, and the next start finds its way", async () => {
    const killed = await start();
    const everything = descendantsOf(pidOf(killed));
    const node = everything.filter((pid) => !commandLine(pid).includes("postgres"));
    process.kill(pidOf(killed), "SIGKILL");
    expect(await survivors(node, 9000)).toEqual([]);
    const next = await start();
    expect(await status(next.url)).toBeLessThan(400);
    for (const pid of [pidOf(next), ...descendantsOf(pidOf(next))]) if (isRunning(pid)) process.kill(pid, "SIGKILL");
    await sleep(200);
    expect(existsSync(join(data, "postgres/postmaster.pid"))).toBe(true);
    const last = await start();
    expect(await status(last.url)).toBeLessThan(400);
  });
});

const commandLine = (pid: number): string => spawnSync("ps", ["-o", "args=", "-p", String(pid)], { encoding: "utf8" }).stdout;

describe("one sentence for", () => {
  test("a port that is taken", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const address = taken.address();
    const number = address !== null && typeof address === "object" ? address.port : 0;
    const refused = runCommand(["start", ...startArgs(data, number)]);
    taken.close();
    expect(refused.code).toBe(1);
    expect(refused.stderr.trim()).toBe(`Port ${number} is taken by another program: stop it, or choose another port with --port N.`);
    expect(JSON.parse(refused.stdout)).toMatchObject({ error: { code: "failed" } });
  });

  test("a folder that is a file", async () => {
    writeFileSync(join(folder, "file"), "");
    const refused = runCommand(["start", ...startArgs(join(folder, "file/data"), await freePort())]);
    expect(refused.code).toBe(1);
    expect(refused.stderr.trim()).toMatch(
      /^The folder .*file\/data is not writable \(\w+\): change its owner, or choose another folder with --data DIR\.$/,
    );
  });

  test("a port that is none", () => {
    const refused = runCommand(["start", "--port", "many", "--data", data]);
    expect(refused.code).toBe(64);
    expect(refused.stderr.trim()).toBe("--port many: expected a whole number from 1 to 65535");
  });

  test("a database that does not answer", async () => {
    const env = { ...cleanEnvironment(), DATABASE_URL: `postgresql://u:p@127.0.0.1:${await freePort()}/nauplius` };
    const refused = spawnSync(process.execPath, [bootstrap, "start", ...startArgs(data, await freePort())], {
      cwd: root,
      env,
      encoding: "utf8",
    });
    expect(refused.status).toBe(1);
    expect(refused.stderr.trim()).toMatch(/^The database nauplius on 127\.0\.0\.1:\d+ \(DATABASE_URL\) cannot be opened: .*ECONNREFUSED/);
  });

  test("a Node that is too old, before anything else", () => {
    const pretend = "data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'18.20.4'}})";
    const refused = runCommand(["start"], ["--import", pretend]);
    expect(refused.code).toBe(1);
    expect(refused.stderr.trim()).toBe(
      "Nauplius needs Node 20.19 or newer and this is Node 18.20.4: install a newer one from https://nodejs.org and start again.",
    );
  });
});

describe("a first start that was cut off", () => {
  test.each([150, 600, 1200, 2500])("after %i ms is taken up by the next one", async (milliseconds) => {
    const own = join(folder, `cut-${milliseconds}`);
    const cut = spawn(process.execPath, [bootstrap, "start", ...startArgs(own, port)], {
      cwd: root,
      env: cleanEnvironment(),
      stdio: "ignore",
      detached: true,
    });
    await sleep(milliseconds);
    process.kill(-(cut.pid ?? Number.NaN), "SIGKILL");
    const next = await launchInstance(own, port);
    running.push(next);
    expect(await status(next.url)).toBeLessThan(400);
  });
});

describe.runIf(isRoot)("as an ordinary user", () => {
  const asNobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] as const;

  test("a folder of somebody else gets one sentence", async () => {
    chmodSync(folder, 0o755);
    const theirs = join(folder, "theirs");
    mkdirSync(theirs, { mode: 0o755 });
    const [file, ...args] = [...asNobody, process.execPath, "--import", "tsx", join(root, "apps/cli/src/main.ts"), "start"];
    const env = { ...cleanEnvironment(), HOME: folder };
    const options = { cwd: join(root, "apps/cli"), env, encoding: "utf8" } as const;
    const refused = spawnSync(file, [...args, ...startArgs(join(theirs, "data"), await freePort())], options);
    expect(refused.status).toBe(1);
    expect(refused.stderr.trim()).toBe(
      `The folder ${join(theirs, "data")} is not writable (EACCES): change its owner, or choose another folder with --data DIR.`,
    );
  });
});
