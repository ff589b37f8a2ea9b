import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { connect } from "@nauplius/db";
import type { RunId } from "@nauplius/domain";
import { openVignettePool } from "@nauplius/pipelines";
import { objectionToProvider } from "@nauplius/pipelines/learn";
import { openProducer, startWorkers } from "@nauplius/queue";
import { enterWorkers, logOptions, oneAtATime, sweepHouse, sweepRuns } from "@nauplius/services";
import { openStorage } from "@nauplius/storage";
import pino from "pino";
import { version } from "../package.json" with { type: "json" };
import { readEnv } from "./env.ts";
import { makeHandlers } from "./jobs/handlers.ts";
import { clearWork } from "./learning/clear-work.ts";
import { shipModels } from "./learning/ship.ts";

/** env -> dependencies -> workers -> graceful stop. */
async function main(): Promise<void> {
  const env = readEnv(process.env);
  const log = pino(logOptions("worker", env.LOG_LEVEL));
  const db = connect(env.DATABASE_URL, { applicationName: "nauplius-worker" });
  const storage = openStorage(env);
  await storage.probe();
  const settings = { databaseUrl: env.DATABASE_URL, redisUrl: env.REDIS_URL };
  const queue = openProducer(settings, (error) => log.warn({ error }, "queue"));
  const stop = new AbortController();
  const clock = { now: () => new Date() };
  const worker = `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;
  const vignettes = openVignettePool(env.WORKER_THREADS === 0 ? {} : { processes: env.WORKER_THREADS });
  const staleMs = env.RUN_STALE_SECONDS * 1000;
  const held = new Set<RunId>();
  const dependencies = { env, db, storage, queue, vignettes, log, clock, worker, stop: stop.signal, staleMs, held };
  const handlers = makeHandlers(dependencies);
  const lacking = await objectionToProvider(env.WORKER_PROVIDER);
  if (lacking !== null) log.warn({ worker }, lacking);
  const provider = lacking === null ? env.WORKER_PROVIDER : `cpu (no ${env.WORKER_PROVIDER})`;
  const who = { id: worker, host: hostname(), pid: process.pid, queues: env.WORKER_QUEUES, provider, version };
  const presence = await enterWorkers(db, clock, who, (error) => log.warn({ error }, "presence"));
  await clearWork(dependencies).catch((error: unknown) => log.warn({ error }, "leavings of trainings could not be removed"));
  await shipModels(dependencies).catch((error: unknown) => log.warn({ error }, "models that ship could not be registered"));
  const workers = await startWorkers(settings, handlers, {
    queues: env.WORKER_QUEUES,
    concurrency: env.WORKER_CONCURRENCY,
    around: presence.track,
    onError: (error, job) => log.error({ error, job: job?.name, jobId: job?.id }, "job"),
  });
  const sweep = oneAtATime(async () => {
    await Promise.all([sweepRuns(dependencies), sweepHouse(dependencies)]).catch((error) => log.warn({ error }, "sweep"));
  });
  const timer = setInterval(() => void sweep(), env.RUN_SWEEP_SECONDS * 1000);
  void sweep();
  log.info({ worker, queues: env.WORKER_QUEUES }, "worker ready");

  const end = async () => {
    if (stop.signal.aborted) return;
    log.info({ worker }, "worker stopping");
    clearInterval(timer);
    stop.abort();
    // Whatever does not end in time is given up: its run goes on elsewhere from its cursor.
    const late = setTimeout(() => process.exit(0), 8_000);
    late.unref();
    await workers.close();
    await vignettes.close();
    await presence.leave().catch(() => undefined);
    await queue.close();
    await db.close();
    await storage.close();
    process.exit(0);
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void end());
}

await main().catch((error: unknown) => {
  // Whoever started the worker starts it again: the database or the store may be there then.
  pino(logOptions("worker", "error")).error({ error }, "worker could not start");
  process.exit(1);
});
