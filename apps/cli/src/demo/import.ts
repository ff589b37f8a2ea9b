import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { isOver, ok, type ProjectId, type RunId, refuse } from "@nauplius/domain";
import { type Context, finishUpload, type Outcome, openUpload, type RunRow, readRun, startImport } from "@nauplius/services";
import { demoArchive } from "./archive.ts";

/** The demo takes 15 MB; the operator's own disk is no stranger's upload. */
const limits = { quotaBytes: Number.MAX_SAFE_INTEGER, reserveBytes: 100_000_000 };
const pollMs = 150;

export type Watch = { readonly signal: AbortSignal; readonly tell: (sentence: string) => void };

/** Draws the archive and sends it as its manager would by the browser; the upload's id. */
export async function uploadDemo(ctx: Context, { signal, tell }: Watch): Promise<Outcome<string>> {
  tell("drawing");
  const archive = await demoArchive("demo", signal);
  const id = randomBytes(16).toString("hex");
  const room = await openUpload(ctx, limits, { id, name: "demo.zip", bytes: archive.byteLength });
  if (!room.ok) return room;
  await ctx.storage.write(room.value.key, archive);
  await finishUpload(ctx, id);
  return ok(id);
}

/** The product's own import, with its one question answered beforehand: a taxon that this site does not tell apart stays unclassified. */
export async function importDemo(ctx: Context, project: ProjectId, upload: string): Promise<Outcome<RunId>> {
  const answers = { users: { "*": "name" }, taxa: { "*": "leave" } };
  const started = await startImport.call(ctx, {
    projectId: project,
    source: { from: "upload", upload },
    name: "demo",
    options: { answers },
  });
  return started.ok ? ok(started.value.run) : started;
}

/** Waits for a run. Who stops waiting does not stop it: the instance ends it, and the next `demo` goes on behind it. */
export async function untilDone(ctx: Context, id: RunId, { signal, tell }: Watch): Promise<Outcome<RunRow>> {
  let told = "";
  for (;;) {
    const read = await readRun.call(ctx, { runId: id });
    if (!read.ok) return read;
    const run = read.value;
    if (run.step !== told) tell(run.step);
    told = run.step;
    if (run.state === "done") return ok(run);
    if (isOver(run.state) || run.state === "asking") return refuse("conflict", run.reason || `a run of the demo is ${run.state}`);
    await sleep(pollMs, undefined, { signal });
  }
}
