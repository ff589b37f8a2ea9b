import { askCancel, listRuns as listRunRows, moveRun, type RunRow, runById, runLog, type Tx } from "@nauplius/db";
import { isOver, mayRetry, ok, type Payload, projectId, type RunKind, refuse, runId } from "@nauplius/domain";
import { z } from "zod";
import { actingUser, type Context } from "../context.ts";
import { importAnswersFrom } from "../import/answers.ts";
import { type Outcome, verb } from "../verb.ts";
import { shownRun } from "./shown.ts";

const input = z.strictObject({ runId });
type Input = z.output<typeof input>;

/** A run of the site (no project) is its starter's and the admins'. */
async function project(ctx: Context, i: Input) {
  const run = await runById(ctx.db, i.runId);
  return run === null ? null : (run.projectId ?? undefined);
}
const isOwn = async (ctx: Context, i: Input): Promise<boolean> => {
  const user = actingUser(ctx);
  return user !== null && (await runById(ctx.db, i.runId))?.createdBy === user;
};

const followed = { is: isOwn, ofSite: "run.follow" } as const;
const steered = { is: isOwn, ofSite: "run.steer" } as const;
/** Its starter stops a run of a project without being a manager; a token only what its scopes let it control: reading is not stopping. */
const stopped = {
  is: async (ctx: Context, i: Input) => !(ctx.actor.kind === "user" && ctx.actor.scopes !== null) && (await isOwn(ctx, i)),
  ofSite: "run.steer",
  ofProject: "run.read",
} as const;

const found = async (ctx: Context, id: RunRow["id"]): Promise<Outcome<RunRow>> => {
  const run = await runById(ctx.db, id);
  return run === null ? refuse("notFound", "there is no such run") : ok(run);
};

export const readRun = verb({
  name: "run.read",
  permission: "run.read",
  input,
  project,
  own: followed,
  run: async (ctx, i, grant) => {
    const run = await found(ctx, i.runId);
    return run.ok ? ok(shownRun(ctx, grant, run.value)) : run;
  },
});

export const readRunLog = verb({
  name: "run.log",
  permission: "run.read",
  input: input.extend({ after: z.coerce.number().int().nonnegative().default(0) }),
  project,
  own: followed,
  run: async (ctx, i) => ok(await runLog(ctx.db, i.runId, i.after)),
});

export const listRuns = verb({
  name: "run.list",
  permission: "run.read",
  input: z.strictObject({
    projectId,
    before: z.coerce.number().int().optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i, grant) => ok((await listRunRows(ctx.db, i)).map((run) => shownRun(ctx, grant, run))),
});

/** Runs that the person started, in the projects that they may look into. */
export const myRuns = verb({
  name: "run.mine",
  permission: "people.self",
  input: z.strictObject({ before: z.coerce.number().int().optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }),
  run: async (ctx, i, grant) => {
    const user = actingUser(ctx);
    if (user === null) return ok([]);
    const only = ctx.actor.kind === "user" ? ctx.actor.projectIds : null;
    const startedBy = { user, all: grant.standing.siteRoles.includes("admin"), only, now: ctx.clock.now() };
    return ok(await listRunRows(ctx.db, { startedBy, ...i }));
  },
});

/** Ends a run that waits; one at work is asked to stop at its next safe point. True: it is cancelled already. */
export async function stopRun(tx: Tx, id: RunRow["id"], now: Date): Promise<boolean> {
  const parked = await moveRun(tx, id, ["queued", "asking", "lost"], "cancelled", { cancelAt: now, finishedAt: now });
  if (!parked) await askCancel(tx, id, now);
  return parked;
}

/** Whoever started a run, and managers, may stop it. A running one stops at its next safe point. */
export const cancelRun = verb({
  name: "run.cancel",
  permission: "run.control",
  input,
  project,
  own: stopped,
  run: async (ctx, i) => {
    const run = await found(ctx, i.runId);
    if (!run.ok) return run;
    if (isOver(run.value.state)) return refuse("conflict", `this run is over (${run.value.state}); there is nothing to cancel`);
    const now = ctx.clock.now();
    return ok({ cancelled: await stopRun(ctx.db, i.runId, now) });
  },
});

/** Enqueues a run of any kind by its id. */
export async function deliver(ctx: Context, run: { id: RunRow["id"]; kind: RunKind; attempts?: number }): Promise<boolean> {
  const delivered = await ctx.queue.enqueue(run.kind, { runId: run.id } as Payload<RunKind>, run.attempts);
  ctx.log.info({ run: run.id, kind: run.kind, delivered }, "run asked for");
  return delivered;
}

export const retryRun = verb({
  name: "run.retry",
  permission: "run.control",
  input,
  project,
  own: steered,
  run: async (ctx, i) => {
    const run = await found(ctx, i.runId);
    if (!run.ok) return run;
    if (!mayRetry(run.value.state))
      return refuse("conflict", `this run is ${run.value.state}; only failed, refused and cancelled runs are tried again`);
    const moved = await moveRun(ctx.db, i.runId, ["failed", "cancelled", "refused"], "queued", { cancelAt: null, finishedAt: null });
    if (moved) await deliver(ctx, run.value);
    return ok({ queued: moved });
  },
});

/** A person's answers to what the run asked; it goes on with them. */
export const answerRun = verb({
  name: "run.answer",
  permission: "run.control",
  input: input.extend({ answers: z.record(z.string(), z.unknown()) }),
  project,
  own: steered,
  run: async (ctx, i, grant) => {
    const run = await found(ctx, i.runId);
    if (!run.ok) return run;
    const { kind, answers: earlier } = run.value;
    const answers = kind === "importBatch" ? importAnswersFrom(grant.standing.siteRoles, earlier, i.answers) : ok(i.answers);
    if (!answers.ok) return answers;
    const moved = await moveRun(ctx.db, i.runId, ["asking"], "queued", { answers: answers.value });
    if (!moved) return refuse("conflict", `this run is ${run.value.state}; it asks nothing now`);
    await deliver(ctx, run.value);
    return ok({ queued: true });
  },
});
