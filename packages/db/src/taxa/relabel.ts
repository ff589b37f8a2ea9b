import type { BatchId, ProjectId, RunId, State } from "@nauplius/domain";
import { type Held, heldColumns } from "../annotation/ledger.ts";
import { empty, sql, type Tx } from "../sql/connection.ts";

/** Published objects that are not in the trash: those that the counters count. */
const counted = (project: ProjectId) => sql`o.project_id = ${project} and o.trash_id is null
  and not exists (select 1 from run r where r.id = o.batch_id and r.published_at is null)`;

/** Some objects with these labels, locked in id order. Those re-labelled no longer match, so that asking again goes on. */
export const lockLabelled = (
  tx: Tx,
  of: { projectId: ProjectId; taxa: readonly number[]; states: readonly State[]; limit: number },
): Promise<Held[]> => {
  const labelled = sql`o.taxon_id = any(${[...of.taxa]}::bigint[]) and o.state = any(${[...of.states]}::text[])`;
  return tx.rows<Held>(sql`
    select ${heldColumns} from "object" o
    where o.id in (select o.id from "object" o where ${counted(of.projectId)} and ${labelled} limit ${of.limit}) and ${labelled} order by o.id for update`);
};

/** Projects that hold objects of the taxa. */
export const projectsHolding = async (db: Tx, taxa: readonly number[], only: ProjectId | null): Promise<ProjectId[]> =>
  (
    await db.rows<{ id: ProjectId }>(sql`
      select project_id as id from counter where taxon_id = any(${[...taxa]}::bigint[]) ${only === null ? empty : sql`and project_id = ${only}`}
      group by 1 having sum(objects) > 0 order by 1`)
  ).map((row) => row.id);

/** The batches that a run wrote and that still stand. */
export const batchesOfRun = (db: Tx, run: RunId): Promise<{ id: BatchId; projectId: ProjectId }[]> =>
  db.rows(sql`select id, project_id as "projectId" from batch where run_id = ${run} and undone_by is null order by project_id`);

export type RelabelBatch = {
  readonly id: BatchId;
  readonly at: Date;
  readonly byName: string | null;
  readonly request: Record<string, unknown>;
  readonly result: Record<string, unknown>;
  readonly runId: RunId | null;
  readonly runState: string | null;
  readonly undoneBy: BatchId | null;
};

/** What was re-labelled in a project as a whole: by its managers, or because taxa were merged. */
export const relabelBatches = (db: Tx, project: ProjectId, limit: number): Promise<RelabelBatch[]> =>
  db.rows<RelabelBatch>(sql`
    select b.id, b.at, u.name as "byName", b.request, b.result, b.run_id as "runId", r.state as "runState", b.undone_by as "undoneBy"
    from batch b left join "user" u on u.id = b.by left join run r on r.id = b.run_id
    where b.project_id = ${project} and b.kind = 'relabel' order by b.at desc, b.id desc limit ${limit}`);

/** Objects that carry one of the taxa in one of the states, from the counters. */
export const countLabelled = async (db: Tx, taxa: readonly number[], states: readonly State[], only: ProjectId | null): Promise<number> =>
  (
    await db.row<{ objects: number }>(sql`
      select coalesce(sum(objects), 0)::bigint as objects from counter where taxon_id = any(${[...taxa]}::bigint[])
        and state = any(${[...states]}::text[]) ${only === null ? empty : sql`and project_id = ${only}`}`)
  )?.objects ?? 0;
