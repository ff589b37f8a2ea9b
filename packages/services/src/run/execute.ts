import { beatRun, claimRun, type Db, endRun, type Holder, holdRun, logRun, type RunRow, runById, saveCursor, type Tx } from "@nauplius/db";
import type { Clock, Refusal, Result, RunId } from "@nauplius/domain";
import type { Log } from "../context.ts";
import { oneAtATime } from "./one-at-a-time.ts";

/** What a job's handler holds while it works on a run. */
export type RunHandle = {
  readonly run: RunRow;
  /** Aborts on cancel, on shutdown, and when the run was taken from this worker. */
  readonly signal: AbortSignal;
  readonly progress: (p: { step?: string; done?: number; total?: number }) => void;
  readonly note: (message: string, level?: "info" | "warning" | "error") => Promise<void>;
  /** Remembers where to go on; call it in the transaction of the work it describes. */
  readonly save: (tx: Tx, cursor: object) => Promise<void>;
  /** For work that saves no cursor: throws in a transaction of a worker that lost the run, so that nothing of it counts. */
  readonly hold: (tx: Tx) => Promise<void>;
};

/** How a handler ends: done with a result, a refusal (do not retry), or questions for a person. */
export type RunOutcome = Result<{ readonly result?: object; readonly questions?: object }, Refusal>;

export type Executor = {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly worker: string;
  readonly stop: AbortSignal;
  /** A worker silent for this long is dead; its runs are taken up by others. */
  readonly staleMs?: number;
  /** Runs that this process is at work on: its own sweep lets them be. */
  readonly held?: Set<RunId>;
};

export const defaultStaleMs = 30_000;
/** Deaths and faults in a row after which a run is given up. */
export const maxSetbacks = 5;
const beatMs = 2_000;

class Interrupted extends Error {
  readonly why: "cancelled" | "stopping" | "taken";
  constructor(why: "cancelled" | "stopping" | "taken") {
    super(`run interrupted: ${why}`);
    this.why = why;
  }
}

/** Claims a run, works on it with a heartbeat, and writes how it ended. A run that somebody else holds, or that is over, is left alone. */
export async function executeRun(ex: Executor, id: RunId, work: (handle: RunHandle) => Promise<RunOutcome>): Promise<void> {
  if (ex.held?.has(id)) return;
  const run = await claimRun(ex.db, id, ex.worker, ex.clock.now(), ex.staleMs ?? defaultStaleMs);
  if (run === null) return;
  ex.held?.add(id);
  const facts = { run: id, kind: run.kind, attempt: run.attempts, worker: ex.worker };
  ex.log.info(facts, "run begun");
  try {
    await workOn(ex, run, work);
  } finally {
    ex.held?.delete(id);
    ex.log.info(facts, "run left");
  }
}

const holderOf = (ex: Executor, run: RunRow): Holder => ({ worker: ex.worker, attempt: run.attempts });

async function workOn(ex: Executor, run: RunRow, work: (handle: RunHandle) => Promise<RunOutcome>): Promise<void> {
  const { id } = run;
  const holder = holderOf(ex, run);
  const abort = new AbortController();
  const onStop = () => abort.abort(new Interrupted("stopping"));
  ex.stop.addEventListener("abort", onStop, { once: true });
  const now = { step: run.step, done: run.done, total: run.total };
  const beat = async () => {
    const answer = await beatRun(ex.db, id, holder, now);
    if (answer === null) abort.abort(new Interrupted("taken"));
    else if (answer.cancel) abort.abort(new Interrupted("cancelled"));
  };
  const tick = oneAtATime(beat);
  // A database that is away for a moment is not a reason to stop: the next beat tells.
  const timer = setInterval(() => void tick().catch((error) => ex.log.warn({ run: id, error }, "heartbeat failed")), beatMs);
  const handle: RunHandle = {
    run,
    signal: abort.signal,
    progress: (p) => Object.assign(now, p),
    note: async (message, level = "info") => {
      await logRun(ex.db, id, level, message);
    },
    save: (tx, cursor) => saveCursor(tx, id, holder, cursor),
    hold: (tx) => holdRun(tx, id, holder),
  };
  try {
    const outcome = await work(handle);
    await beat().catch(() => undefined);
    await writeEnd(ex, run, outcome);
  } catch (error) {
    await writeFault(ex, run, abort.signal.aborted ? abort.signal.reason : error, error);
  } finally {
    clearInterval(timer);
    ex.stop.removeEventListener("abort", onStop);
  }
}

async function writeEnd(ex: Executor, run: RunRow, outcome: RunOutcome): Promise<void> {
  const at = ex.clock.now();
  const holder = holderOf(ex, run);
  if (!outcome.ok) {
    const state = outcome.error.code === "cancelled" ? "cancelled" : "refused";
    await endRun(ex.db, run.id, holder, { state, reason: outcome.error.message, result: outcome.error.details }, at);
  } else if (outcome.value.questions !== undefined) {
    await endRun(ex.db, run.id, holder, { state: "asking", questions: outcome.value.questions, result: outcome.value.result }, at);
  } else {
    await endRun(ex.db, run.id, holder, { state: "done", result: outcome.value.result }, at);
  }
}

/** Of the worker's disk (ENOSPC, EDQUOT) or the database's (SQLSTATE 53100). */
function isDiskFull(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ("code" in at && ["ENOSPC", "EDQUOT", "53100"].includes(String(at.code))) return true;
    // What comes from a thread keeps its words only.
    if (/\b(ENOSPC|EDQUOT)\b/.test(at.message)) return true;
  }
  return false;
}

/** Faults are tried again a few times; a stop gives the run back; a cancel is an end. */
async function writeFault(ex: Executor, run: RunRow, reason: unknown, error: unknown): Promise<void> {
  const at = ex.clock.now();
  const holder = holderOf(ex, run);
  if (reason instanceof Interrupted) {
    if (reason.why === "cancelled") await endRun(ex.db, run.id, holder, { state: "cancelled", reason: "cancelled by a person" }, at);
    if (reason.why === "stopping") await endRun(ex.db, run.id, holder, { state: "queued" }, at);
    return;
  }
  const full = isDiskFull(error);
  const told = error instanceof Error ? error.message : String(error);
  const message = full ? `a disk is full (${told}), seen by worker ${ex.worker}: free space, then try this run again` : told;
  ex.log.error({ run: run.id, kind: run.kind, error }, "run failed");
  try {
    await logRun(ex.db, run.id, "error", message);
    const now = await runById(ex.db, run.id);
    // A disk does not empty itself: tried again at once, hours of work would end there again.
    const last = full || (now?.setbacks ?? 0) + 1 >= maxSetbacks;
    await endRun(ex.db, run.id, holder, { state: last ? "failed" : "queued", reason: message, setback: true }, at);
  } catch (unreachable) {
    // The database is away: the heartbeat grows old and the sweep takes the run up again.
    ex.log.error({ run: run.id, error: unreachable }, "could not write how the run ended");
  }
}
