import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { isAlive } from "./pidfile.ts";
import { type EmbeddedOptions, type EmbeddedServer, startEmbedded } from "./start.ts";

const isRoot = process.getuid?.() === 0;
const password = "a-password-for-tests";
let folder: string;
let dir: string;
let servers: EmbeddedServer[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "nauplius-embedded-"));
  chmodSync(folder, 0o755);
  dir = join(folder, "postgres");
  servers = [];
});

afterEach(async () => {
  for (const server of servers) await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function start(options: Partial<EmbeddedOptions> = {}): Promise<EmbeddedServer> {
  const server = await startEmbedded({ dir, logFile: join(folder, "logs/postgres.log"), password, durable: false, ...options });
  servers.push(server);
  return server;
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe("a fresh folder", () => {
  test("becomes a server on 127.0.0.1 that speaks UTF-8, UTC and keeps its port", async () => {
    const first = await start();
    expect(first.wasRunning).toBe(false);
    expect(new URL(first.url).hostname).toBe("127.0.0.1");
    const settings =
      "current_setting('timezone') AS timezone, current_setting('max_connections') AS connections, current_setting('jit') AS jit";
    expect(await query(first.url, `SELECT ${settings}, lower('ÉTOILE') AS lower, 'É' ~ '\\w' AS letter`)).toEqual([
      { timezone: "UTC", connections: "300", jit: "off", lower: "étoile", letter: true },
    ]);
    await first.stop();
    expect(first.isAlive()).toBe(false);
    expect(new URL((await start()).url).port).toBe(new URL(first.url).port);
  });

  test("gives one server to two who start it at the same time", async () => {
    const [one, two] = await Promise.all([start(), start()]);
    expect(one.url).toBe(two.url);
    expect(one.pid).toBe(two.pid);
  });

  test.runIf(isRoot)("may lie where only root may enter", async () => {
    chmodSync(folder, 0o700);
    expect(await query((await start()).url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });
});

describe("a folder with a past", () => {
  test("keeps its data when the server was killed", async () => {
    const first = await start({ durable: true });
    await query(first.url, "CREATE TABLE net (id int); INSERT INTO net VALUES (3)");
    process.kill(first.pid, "SIGKILL");
    const second = await start();
    expect(second.pid).not.toBe(first.pid);
    expect(await query(second.url, "SELECT id FROM net")).toEqual([{ id: 3 }]);
  });

  test("starts although another program wears the number in a stale lock", async () => {
    const first = await start();
    const lock = readFileSync(join(dir, "postmaster.pid"), "utf8");
    await first.stop();
    writeFileSync(join(dir, "postmaster.pid"), lock.replace(/^\d+/, String(process.pid)), { mode: 0o600 });
    expect((await start()).wasRunning).toBe(false);
  });

  test("sweeps a cluster that was left half made", async () => {
    const half = `${dir}.making-999999999`;
    mkdirSync(join(half, "cluster"), { recursive: true });
    writeFileSync(join(half, "cluster/PG_VERSION"), "18\n");
    await start();
    expect(existsSync(half)).toBe(false);
    expect(readdirSync(folder).sort()).toEqual(["logs", "postgres"]);
  });

  test("lets several use the running server and stops it with the last", async () => {
    const first = await start();
    const second = await start();
    expect(second.wasRunning).toBe(true);
    await first.release();
    expect(await query(second.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    await second.release();
    expect(isAlive(first.pid)).toBe(false);
  });
});

describe("one sentence for", () => {
  test("a folder that holds something else", async () => {
    mkdirSync(dir);
    writeFileSync(join(dir, "thesis.doc"), "");
    await expect(start()).rejects.toThrow(`${dir} is not empty and holds no PostgreSQL cluster`);
    expect(readdirSync(dir)).toEqual(["thesis.doc"]);
  });

  test("a cluster of another version", async () => {
    mkdirSync(join(dir, "global"), { recursive: true });
    writeFileSync(join(dir, "PG_VERSION"), "16\n");
    writeFileSync(join(dir, "global/pg_control"), "");
    await expect(start()).rejects.toThrow(`${dir} was made by PostgreSQL 16 and this version brings 18`);
  });

  test("a folder that cannot be written", async () => {
    writeFileSync(join(folder, "file"), "");
    await expect(start({ dir: join(folder, "file/postgres") })).rejects.toThrow(`The folder ${join(folder, "file")} is not writable`);
  });

  test("lost secrets", async () => {
    await (await start()).stop();
    await expect(start({ password: "another" })).rejects.toThrow("The password in secrets.json does not open the database");
  });

  test("a damaged cluster, with the server's own reason", async () => {
    await (await start()).stop();
    writeFileSync(join(dir, "global/pg_control"), "");
    await expect(start()).rejects.toThrow(/PostgreSQL did not start in .*: .*global\/pg_control/);
  });
});
