import type { ProjectId, RunId, UserId } from "@nauplius/domain";
import { sql, type Tx } from "../sql/connection.ts";

export type SegmentationRow = {
  readonly id: number;
  readonly projectId: ProjectId;
  readonly createdBy: UserId | null;
  readonly createdAt: Date;
  readonly name: string;
  readonly profile: string;
  readonly source: object;
  readonly settings: object;
  readonly runId: RunId;
  /** Null until the batch was opened and matched. */
  readonly facts: Record<string, unknown> | null;
};

const columns = sql`s.id, s.project_id as "projectId", s.created_by as "createdBy", s.created_at as "createdAt", s.name, s.profile, s.source, s.settings,
  s.run_id as "runId", s.facts`;

type NewSegmentation = Pick<
  SegmentationRow,
  "projectId" | "createdBy" | "createdAt" | "name" | "profile" | "source" | "settings" | "runId"
>;

export async function insertSegmentation(tx: Tx, s: NewSegmentation): Promise<number> {
  const row = await tx.row<{ id: number }>(sql`
    insert into segmentation (project_id, created_by, created_at, name, profile, source, settings, run_id)
    values (${s.projectId}, ${s.createdBy}, ${s.createdAt}, ${s.name}, ${s.profile}, ${JSON.stringify(s.source)}::jsonb, ${JSON.stringify(s.settings)}::jsonb, ${s.runId})
    returning id`);
  if (row === null) throw new Error("insert into segmentation returned no row");
  return row.id;
}

export const segmentationById = (db: Tx, id: number): Promise<SegmentationRow | null> =>
  db.row(sql`select ${columns} from segmentation s where s.id = ${id}`);

/** Holds a batch to the end of the transaction. */
export const holdSegmentation = (tx: Tx, id: number): Promise<SegmentationRow | null> =>
  tx.row(sql`select ${columns} from segmentation s where s.id = ${id} for update`);

export const segmentationOfRun = (db: Tx, run: RunId): Promise<SegmentationRow | null> =>
  db.row(sql`select ${columns} from segmentation s where s.run_id = ${run}`);

export const projectOfSegmentation = async (db: Tx, id: number): Promise<ProjectId | null> =>
  (await db.row<{ id: ProjectId }>(sql`select project_id as id from segmentation where id = ${id}`))?.id ?? null;

export type SegmentationSummary = SegmentationRow & {
  readonly units: number;
  readonly waiting: number;
  readonly running: number;
  readonly done: number;
  readonly failed: number;
};

const inState = (states: readonly string[]) =>
  sql`(select count(*)::int from segmentation_unit u join run r on r.id = u.run_id where u.segmentation_id = s.id and r.state = any(${[...states]}::text[]))`;

/** Batches of a project, the newest first, with how their units stand. */
export const segmentationsOf = (db: Tx, project: ProjectId): Promise<SegmentationSummary[]> =>
  db.rows(sql`
    select ${columns}, (select count(*)::int from segmentation_unit u where u.segmentation_id = s.id) as units,
      (select count(*)::int from segmentation_unit u where u.segmentation_id = s.id and u.run_id is null) as waiting,
      ${inState(["queued", "running", "lost", "asking"])} as running, ${inState(["done"])} as done,
      ${inState(["refused", "failed", "cancelled"])} as failed
    from segmentation s where s.project_id = ${project} order by s.id desc limit 200`);

/** A change of the settings of the whole batch: units that did not start follow it. */
export const setSegmentationSettings = (tx: Tx, id: number, settings: object): Promise<number> =>
  tx.run(sql`update segmentation set settings = ${JSON.stringify(settings)}::jsonb where id = ${id}`);
