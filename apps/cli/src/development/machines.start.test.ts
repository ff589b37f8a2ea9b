import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startTemporary } from "@nauplius/db/embedded/temporary";
import { encodePng } from "@nauplius/pipelines";
import { type RedisServer, startRedis } from "@nauplius/testing/redis";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { cleanEnvironment, freePort } from "../launcher/launched.ts";
import { root } from "../place.ts";

// What docker-compose.yml would start, started by hand: its own commands and environment, with addresses of this machine.
const hasRedis = spawnSync("redis-server", ["--version"], { stdio: "ignore" }).status === 0;
const service = z.object({
  entrypoint: z.array(z.string()).optional(),
  command: z.array(z.string()).optional(),
  working_dir: z.string().default("/app"),
  environment: z.record(z.string(), z.string()).default({}),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
});
const compose = z
  .object({ services: z.record(z.string(), service) })
  .parse(parse(readFileSync(join(root, "docker-compose.yml"), "utf8"), { merge: true }));
const image = /^ENTRYPOINT (.*)$/m.exec(readFileSync(join(root, "Dockerfile"), "utf8"))?.[1] ?? "[]";

let folder: string;
let postgres: Awaited<ReturnType<typeof startTemporary>>;
let redis: RedisServer;
let port: number;
let url: string;
const running: ChildProcess[] = [];

/** As compose fills in: the operator's variables, else the default behind `:-`. */
function filled(value: string): string {
  const own: Record<string, string> = {
    POSTGRES_PASSWORD: "of-one-test",
    AUTH_SECRET: "of-one-test-0123456789abcdef0123456789",
    BASE_URL: url,
  };
  return value
    .replace(/\$\{(\w+)(?::[-?]([^}]*))?\}/g, (whole, name, rest) => own[name] ?? (whole.includes(":-") ? rest : `${name} is not set`))
    .replace(/^postgresql:.*$/, postgres.url)
    .replace("redis://redis:6379", redis.url)
    .replace(/^\/storage$/, join(folder, "storage"));
}

function planOf(name: string, more: readonly string[] = []) {
  const { entrypoint, command = [], working_dir, environment } = service.parse(compose.services[name]);
  const words: string[] = [...(entrypoint ?? (JSON.parse(image) as string[])), ...(more.length > 0 ? more : command)];
  const [file = "", ...args] = words.map((word) => (word === "3000" ? String(port) : word));
  const given = Object.entries(environment).map(([key, value]) => [key, filled(value)]);
  const env = {
    ...cleanEnvironment(),
    NODE_ENV: "production",
    TZ: "UTC",
    NAUPLIUS_DATA: join(folder, "data"),
    ...Object.fromEntries(given),
  };
  return { file: file === "node" ? process.execPath : file, args, cwd: working_dir.replace("/app", root), env };
}

function begin(name: string): ChildProcess {
  const { file, args, cwd, env } = planOf(name);
  const child = spawn(file, args, { cwd, env, stdio: ["ignore", "ignore", "inherit"] });
  running.push(child);
  return child;
}

function run(name: string, ...more: string[]) {
  const { file, args, cwd, env } = planOf(name, more);
  return spawnSync(file, args, { cwd, env, encoding: "utf8" });
}

beforeAll(async () => {
  if (!hasRedis) return;
  folder = mkdtempSync(join(tmpdir(), "nauplius-machines-"));
  [postgres, redis, port] = await Promise.all([startTemporary(), startRedis(), freePort()]);
  url = `http://127.0.0.1:${port}`;
});
afterAll(async () => {
  if (!hasRedis) return;
  for (const child of running) child.kill("SIGKILL");
  await redis.stop();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
});

const until = async (what: () => Promise<boolean>, seconds = 150): Promise<void> => {
  const deadline = Date.now() + seconds * 1000;
  while (!(await what().catch(() => false))) {
    if (Date.now() > deadline) throw new Error(`waited ${seconds} s in vain`);
    await sleep(100);
  }
};

let cookie = "";
async function ask<T>(method: string, path: string, body?: object): Promise<T> {
  const headers = { cookie, origin: url, "content-type": "application/json" };
  const answer = await fetch(`${url}/api/${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  for (const line of answer.headers.getSetCookie()) cookie = line.slice(0, line.indexOf(";"));
  return (await answer.json()) as T;
}

/** An upload in one request; its id. */
async function upload(name: string, bytes: Uint8Array): Promise<string> {
  const tus = { cookie, origin: url, "tus-resumable": "1.0.0" };
  const made = await fetch(`${url}/api/uploads`, {
    method: "POST",
    headers: { ...tus, "upload-length": String(bytes.byteLength), "upload-metadata": `filename ${btoa(name)}` },
  });
  const place = new URL(made.headers.get("location") ?? "", made.url);
  const headers = { ...tus, "upload-offset": "0", "content-type": "application/offset+octet-stream" };
  expect((await fetch(place, { method: "PATCH", headers, body: Buffer.from(bytes) })).status).toBe(204);
  return place.pathname.split("/").at(-1) ?? "";
}

type Run = { readonly id: number; readonly state: string; readonly result: Record<string, unknown> | null };
const ended = async (id: number): Promise<Run> => {
  await until(async () => !["queued", "running", "lost"].includes((await ask<Run>("GET", `v1/runs/${id}`)).state), 120);
  return ask<Run>("GET", `v1/runs/${id}`);
};

test.skipIf(!hasRedis)(
  "several machines: migrate, pages and two workers over an outside PostgreSQL and Redis",
  { timeout: 400_000 },
  async () => {
    const migrated = run("migrate");
    expect(migrated.status, migrated.stderr).toBe(0);
    const web = begin("web");
    const workers = [begin("worker"), begin("worker")];
    await until(async () => (await fetch(`${url}/api/health`)).ok);
    const check =
      service
        .parse(compose.services.web)
        .healthcheck?.test.slice(1)
        .map((word) => word.replace("3000", String(port))) ?? [];
    expect(spawnSync(check[0] === "node" ? process.execPath : "false", check.slice(1)).status).toBe(0);

    const link = run("migrate", "users", "welcome", "--json");
    const { url: welcome } = JSON.parse(link.stdout) as { url: string };
    expect(welcome.startsWith(`${url}/welcome?token=`)).toBe(true);
    const account = { email: "ada@example.org", password: "seven salps in a chain" };
    await ask("POST", "v1/links/welcome", { token: new URL(welcome).searchParams.get("token"), name: "Ada", ...account });
    await ask("POST", "auth/sign-in/email", account);
    type Workers = { workers: { alive: boolean; jobsDone: number }[] };
    await until(async () => (await ask<Workers>("GET", "v1/admin/workers")).workers.filter((w) => w.alive).length === 2);

    const { id: projectId } = await ask<{ id: number }>("POST", "v1/projects", { title: "Over there" });
    const grey = Uint8Array.from({ length: 256 }, (_, i) => (i % 16 > 4 && i % 16 < 11 && i > 64 && i < 192 ? 30 : 240));
    const picture = (await encodePng({ data: grey, width: 16, height: 16, channels: 1 })).bytes;
    const source = { from: "upload", upload: await upload("one.png.tar", tarOf("Copepoda/one.png", picture)) };
    const answers = { taxa: { "*": "leave" }, load: true };
    const { run: imported } = await ask<{ run: number }>("POST", `v1/projects/${projectId}/imports`, {
      source,
      options: { mode: "classes", answers },
    });
    expect(await ended(imported)).toMatchObject({ state: "done", result: { objectsAdded: 1, imagesAdded: 1 } });
    const page = await ask<{ objects: { id: number }[] }>("POST", `v1/projects/${projectId}/objects/query`, {});
    const headers = { cookie, origin: url, "content-type": "application/json" };
    const vignettes = await fetch(`${url}/api/vignettes`, {
      method: "POST",
      headers,
      body: JSON.stringify({ objects: page.objects.map((o) => o.id) }),
    });
    expect((await vignettes.arrayBuffer()).byteLength).toBeGreaterThan(picture.byteLength);

    // One machine is lost: the other goes on.
    workers[0]?.kill("SIGKILL");
    const runs = await Promise.all(
      Array.from({ length: 4 }, () => ask<{ run: number }>("POST", `v1/projects/${projectId}/exports`, { options: { format: "csv" } })),
    );
    for (const { run: id } of runs) expect(await ended(id)).toMatchObject({ state: "done" });

    for (const child of [web, workers[1]]) {
      child?.kill("SIGTERM");
      if (child?.exitCode === null) await once(child, "exit");
      expect(child?.exitCode).toBe(0);
    }
  },
);

/** A tar of one file. */
function tarOf(name: string, content: Uint8Array): Uint8Array {
  const header = Buffer.alloc(512);
  header.write(name);
  header.write("0000644\0", 100);
  header.write(`${content.length.toString(8).padStart(11, "0")}\0`, 124);
  header.write("00000000000\0        0", 136);
  header.write("ustar\0", 257);
  header.write(
    `${header
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, "0")}\0 `,
    148,
  );
  return Buffer.concat([header, content, Buffer.alloc(((512 - (content.length % 512)) % 512) + 1024)]);
}
