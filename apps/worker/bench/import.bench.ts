// How fast a batch comes in, and how much memory that takes: `tsx bench/import.bench.ts [archive]`. PostgreSQL, worker and image processes share
// the machine; every image is decoded whole. Times run from the run's row to its end, without the answers to its questions.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { connect, insertProject, runById } from "@nauplius/db";
import { startTemporary } from "@nauplius/db/embedded/temporary";
import { applyMigrations } from "@nauplius/db/migrate";
import type { RunId } from "@nauplius/domain";
import { openProducer } from "@nauplius/queue";
import { answerRun, type Context, startImport } from "@nauplius/services";
import { openStorage } from "@nauplius/storage";
import { watchMemory } from "./memory.ts";

const path = process.argv[2] ?? fileURLToPath(new URL("../../../../shared/data/planktonset.tar", import.meta.url));
if (!existsSync(path)) {
  console.log(`skipped: ${path} is not there`);
  process.exit(0);
}

const root = mkdtempSync(join(tmpdir(), "nauplius-bench-"));
const postgres = await startTemporary();
await applyMigrations(postgres.url);
const db = connect(postgres.url, { max: 4 });
const storage = openStorage({ STORAGE_DIR: join(root, "storage") });
const queue = openProducer({ databaseUrl: postgres.url, redisUrl: undefined }, console.error);
const log = { info: () => undefined, warn: console.error, error: console.error };
const ctx: Context = { db, storage, queue, log, clock: { now: () => new Date() }, actor: { kind: "system" }, requestId: "bench" };
const worker = spawn(process.execPath, ["--import", "tsx", "src/main.ts"], {
  cwd: fileURLToPath(new URL("../", import.meta.url)),
  stdio: "inherit",
  env: {
    PATH: process.env.PATH,
    DATABASE_URL: postgres.url,
    STORAGE_DIR: join(root, "storage"),
    LOG_LEVEL: "warn",
    DISK_RESERVE_GB: "0",
    TZ: "UTC",
  },
});

async function untilStopped(run: RunId) {
  for (;;) {
    const row = await runById(db, run);
    if (row !== null && !["queued", "running", "lost"].includes(row.state)) return row;
    await sleep(50);
  }
}

try {
  const now = new Date();
  const made = { title: basename(path), instrument: "?", description: "", access: "private" as const, createdBy: null, now };
  const projectId = await insertProject(db, made);
  // The worker is up when it has said so in the table of workers.
  while ((await db.pool.query("select 1 from worker")).rowCount === 0) await sleep(100);
  const memory = watchMemory(worker.pid ?? 0);
  const begun = performance.now();
  const started = await startImport.call(ctx, {
    projectId,
    source: { from: "path", path },
    options: { answers: { users: { "*": "name" } } },
  });
  if (!started.ok) throw new Error(started.error.message);
  const { run } = started.value;
  let row = await untilStopped(run);
  const checked = performance.now();
  if (row.state === "asking") {
    const { taxa = [] } = (row.questions ?? {}) as { taxa?: { key: string }[] };
    const named = Object.fromEntries(taxa.map(({ key }) => [key, { create: key, under: null, kind: "morphological" }]));
    const answered = await answerRun.call(ctx, { runId: run, answers: { taxa: named, load: true, leaveOut: true } });
    if (!answered.ok) throw new Error(answered.error.message);
  }
  const answered = performance.now();
  row = await untilStopped(run);
  const end = performance.now();
  const peak = memory.stop();
  const { objectsAdded = 0, imagesAdded = 0 } = (row.result ?? {}) as { objectsAdded?: number; imagesAdded?: number };
  const seconds = (checked - begun + end - answered) / 1000;
  console.log(
    `${basename(path)}: ${row.state}${row.reason === "" ? "" : ` (${row.reason})`}, ${objectsAdded} objects, ${imagesAdded} images`,
  );
  console.log(`check ${((checked - begun) / 1000).toFixed(1)} s, load ${((end - answered) / 1000).toFixed(1)} s on ${cpus().length} cores`);
  console.log(
    `${(objectsAdded / seconds).toFixed(0)} objects/s; peak memory of the worker ${peak.worker.toFixed(0)} MB, with its image processes ${peak.whole.toFixed(0)} MB`,
  );
} finally {
  worker.kill("SIGTERM");
  await new Promise((resolve) => worker.once("exit", resolve));
  await queue.close();
  await db.close();
  await postgres.stop();
  rmSync(root, { recursive: true, force: true });
}
process.exit(0);
