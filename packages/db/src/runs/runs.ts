import type { ProjectId, RunId, RunKind, RunState, UserId } from "@nauplius/domain";
import { empty, sql, type Tx } from "../sql/connection.ts";

export type RunRow = {
  readonly id: RunId;
  readonly kind: RunKind;
  readonly state: RunState;
  readonly projectId: ProjectId | null;
  readonly createdBy: UserId | null;
  /** Name of who started it; null: nobody with an account. */
  readonly startedBy: string | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly input: Record<string, unknown>;
  readonly cursor: Record<string, unknown>;
  readonly questions: Record<string, unknown> | null;
  readonly answers: Record<string, unknown> | null;
  readonly result: Record<string, unknown> | null;
  readonly reason: string;
  readonly step: string;
  readonly done: number;
  readonly total: number;
  readonly attempts: number;
  readonly setbacks: number;
  readonly workerId: string | null;
  readonly heartbeatAt: Date | null;
  readonly cancelAt: Date | null;
  readonly publishedAt: Date | null;
};

const columns = sql`id, kind, state, project_id as "projectId", created_by as "createdBy",
  (select u.name from "user" u where u.id = run.created_by) as "startedBy", created_at as "createdAt", started_at as "startedAt", finished_at as "finishedAt", input, cursor, questions, answers, result, reason, step, done, total, attempts, setbacks, worker_id as "workerId",
  heartbeat_at as "heartbeatAt", cancel_at as "cancelAt", published_at as "publishedAt"`;

export async function insertRun(
  tx: Tx,
  r: { kind: RunKind; projectId: ProjectId | null; createdBy: UserId | null; input: object; now: Date },
): Promise<RunId> {
  const row = await tx.row<{ id: RunId }>(sql`
    insert into run (kind, project_id, created_by, input, created_at)
    values (${r.kind}, ${r.projectId}, ${r.createdBy}, ${JSON.stringify(r.input)}::jsonb, ${r.now}) returning id`);
  if (row === null) throw new Error("insert into run returned no row");
  return row.id;
}

export const runById = (db: Tx, id: RunId): Promise<RunRow | null> => db.row<RunRow>(sql`select ${columns} from run where id = ${id}`);

/** Whose runs: a person's in projects that they may still look into, all of them for an admin; `only` as far as a token goes. */
export type Starter = { readonly user: UserId; readonly all: boolean; readonly only: readonly ProjectId[] | null; readonly now: Date };

const startedBy = (who: Starter) => sql`and created_by = ${who.user}
  ${who.all ? empty : sql`and (project_id is null or project_id in (select m.project_id from membership m where m.user_id = ${who.user} and (m.expires_at is null or m.expires_at > ${who.now})))`}
  ${who.only === null ? empty : sql`and project_id = any(${[...who.only]}::bigint[])`}`;

export const listRuns = (db: Tx, of: { projectId?: ProjectId; startedBy?: Starter; before?: number; limit: number }): Promise<RunRow[]> =>
  db.rows<RunRow>(sql`
    select ${columns} from run where true
    ${of.projectId === undefined ? empty : sql`and project_id = ${of.projectId}`}
    ${of.startedBy === undefined ? empty : startedBy(of.startedBy)}
    ${of.before === undefined ? empty : sql`and id < ${of.before}`} order by id desc limit ${of.limit}`);

/** Who works on a run: the worker, and which of its claims. A worker that was silent too long loses the run even to itself. */
export type Holder = { readonly worker: string; readonly attempt: number };

const heldBy = (h: Holder) => sql`worker_id = ${h.worker} and attempts = ${h.attempt} and state = 'running'`;
// Clocks of machines differ: what is silent is decided by the database's own.
const silentFor = (ms: number) =>
  sql`(heartbeat_at is null or heartbeat_at < clock_timestamp() - make_interval(secs => ${ms / 1000}::float8))`;

/** Takes a run for a worker: queued or lost, or running with a heartbeat older than `staleMs`. Null: somebody else has it, or it is over. */
export const claimRun = (tx: Tx, id: RunId, worker: string, now: Date, staleMs: number): Promise<RunRow | null> =>
  tx.row<RunRow>(sql`
    update run set state = 'running', worker_id = ${worker}, heartbeat_at = clock_timestamp(), started_at = coalesce(started_at, ${now}),
      attempts = attempts + 1
    where id = ${id} and cancel_at is null and (state in ('queued', 'lost') or (state = 'running' and ${silentFor(staleMs)}))
    returning ${columns}`);

/** Says that the worker lives and how far it is; null: the run is no longer its own. */
export const beatRun = (
  db: Tx,
  id: RunId,
  holder: Holder,
  p: { step: string; done: number; total: number },
): Promise<{ cancel: boolean } | null> =>
  db.row(sql`
    update run set heartbeat_at = clock_timestamp(), step = ${p.step}, done = ${Math.round(p.done)}, total = ${Math.round(p.total)}
    where id = ${id} and ${heldBy(holder)} returning cancel_at is not null as cancel`);

const takenAway = (id: RunId, { worker, attempt }: Holder) =>
  new Error(`run ${id} is no longer held by worker ${worker}, attempt ${attempt}`);

/** Keeps the run to the end of the transaction, so that nobody else takes it up before what is written here counts; throws when it was taken. */
export async function holdRun(tx: Tx, id: RunId, holder: Holder): Promise<void> {
  if ((await tx.row(sql`select 1 from run where id = ${id} and ${heldBy(holder)} for no key update`)) === null) throw takenAway(id, holder);
}

/** Remembers where to go on; in the transaction of the work. Throws when the run is no longer this holder's: the transaction rolls back. */
export async function saveCursor(tx: Tx, id: RunId, holder: Holder, cursor: object): Promise<void> {
  const rows = await tx.run(
    sql`update run set cursor = ${JSON.stringify(cursor)}::jsonb, setbacks = 0 where id = ${id} and ${heldBy(holder)}`,
  );
  if (rows !== 1) throw takenAway(id, holder);
}

export type RunEnd = {
  readonly state: "done" | "refused" | "failed" | "cancelled" | "asking" | "queued";
  readonly reason?: string;
  readonly result?: object;
  readonly questions?: object;
  /** It failed, and is to be tried again or not. */
  readonly setback?: boolean;
};

/** Ends (or parks) a run if this holder still has it. */
export const endRun = async (tx: Tx, id: RunId, holder: Holder, end: RunEnd, now: Date): Promise<boolean> =>
  (await tx.run(sql`
    update run set state = ${end.state}, reason = ${end.reason ?? ""}, setbacks = setbacks + ${end.setback ? 1 : 0},
      result = coalesce(${end.result === undefined ? null : JSON.stringify(end.result)}::jsonb, result),
      questions = coalesce(${end.questions === undefined ? null : JSON.stringify(end.questions)}::jsonb, questions),
      finished_at = ${end.state === "asking" || end.state === "queued" ? null : now}, worker_id = null
    where id = ${id} and ${heldBy(holder)}`)) === 1;

/** A person's change of state, with the states in which it may happen. What is tried again no longer says why it ended before. */
export const moveRun = async (
  tx: Tx,
  id: RunId,
  from: readonly RunState[],
  to: RunState,
  extra: { answers?: object; cancelAt?: Date | null; finishedAt?: Date | null } = {},
): Promise<boolean> =>
  (await tx.run(sql`
    update run set state = ${to}, worker_id = null, setbacks = 0
      ${to === "queued" ? sql`, reason = ''` : empty}
      ${extra.answers === undefined ? empty : sql`, answers = ${JSON.stringify(extra.answers)}::jsonb`}
      ${extra.cancelAt === undefined ? empty : sql`, cancel_at = ${extra.cancelAt}`}
      ${extra.finishedAt === undefined ? empty : sql`, finished_at = ${extra.finishedAt}`}
    where id = ${id} and state = any(${[...from]}::text[])`)) === 1;

export const askCancel = async (tx: Tx, id: RunId, now: Date): Promise<boolean> =>
  (await tx.run(sql`update run set cancel_at = ${now} where id = ${id} and state = 'running'`)) === 1;

export const logRun = (db: Tx, id: RunId, level: "info" | "warning" | "error", message: string): Promise<number> =>
  db.run(sql`insert into run_log (run_id, level, message) values (${id}, ${level}, ${message})`);

export const runLog = (db: Tx, id: RunId, after: number): Promise<{ id: number; at: Date; level: string; message: string }[]> =>
  db.rows(sql`select id, at, level, message from run_log where run_id = ${id} and id > ${after} order by id limit 1000`);

/** Runs whose worker fell silent: lost, to be taken up again; cancelled where somebody asked for it; failed when it happened too often.
 *  A run whose row is locked is being written by somebody who lives.
 *  @param except - runs that this very process is at work on */
export async function loseRuns(db: Tx, o: { now: Date; staleMs: number; maxSetbacks: number; except: readonly number[] }): Promise<number> {
  const silent = sql`state = 'running' and ${silentFor(o.staleMs)} and id <> all(${[...o.except]}::bigint[])`;
  return db.run(sql`
    with found as (
      update run set worker_id = null, setbacks = setbacks + 1,
        state = case when cancel_at is not null then 'cancelled' when setbacks + 1 >= ${o.maxSetbacks}::int then 'failed' else 'lost' end,
        reason = case when cancel_at is not null then 'cancelled by a person' when setbacks + 1 >= ${o.maxSetbacks}::int
          then 'its worker died ' || (setbacks + 1) || ' times without getting on; the last step was ' || coalesce(nullif(step, ''), 'the first') else reason end,
        finished_at = case when cancel_at is not null or setbacks + 1 >= ${o.maxSetbacks}::int then ${o.now}::timestamptz end
      where id in (select id from run where ${silent} order by id for update skip locked) returning id, state)
    insert into run_log (run_id, level, message) select id, 'warning', 'the worker fell silent; the run is ' || state from found`);
}

/** Runs to be delivered that the queue may have lost. Those that somebody cancelled while no worker had them end here. */
export async function runsToWake(db: Tx, now: Date): Promise<{ id: RunId; kind: RunKind; attempts: number }[]> {
  await db.run(sql`
    update run set state = 'cancelled', reason = 'cancelled by a person', finished_at = ${now}, worker_id = null
    where state in ('queued', 'lost') and cancel_at is not null`);
  return db.rows(sql`select id, kind, attempts from run where state in ('queued', 'lost') order by id limit 1000`);
}

/** Runs of a kind in a project that are not over. */
export const runsAtWork = async (db: Tx, kind: RunKind, project: ProjectId): Promise<number> =>
  (
    await db.row<{ n: number }>(sql`
      select count(*)::int as n from run where kind = ${kind} and project_id = ${project} and state in ('queued', 'running', 'lost', 'asking')`)
  )?.n ?? 0;
