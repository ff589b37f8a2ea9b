import type { BatchId, ProjectId } from "@nauplius/domain";
import { sql, type Tx } from "../sql/connection.ts";

/** Counts the objects of samples anew: for changes that move many at once. In the caller's transaction. */
export async function recountSamples(tx: Tx, samples: readonly number[]): Promise<void> {
  await tx.run(sql`delete from counter where sample_id = any(${[...samples]}::bigint[])`);
  await tx.run(sql`
    insert into counter (project_id, sample_id, taxon_id, state, objects)
    select o.project_id, o.sample_id, coalesce(o.taxon_id, 0), o.state, count(*)::int from "object" o
    where o.sample_id = any(${[...samples]}::bigint[]) and o.trash_id is null
      and not exists (select 1 from run r where r.id = o.batch_id and r.kind = 'importBatch' and r.published_at is null)
    group by 1, 2, 3, 4`);
}

export const acquisitionPlace = (
  tx: Tx,
  id: number,
): Promise<{ id: number; projectId: ProjectId; sampleId: number; name: string } | null> =>
  tx.row(sql`select id, project_id as "projectId", sample_id as "sampleId", name from acquisition where id = ${id} and trash_id is null`);
export const samplePlace = (tx: Tx, id: number): Promise<{ id: number; projectId: ProjectId; name: string } | null> =>
  tx.row(sql`select id, project_id as "projectId", name from sample where id = ${id} and trash_id is null`);

/** Moves objects to an acquisition of the same project; an event each. Answers the samples touched. */
export const moveObjects = (
  tx: Tx,
  project: ProjectId,
  batch: BatchId,
  ids: readonly number[],
  to: { id: number; sampleId: number },
): Promise<{ sampleId: number; objects: number }[]> =>
  tx.rows(sql`
    with old as (select id, acquisition_id, sample_id from "object" where id = any(${[...ids]}::bigint[]) and project_id = ${project} and trash_id is null
        and acquisition_id <> ${to.id} order by id for update),
    moved as (update "object" o set acquisition_id = ${to.id}, sample_id = ${to.sampleId} from old where o.id = old.id returning o.id),
    noted as (insert into edit_event (project_id, batch_id, level, row_id, field, before, after)
      select ${project}, ${batch}::uuid, 'object', old.id, 'acquisition', to_jsonb(old.acquisition_id), to_jsonb(${to.id}::bigint) from old returning 1)
    select old.sample_id as "sampleId", count(*)::int as objects from old where exists (select 1 from moved) group by 1`);

export async function moveAcquisition(tx: Tx, project: ProjectId, batch: BatchId, id: number, toSample: number): Promise<number | null> {
  const old = await tx.row<{ sampleId: number }>(sql`
    select sample_id as "sampleId" from acquisition where id = ${id} and project_id = ${project} and trash_id is null for update`);
  if (old === null || old.sampleId === toSample) return null;
  await tx.run(sql`update acquisition set sample_id = ${toSample} where id = ${id}`);
  await tx.run(sql`update "object" set sample_id = ${toSample} where acquisition_id = ${id}`);
  await tx.run(sql`
    insert into edit_event (project_id, batch_id, level, row_id, field, before, after)
    values (${project}, ${batch}::uuid, 'acquisition', ${id}, 'sample', to_jsonb(${old.sampleId}::bigint), to_jsonb(${toSample}::bigint))`);
  return old.sampleId;
}

export type Clash = { readonly what: "sample" | "acquisition" | "object" | "taxon"; readonly name: string };

/** What stands in the way of moving samples to another project: equal names there, and taxa that only the old project has. */
export const clashes = (tx: Tx, samples: readonly number[], to: ProjectId): Promise<Clash[]> =>
  tx.rows(sql`
    (select 'sample' as what, s.name from sample s join sample d on d.project_id = ${to} and d.name = s.name and d.trash_id is null
      where s.id = any(${[...samples]}::bigint[]) limit 20)
    union all (select 'acquisition', a.name from acquisition a join acquisition d on d.project_id = ${to} and d.name = a.name and d.trash_id is null
      where a.sample_id = any(${[...samples]}::bigint[]) and a.trash_id is null limit 20)
    union all (select 'object', o.original_id from "object" o join "object" d on d.project_id = ${to} and d.original_id = o.original_id and d.trash_id is null
      where o.sample_id = any(${[...samples]}::bigint[]) and o.trash_id is null limit 20)
    union all (select distinct 'taxon', t.display_name from "object" o join taxon t on t.id = o.taxon_id
      where o.sample_id = any(${[...samples]}::bigint[]) and t.project_id is not null and t.project_id <> ${to} limit 20)`);

/** Moves samples, all below them and their history to another project. Vignettes stay where they are: rows point at them. */
export async function moveSamples(tx: Tx, from: ProjectId, batch: BatchId, samples: readonly number[], to: ProjectId): Promise<void> {
  const ids = sql`${[...samples]}::bigint[]`;
  await tx.run(sql`update sample set project_id = ${to} where id = any(${ids}) and project_id = ${from}`);
  await tx.run(
    sql`update process set project_id = ${to} where acquisition_id in (select id from acquisition where sample_id = any(${ids}))`,
  );
  await tx.run(sql`update acquisition set project_id = ${to} where sample_id = any(${ids})`);
  await tx.run(
    sql`update annotation_event e set project_id = ${to} from "object" o where o.id = e.object_id and o.sample_id = any(${ids})`,
  );
  await tx.run(sql`update "object" set project_id = ${to} where sample_id = any(${ids})`);
  await tx.run(sql`
    insert into edit_event (project_id, batch_id, level, row_id, field, before, after)
    select ${from}, ${batch}::uuid, 'sample', s, 'project', to_jsonb(${from}::bigint), to_jsonb(${to}::bigint) from unnest(${ids}) as s`);
  await shareDictionary(tx, from, to);
  await recountSamples(tx, samples);
}

/** The other project learns the columns that came along. */
export async function shareDictionary(tx: Tx, from: ProjectId, to: ProjectId): Promise<void> {
  await tx.run(sql`
    insert into field (project_id, level, name, type, unit, ordinal) select ${to}, level, name, type, unit, ordinal + 10000 from field where project_id = ${from}
    on conflict (project_id, level, name) do update set type = case when field.type = excluded.type then field.type else 'text' end`);
  await tx.run(sql`
    insert into project_feature_list (project_id, feature_list_id) select ${to}, feature_list_id from project_feature_list where project_id = ${from} on conflict do nothing`);
}

export const samplesOfProject = async (tx: Tx, project: ProjectId): Promise<number[]> =>
  (await tx.rows<{ id: number }>(sql`select id from sample where project_id = ${project} and trash_id is null order by id`)).map(
    (r) => r.id,
  );

export const setProjectTrashed = (tx: Tx, project: ProjectId, at: Date | null): Promise<number> =>
  tx.run(sql`update project set trashed_at = ${at} where id = ${project}`);

/** Imports at work in a project: nothing is moved or deleted under them. */
export const importsAtWork = async (tx: Tx, project: ProjectId): Promise<number> =>
  (
    await tx.row<{ n: number }>(sql`
    select count(*)::int as n from run where project_id = ${project} and kind = 'importBatch' and published_at is null and state in ('queued', 'running', 'lost')`)
  )?.n ?? 0;
