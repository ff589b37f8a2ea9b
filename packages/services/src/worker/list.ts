import { listWorkers as listWorkerRows } from "@nauplius/db";
import { ok } from "@nauplius/domain";
import { z } from "zod";
import { verb } from "../verb.ts";
import { workerGoneMs } from "./presence.ts";

/** Every worker of the last day, and what waits in the queues. */
export const listWorkers = verb({
  name: "worker.list",
  permission: "workers.read",
  input: z.strictObject({}),
  run: async (ctx) => {
    const now = ctx.clock.now();
    const workers = await listWorkerRows(ctx.db, now);
    // The queue may be away; the page still shows who lives.
    const queues = await ctx.queue.counts().catch(() => null);
    return ok({
      workers: workers.map((w) => ({ ...w, alive: w.stoppedAt === null && now.getTime() - w.heartbeatAt.getTime() < workerGoneMs })),
      queues,
    });
  },
});
