import type { ProjectId, RunId, UserId } from "@nauplius/domain";
import { empty, sql, type Tx } from "../sql/connection.ts";

export type ProtocolRow = {
  readonly id: number;
  readonly version: number;
  readonly name: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** Name of who confirmed it. */
  readonly confirmedBy: string | null;
  readonly confirmedAt: Date;
};

/** Confirmed protocols of a project, newest first; `version`: that one alone. */
export const protocolsOf = (db: Tx, project: ProjectId, version?: number): Promise<ProtocolRow[]> =>
  db.rows<ProtocolRow>(sql`
    select q.id, q.version, q.name, q.body, u.name as "confirmedBy", q.confirmed_at as "confirmedAt"
    from quantity_protocol q left join "user" u on u.id = q.confirmed_by
    where q.project_id = ${project} ${version === undefined ? empty : sql`and q.version = ${version}`} order by q.version desc limit 50`);

/** Adds a version if `before` is still the last one (0: none); null when somebody was faster. */
export const insertProtocol = async (
  tx: Tx,
  p: { projectId: ProjectId; before: number; name: string; body: object; by: UserId | null; now: Date },
): Promise<number | null> =>
  (
    await tx.row<{ version: number }>(sql`
      insert into quantity_protocol (project_id, version, name, body, confirmed_by, confirmed_at)
      select ${p.projectId}::bigint, ${p.before}::int + 1, ${p.name}, ${JSON.stringify(p.body)}::jsonb, ${p.by}, ${p.now}
      where coalesce((select max(version) from quantity_protocol where project_id = ${p.projectId}), 0) = ${p.before}
      on conflict (project_id, version) do nothing returning version`)
  )?.version ?? null;

/** The last time that a run counted just this, and what it kept; null where none did, or its file was removed. */
export const lastCount = (
  db: Tx,
  project: ProjectId,
  asked: string,
): Promise<{ id: RunId; result: Record<string, unknown>; finishedAt: Date } | null> =>
  db.row(sql`
    select id, result, finished_at as "finishedAt" from run where kind = 'countQuantities' and project_id = ${project} and state = 'done'
      and input ->> 'asked' = ${asked} and not result ? 'removedAt' order by id desc limit 1`);
