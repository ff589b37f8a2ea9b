import { setTimeout as sleep } from "node:timers/promises";
import { ok, refuse } from "@nauplius/domain";
import type { Outcome } from "../../verb.ts";
import { type CheckFacts, type Loaded, type LoadPlan, nothingLoaded } from "../cursor.ts";
import type { ImportJob } from "../job.ts";
import type { Resolved } from "../names/resolve.ts";
import { beginLoad, columnsOf, ImportBusy, tablesOf } from "./begin.ts";
import { loadChunk, loadingOf, nextRows } from "./chunk.ts";

/** Rows in one transaction. */
const chunk = 2000;
const waitMs = 1000;

export type LoadState = { readonly facts: CheckFacts; readonly plan: LoadPlan; readonly seq: number; readonly loaded: Loaded };

/** Begins the load when no other import is loading into the project; waits for one that is. */
export async function startLoad(job: ImportJob, facts: CheckFacts, names: Resolved): Promise<Outcome<LoadState>> {
  for (;;) {
    job.handle.signal.throwIfAborted();
    try {
      const plan = await beginLoad(job, facts, names);
      return plan.ok ? ok({ facts, plan: plan.value, seq: 0, loaded: nothingLoaded }) : plan;
    } catch (error) {
      if (!(error instanceof ImportBusy)) throw error;
      // A loader that stopped may need the very worker that waits here.
      if (!error.alive)
        return refuse(
          "busy",
          `another import (run ${error.run}) is loading into this project and has stopped for now; start this one again when it is over`,
        );
      job.handle.progress({ step: "waiting", done: 0, total: 0 });
      await sleep(waitMs, undefined, { signal: job.handle.signal });
    }
  }
}

const sum = (a: Loaded, b: Loaded): Loaded => ({
  objects: a.objects + b.objects,
  images: a.images + b.images,
  skipped: a.skipped + b.skipped,
  leftOut: a.leftOut + b.leftOut,
  extra: a.extra + b.extra,
});

/** Loads the staged rows chunk by chunk; every chunk is one transaction with the place to go on from. */
export async function load(job: ImportJob, from: LoadState): Promise<LoadState> {
  const loading = loadingOf(job, from.plan, await columnsOf(job, await tablesOf(job)), job.clock.now());
  let state = from;
  job.handle.progress({ step: "load", done: state.seq, total: state.facts.rows });
  for (;;) {
    job.handle.signal.throwIfAborted();
    const rows = await nextRows(job, state.seq, job.chunkRows ?? chunk);
    const last = rows.at(-1);
    if (last === undefined) return state;
    const current: LoadState = state;
    state = await job.db.transaction(async (tx) => {
      const next = { ...current, seq: last.seq, loaded: sum(current.loaded, await loadChunk(tx, loading, rows)) };
      await job.handle.save(tx, { step: "load", ...next });
      return next;
    });
    job.handle.progress({ step: "load", done: state.seq, total: state.facts.rows });
  }
}
