import { sql, type Tx } from "../sql/connection.ts";

export type WorkerRow = {
  readonly id: string;
  readonly host: string;
  readonly pid: number;
  readonly queues: string[];
  readonly provider: string;
  readonly version: string;
  readonly startedAt: Date;
  readonly heartbeatAt: Date;
  readonly lastJob: string;
  readonly lastJobAt: Date | null;
  readonly jobsDone: number;
  readonly jobsFailed: number;
  readonly busy: number;
  readonly stoppedAt: Date | null;
};

export const enrolWorker = (
  db: Tx,
  w: { id: string; host: string; pid: number; queues: readonly string[]; provider: string; version: string; now: Date },
): Promise<number> =>
  db.run(sql`
    insert into worker (id, host, pid, queues, provider, version, started_at, heartbeat_at)
    values (${w.id}, ${w.host}, ${w.pid}, ${[...w.queues]}::text[], ${w.provider}, ${w.version}, ${w.now}, ${w.now}) on conflict (id) do nothing`);

export type WorkerBeat = {
  readonly id: string;
  readonly now: Date;
  readonly lastJob: string;
  readonly lastJobAt: Date | null;
  readonly jobsDone: number;
  readonly jobsFailed: number;
  readonly busy: number;
};

export const beatWorker = (db: Tx, b: WorkerBeat): Promise<number> =>
  db.run(sql`
    update worker set heartbeat_at = ${b.now}, last_job = ${b.lastJob}, last_job_at = ${b.lastJobAt}, jobs_done = ${b.jobsDone}, jobs_failed = ${b.jobsFailed}, busy = ${b.busy}
    where id = ${b.id}`);

export const retireWorker = (db: Tx, id: string, now: Date): Promise<number> =>
  db.run(sql`update worker set stopped_at = ${now}, busy = 0 where id = ${id}`);

/** Workers of the last day, those alive first; older ones are forgotten. */
export const listWorkers = async (db: Tx, now: Date): Promise<WorkerRow[]> => {
  await db.run(sql`delete from worker where heartbeat_at < ${new Date(now.getTime() - 86_400_000)}`);
  return db.rows<WorkerRow>(sql`
    select id, host, pid, queues, provider, version, started_at as "startedAt", heartbeat_at as "heartbeatAt", last_job as "lastJob", last_job_at as "lastJobAt",
      jobs_done as "jobsDone", jobs_failed as "jobsFailed", busy, stopped_at as "stoppedAt"
    from worker order by stopped_at is not null, heartbeat_at desc limit 200`);
};

/** Runs by kind and state, for the operator's metrics. */
export const countRuns = (db: Tx): Promise<{ kind: string; state: string; runs: number }[]> =>
  db.rows(sql`select kind, state, count(*)::int as runs from run group by 1, 2 order by 1, 2`);
