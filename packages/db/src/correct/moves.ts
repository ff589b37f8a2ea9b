import type { BatchId, ProjectId } from "@nauplius/domain";
import { sql, type Tx } from "../sql/connection.ts";
import { noteEdits } from "./edits.ts";
import { type Tally, tallied } from "./tallies.ts";

export type AcquisitionPlace = { readonly id: number; readonly projectId: ProjectId; readonly sampleId: number; readonly name: string };

export const acquisitionPlaces = (tx: Tx, ids: readonly number[]): Promise<AcquisitionPlace[]> =>
  tx.rows(sql`
    select a.id, a.project_id as "projectId", a.sample_id as "sampleId", a.name from acquisition a join sample s on s.id = a.sample_id
    where a.id = any(${[...ids]}::bigint[]) and a.trash_id is null and s.trash_id is null order by a.id`);

export type SampleAt = { readonly id: number; readonly projectId: ProjectId; readonly name: string };

export const samplesAt = (tx: Tx, ids: readonly number[]): Promise<SampleAt[]> =>
  tx.rows(
    sql`select id, project_id as "projectId", name from sample where id = any(${[...ids]}::bigint[]) and trash_id is null order by id`,
  );

/** Moves objects to an acquisition of the same project, an event each; answers what left which sample. */
export const moveObjects = (
  tx: Tx,
  project: ProjectId,
  batch: BatchId,
  ids: readonly number[],
  to: { id: number; sampleId: number },
): Promise<Tally[]> =>
  tx.rows(sql`
    with old as materialized (select id, acquisition_id, sample_id, taxon_id, state from "object" where id = any(${[...ids]}::bigint[])
      and project_id = ${project} and trash_id is null and acquisition_id <> ${to.id} order by id for update),
    moved as (update "object" o set acquisition_id = ${to.id}, sample_id = ${to.sampleId} from old where o.id = old.id
      returning o.id, old.acquisition_id as was, old.sample_id, old.taxon_id, old.state),
    noted as (insert into edit_event (project_id, batch_id, level, row_id, field, before, after)
      select ${project}, ${batch}::uuid, 'object', id, '@acquisition', to_jsonb(was), to_jsonb(${to.id}::bigint) from moved returning 1)
    ${tallied(sql`moved`)}`);

/** Moves one acquisition and its objects below another sample; answers what left the old one, or null where it hangs there already. */
export async function moveAcquisition(
  tx: Tx,
  project: ProjectId,
  batch: BatchId,
  id: number,
  toSample: number,
): Promise<{ from: number; tallies: Tally[] } | null> {
  const old = await tx.row<{ sampleId: number }>(sql`
    select sample_id as "sampleId" from acquisition where id = ${id} and project_id = ${project} and trash_id is null for update`);
  if (old === null || old.sampleId === toSample) return null;
  await tx.run(sql`update acquisition set sample_id = ${toSample}, version = version + 1 where id = ${id}`);
  const tallies = await tx.rows<Tally>(sql`
    with old as materialized (select id, sample_id, taxon_id, state, trash_id from "object" where acquisition_id = ${id} order by id for update),
    moved as (update "object" o set sample_id = ${toSample} from old where o.id = old.id returning old.sample_id, old.taxon_id, old.state, old.trash_id)
    ${tallied(sql`(select * from moved where trash_id is null) m`)}`);
  await noteEdits(tx, { project, batch, level: "acquisition", field: "@sample" }, [{ id, before: old.sampleId, after: toSample }]);
  return { from: old.sampleId, tallies };
}

/** Where objects or acquisitions hang now. */
export const parentsOf = (tx: Tx, project: ProjectId, level: "object" | "acquisition", ids: readonly number[]) =>
  tx.rows<{ id: number; parent: number }>(
    level === "object"
      ? sql`select id, acquisition_id as parent from "object" where id = any(${[...ids]}::bigint[]) and project_id = ${project} and trash_id is null`
      : sql`select id, sample_id as parent from acquisition where id = any(${[...ids]}::bigint[]) and project_id = ${project} and trash_id is null`,
  );
