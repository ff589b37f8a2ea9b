import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { connect, type Db, runById } from "@nauplius/db";
import { sql } from "@nauplius/db/sql";
import type { ProjectId, RunId } from "@nauplius/domain";
import { openProducer, type Producer } from "@nauplius/queue";
import { type Context, examineSite, type RunRow, startImport } from "@nauplius/services";
import { openStorage, type Storage } from "@nauplius/storage";
import { makeMember, makeProject, makeTaxa } from "@nauplius/testing/factories";
import { type RestartablePostgres, restartablePostgres } from "@nauplius/testing/postgres";
import { contents, picture, table } from "../import/import-site.fixture.ts";

const workerFolder = fileURLToPath(new URL("../../", import.meta.url));
const preload = fileURLToPath(new URL("./block.mjs", import.meta.url));
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

export type Worker = {
  readonly pid: number;
  readonly signal: (name: NodeJS.Signals) => void;
  /** As the kernel does when memory is short: nothing is said, nothing is closed. */
  readonly kill: () => Promise<void>;
  readonly stop: () => Promise<number | null>;
  readonly log: () => string;
};

export type ChaosSite = {
  readonly db: Db;
  readonly postgres: RestartablePostgres;
  readonly storage: Storage;
  readonly queue: Producer;
  readonly ctx: Context;
  /** A worker that has said that it is ready. */
  readonly worker: (env?: Record<string, string>) => Promise<Worker>;
  readonly killAll: () => Promise<void>;
  /** A new, empty project with one import of the batch into it. */
  readonly startImport: () => Promise<{ project: ProjectId; run: RunId }>;
  readonly run: (run: RunId) => Promise<RunRow>;
  readonly until: (what: () => Promise<boolean>, seconds?: number) => Promise<void>;
  readonly untilDone: (run: RunId, seconds?: number) => Promise<RunRow>;
  readonly staged: (run: RunId) => Promise<{ rows: number; images: number; objects: number }>;
  readonly picture: (project: ProjectId) => Promise<object>;
  /** What doctor says, the originals against their hashes, and what unpublished imports left. */
  readonly troubles: () => Promise<string[]>;
  readonly dispose: () => Promise<void>;
};

export type ChaosOptions = { readonly redisUrl?: string; readonly storage?: Record<string, string> };

/** A database, a store and a batch on disk; workers are real processes that a test may kill. */
export async function chaosSite(objects: number, options: ChaosOptions = {}): Promise<ChaosSite> {
  const root = mkdtempSync(join(tmpdir(), "nauplius-chaos-"));
  const postgres = await restartablePostgres();
  const db = connect(postgres.url, { max: 4, applicationName: "chaos-test" });
  const place = options.storage ?? { STORAGE_DIR: join(root, "storage") };
  const storage = openStorage(place);
  const queue = openProducer({ databaseUrl: postgres.url, redisUrl: options.redisUrl }, () => undefined);
  const clock = { now: () => new Date() };
  const ctx: Context = { db, storage, queue, clock, log: silent, actor: { kind: "system" }, requestId: "chaos" };
  const batch = await writeBatch(join(root, "batch"), objects);
  const workers: Worker[] = [];
  await makeTaxa(db, ["living", "living/Copepoda", "living/Chaetognatha", "detritus"]);
  await makeMember(db, await makeProject(db, "of the manager"), "Manager", "manager");

  const run = async (id: RunId): Promise<RunRow> => {
    const row = await runById(db, id);
    if (row === null) throw new Error(`run ${id} is gone`);
    return row;
  };
  const until: ChaosSite["until"] = async (what, seconds = 150) => {
    const deadline = Date.now() + seconds * 1000;
    while (!(await what().catch(() => false))) {
      if (Date.now() > deadline)
        throw new Error(`waited ${seconds} s in vain\n${workers.map((w) => w.log().slice(-2000)).join("\n---\n")}`);
      await sleep(5);
    }
  };
  let projects = 0;
  return {
    db,
    postgres,
    storage,
    queue,
    ctx,
    run,
    until,
    worker: async (env = {}) => {
      const spawned = spawnWorker(root, workers.length, {
        ...place,
        ...(options.redisUrl === undefined ? {} : { REDIS_URL: options.redisUrl }),
        DATABASE_URL: postgres.url,
        ...env,
      });
      workers.push(spawned);
      await until(async () => spawned.log().includes("worker ready"));
      return spawned;
    },
    killAll: async () => {
      for (const worker of workers) await worker.kill();
    },
    startImport: async () => {
      projects += 1;
      const project = await makeProject(db, `batch ${projects}`);
      const started = await startImport.call(ctx, { projectId: project, source: { from: "path", path: batch }, options: {} });
      if (!started.ok) throw new Error(started.error.message);
      return { project, run: started.value.run };
    },
    untilDone: async (id, seconds = 150) => {
      await until(async () => !["queued", "running", "lost"].includes((await run(id)).state), seconds);
      return run(id);
    },
    staged: async (id) =>
      (await db.row<{ rows: number; images: number; objects: number }>(sql`
        select (select count(*)::int from import_row where run_id = ${id}) as rows, (select count(*)::int from import_image where run_id = ${id}) as images,
          (select count(*)::int from "object" where batch_id = ${id}) as objects`)) ?? { rows: 0, images: 0, objects: 0 },
    picture: (project) => contents(db, project),
    troubles: () => troublesOf(ctx),
    dispose: async () => {
      for (const worker of workers) await worker.kill();
      await queue.close();
      await db.close();
      await postgres.dispose();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** An EcoTaxa batch of small generated images, every one another. */
async function writeBatch(folder: string, objects: number): Promise<string> {
  mkdirSync(folder);
  const columns = ["object_id", "img_file_name", "object_lat", "object_lon", "object_date", "object_area", "object_annotation_status"];
  const rows = Array.from({ length: objects }, (_, i) => [
    ...[`o${i}`, `i${i}.png`, 43 + (i % 7) / 100, 7 + (i % 5) / 100, "20260102", i + 1],
    ...["validated", i % 3 === 0 ? "Copepoda" : "Chaetognatha", `s${i % 4}`, `a${i % 4}`],
  ]);
  writeFileSync(join(folder, "ecotaxa_chaos.tsv"), table([...columns, "object_annotation_category", "sample_id", "acq_id"], rows));
  for (let i = 0; i < objects; i++) writeFileSync(join(folder, `i${i}.png`), await picture(i, 24));
  return folder;
}

function spawnWorker(root: string, number: number, env: Record<string, string>): Worker {
  const logFile = join(root, `worker-${number}.log`);
  const log = openSync(logFile, "a");
  const child: ChildProcess = spawn(process.execPath, ["--import", preload, "--import", "tsx", "src/main.ts"], {
    cwd: workerFolder,
    stdio: ["ignore", log, log],
    env: {
      ...{ PATH: process.env.PATH, HOME: process.env.HOME, TZ: "UTC", LOG_LEVEL: "info", WORKER_THREADS: "1", DISK_RESERVE_GB: "0" },
      ...{ RUN_STALE_SECONDS: "5", RUN_SWEEP_SECONDS: "1" },
      ...env,
    },
  });
  closeSync(log);
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    child.kill(signal);
    await once(child, "exit");
    return child.exitCode;
  };
  return {
    pid: child.pid ?? 0,
    signal: (name) => child.kill(name),
    kill: async () => {
      await end("SIGKILL");
    },
    stop: () => end("SIGTERM"),
    log: () => readFileSync(logFile, "utf8"),
  };
}

async function troublesOf(ctx: Context): Promise<string[]> {
  const examined = await examineSite.call(ctx, {});
  if (!examined.ok) return [examined.error.message];
  const found = examined.value.findings.filter((f) => !f.ok && f.check !== "disk").map((f) => `${f.check}: ${f.message}`);
  const images = await ctx.db.rows<{ id: number; key: string; offset: number; length: number; hash: Buffer; bytes: number }>(sql`
    select v.id, k.key, coalesce(v.original_offset, v."offset") as "offset", coalesce(v.original_length, v.length) as length, v.hash, k.bytes
    from vignette v join pack k on k.id = coalesce(v.original_pack_id, v.pack_id)`);
  for (const image of images) {
    if (image.offset + image.length > image.bytes) found.push(`vignette ${image.id} ends beyond its pack`);
    const bytes = await ctx.storage.read(image.key, image.offset, image.length);
    if (!createHash("sha256").update(bytes).digest().equals(image.hash))
      found.push(`vignette ${image.id} has other bytes than were imported`);
  }
  const left = await ctx.db.row<Record<string, number>>(sql`
    select (select count(*)::int from import_row) as rows, (select count(*)::int from import_image) as images,
      (select count(*)::int from "object" o join run r on r.id = o.batch_id where r.published_at is null) as objects,
      (select count(*)::int from pack k where not exists (select 1 from vignette v where v.pack_id = k.id or v.original_pack_id = k.id)) as packs`);
  for (const [what, count] of Object.entries(left ?? {})) if (count !== 0) found.push(`${count} ${what} of imports are left over`);
  const keys = new Set((await ctx.db.rows<{ key: string }>(sql`select key from pack`)).map((p) => p.key));
  for await (const { key } of ctx.storage.list("packs")) if (!keys.has(key)) found.push(`the file ${key} belongs to no pack`);
  return found;
}
