import "server-only";
import { countRuns } from "@nauplius/db";
import type { Context } from "@nauplius/services";
import { listWorkers } from "@nauplius/services";
import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

// Next bundles modules more than once; a metric exists once in a process.
const kept = globalThis as typeof globalThis & { naupliusMetrics?: ReturnType<typeof make> };

function make() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    times: new Histogram({
      name: "nauplius_request_seconds",
      help: "Time to answer /api/v1, by verb and status",
      labelNames: ["verb", "status"],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    }),
    runs: new Gauge({ name: "nauplius_runs", help: "Runs by kind and state", labelNames: ["kind", "state"], registers }),
    queue: new Gauge({ name: "nauplius_queue_jobs", help: "Jobs in the queue by state", labelNames: ["queue", "state"], registers }),
    workers: new Gauge({ name: "nauplius_workers_alive", help: "Workers with a fresh heartbeat", registers }),
  };
}

kept.naupliusMetrics ??= make();
const metrics = kept.naupliusMetrics;
export const requestTimes = metrics.times;

/** Prometheus text: the process, requests, runs, queues and workers as of now. */
export async function metricsText(ctx: Context): Promise<{ type: string; text: string }> {
  metrics.runs.reset();
  for (const row of await countRuns(ctx.db)) metrics.runs.set({ kind: row.kind, state: row.state }, row.runs);
  const seen = await listWorkers.call(ctx, {});
  if (seen.ok) {
    metrics.workers.set(seen.value.workers.filter((w) => w.alive).length);
    for (const [queue, counts] of Object.entries(seen.value.queues ?? {}))
      for (const [state, jobs] of Object.entries(counts ?? {})) metrics.queue.set({ queue, state }, jobs);
  }
  return { type: metrics.registry.contentType, text: await metrics.registry.metrics() };
}
