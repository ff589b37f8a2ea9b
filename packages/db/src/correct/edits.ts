import type { BatchId, Level, ProjectId } from "@nauplius/domain";
import { sql, type Tx } from "../sql/connection.ts";

/** What a batch of the history changes: a level of rows, the project itself, or a column of its dictionary. */
export type EditLevel = Level | "project" | "field";
/** Where edits are written: `derived` when they follow from another change of the batch. */
export type EditPlace = {
  readonly project: ProjectId;
  readonly batch: BatchId;
  readonly level: EditLevel;
  readonly field: string;
  readonly derived?: boolean;
};
export type Edit = { readonly id: number; readonly before: unknown; readonly after: unknown };

const json = (value: unknown): string | null => (value === null || value === undefined ? null : JSON.stringify(value));

export const noteEdits = (tx: Tx, to: EditPlace, rows: readonly Edit[]): Promise<number> =>
  rows.length === 0
    ? Promise.resolve(0)
    : tx.run(sql`
      insert into edit_event (project_id, batch_id, level, row_id, field, before, after, derived)
      select ${to.project}::bigint, ${to.batch}::uuid, ${to.level}, u.id, ${to.field}, u.b, u.a, ${to.derived ?? false}
      from unnest(${rows.map((r) => r.id)}::bigint[], ${rows.map((r) => json(r.before))}::jsonb[], ${rows.map((r) => json(r.after))}::jsonb[]) as u(id, b, a)`);

export type EditGroup = { readonly level: EditLevel; readonly field: string; readonly derived: boolean; readonly rows: number };

/** Which fields of which levels a batch changed; direct changes first. */
export const editGroups = (tx: Tx, batch: BatchId): Promise<EditGroup[]> =>
  tx.rows(sql`
    select level, field, derived, count(distinct row_id)::int as rows from edit_event where batch_id = ${batch}::uuid group by 1, 2, 3 order by 3, 1, 2`);

/** One row of a batch, however often the batch wrote it: what stood before the first time, and after the last. */
export type WholeEdit = { readonly rowId: number; readonly before: unknown; readonly after: unknown };

export const wholeEdits = (
  tx: Tx,
  batch: BatchId,
  of: { level: EditLevel; field: string; after: number; limit: number },
): Promise<WholeEdit[]> =>
  tx.rows(sql`
    select row_id as "rowId", (array_agg(before order by id))[1] as before, (array_agg(after order by id desc))[1] as after from edit_event
    where batch_id = ${batch}::uuid and level = ${of.level} and field = ${of.field} and row_id > ${of.after} group by row_id order by row_id limit ${of.limit}`);

/** Forgets a correction that in the end changed nothing. */
export const dropEmptyCorrection = (tx: Tx, batch: BatchId): Promise<number> =>
  tx.run(sql`
    delete from batch b where b.id = ${batch}::uuid and not exists (select 1 from edit_event e where e.batch_id = b.id)
      and not exists (select 1 from annotation_event e where e.batch_id = b.id)`);

/** What a correction did so far stands in its batch, also when it is stopped half way. */
export const countIntoBatch = (tx: Tx, batch: BatchId, counts: object): Promise<number> =>
  tx.run(sql`update batch set result = result || ${JSON.stringify(counts)}::jsonb where id = ${batch}::uuid`);
