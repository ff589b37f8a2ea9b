import type { ProjectId, RunId, RunKind, RunState, UserId } from "@nauplius/domain";
import { empty, sql, type Tx } from "../sql/connection.ts";

export type RunRow = {
  readonly id: RunId;
  readonly kind: RunKind;
  readonly state: RunState;
  readonly projectId: ProjectId | null;
  readonly createdBy: UserId | null;
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
  readonly workerId: string | null;
  readonly heartbeatAt: Date | null;
  readonly cancelAt: Date | null;
  readonly publishedAt: Date | null;
};

const columns = sql`id, kind, state, project_id as "projectId", created_by as "createdBy", created_at as "createdAt", started_at as "startedAt",
  finished_at as "finishedAt", input, cursor, questions, answers, result, reason, step, done, total, attempts, worker_id as "workerId",
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

export const listRuns = (db: Tx, of: { projectId?: ProjectId; createdBy?: UserId; before?: number; limit: number }): Promise<RunRow[]> =>
  db.rows<RunRow>(sql`
    select ${columns} from run where true
    ${of.projectId === undefined ? empty : sql`and project_id = ${of.projectId}`}
    ${of.createdBy === undefined ? empty : sql`and created_by = ${of.createdBy}`}
    ${of.before === undefined ? empty : sql`and id < ${of.before}`} order by id desc limit ${of.limit}`);

/** Takes a run for a worker: queued or lost, or running with a heartbeat older than `staleMs`. Null: somebody else has it, or it is over. */
export const claimRun = (tx: Tx, id: RunId, worker: string, now: Date, staleMs: number): Promise<RunRow | null> =>
  tx.row<RunRow>(sql`
    update run set state = 'running', worker_id = ${worker}, heartbeat_at = ${now}, started_at = coalesce(started_at, ${now}), attempts = attempts + 1
    where id = ${id} and cancel_at is null and (state in ('queued', 'lost')
      or (state = 'running' and (heartbeat_at is null or heartbeat_at < ${new Date(now.getTime() - staleMs)})))
    returning ${columns}`);

/** Says that the worker lives and how far it is; answers whether the run is still its own and whether somebody wants it cancelled. */
export const beatRun = (
  db: Tx,
  id: RunId,
  worker: string,
  p: { now: Date; step: string; done: number; total: number },
): Promise<{ mine: boolean; cancel: boolean } | null> =>
  db.row(sql`
    update run set heartbeat_at = ${p.now}, step = ${p.step}, done = ${Math.round(p.done)}, total = ${Math.round(p.total)}
    where id = ${id} and worker_id = ${worker} and state = 'running' returning true as mine, cancel_at is not null as cancel`);

/** Remembers where to go on; in the transaction of the work. Throws when the run is no longer this worker's: the transaction rolls back. */
export async function saveCursor(tx: Tx, id: RunId, worker: string, cursor: object): Promise<void> {
  const rows = await tx.run(
    sql`update run set cursor = ${JSON.stringify(cursor)}::jsonb where id = ${id} and worker_id = ${worker} and state = 'running'`,
  );
  if (rows !== 1) throw new Error(`run ${id} is no longer held by worker ${worker}`);
}

export type RunEnd = {
  readonly state: "done" | "refused" | "failed" | "cancelled" | "asking" | "queued";
  readonly reason?: string;
  readonly result?: object;
  readonly questions?: object;
};

/** Ends (or parks) a run if this worker still holds it. */
export const endRun = async (tx: Tx, id: RunId, worker: string, end: RunEnd, now: Date): Promise<boolean> =>
  (await tx.run(sql`
    update run set state = ${end.state}, reason = ${end.reason ?? ""},
      result = coalesce(${end.result === undefined ? null : JSON.stringify(end.result)}::jsonb, result),
      questions = coalesce(${end.questions === undefined ? null : JSON.stringify(end.questions)}::jsonb, questions),
      finished_at = ${end.state === "asking" || end.state === "queued" ? null : now}, worker_id = null
    where id = ${id} and worker_id = ${worker} and state = 'running'`)) === 1;

/** A person's change of state, with the states in which it may happen. */
export const moveRun = async (
  tx: Tx,
  id: RunId,
  from: readonly RunState[],
  to: RunState,
  extra: { answers?: object; cancelAt?: Date | null; finishedAt?: Date | null } = {},
): Promise<boolean> =>
  (await tx.run(sql`
    update run set state = ${to}, worker_id = null
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

/** Runs that the queue may have lost: queued, or running with an old heartbeat. The sweep enqueues them again. */
export const runsToWake = (db: Tx, now: Date, staleMs: number): Promise<{ id: RunId; kind: RunKind; attempts: number }[]> =>
  db.rows(sql`
    update run set state = case when state = 'running' then 'lost' else state end
    where state in ('queued', 'lost') or (state = 'running' and heartbeat_at < ${new Date(now.getTime() - staleMs)}) returning id, kind, attempts`);
