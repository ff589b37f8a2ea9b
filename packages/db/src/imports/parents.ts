import type { Dialect, ProjectId, RunId } from "@nauplius/domain";
import { sql, type Tx } from "../sql/connection.ts";

/** How the staged rows name samples, acquisitions and processes, and the first row of each table that describes them. */
export type ParentRow<Row> = {
  readonly sample: string | null;
  readonly acquisition: string | null;
  readonly process: string | null;
  readonly file: string;
  readonly row: Row;
};

export const distinctParents = <Row>(db: Tx, run: RunId): Promise<ParentRow<Row>[]> =>
  db.rows(sql`
    select p.sample, p.acquisition, p.process, p.file, r.row from (
      select row ->> 'sampleId' as sample, row ->> 'acquisitionId' as acquisition, row ->> 'processId' as process, file, min(seq) as seq
      from import_row where run_id = ${run} group by 1, 2, 3, 4) p
    join import_row r on r.run_id = ${run} and r.seq = p.seq order by p.seq`);

export type NewSample = { readonly name: string; readonly free: object; readonly dataportalDescriptor: string };
export type NewAcquisition = {
  readonly name: string;
  readonly sampleId: number;
  readonly instrument: string;
  readonly pixelSize: number | null;
  readonly subPart: number | null;
  readonly free: object;
};
export type NewProcess = { readonly name: string; readonly acquisitionId: number; readonly dialect: Dialect; readonly free: object };

export type KnownSample = { readonly id: number; readonly name: string; readonly batchId: number | null };
export type KnownAcquisition = KnownSample & { readonly sampleId: number; readonly process: string | null };

export const samplesNamed = (db: Tx, project: ProjectId, names: readonly string[]): Promise<KnownSample[]> =>
  db.rows(sql`
    select id, name, batch_id as "batchId" from sample where project_id = ${project} and trash_id is null and name = any(${[...names]}::text[])`);

export const acquisitionsNamed = (db: Tx, project: ProjectId, names: readonly string[]): Promise<KnownAcquisition[]> =>
  db.rows(sql`
    select a.id, a.name, a.batch_id as "batchId", a.sample_id as "sampleId", p.name as process from acquisition a
    left join process p on p.acquisition_id = a.id
    where a.project_id = ${project} and a.trash_id is null and a.name = any(${[...names]}::text[])`);

export const insertSamples = (tx: Tx, project: ProjectId, run: RunId, samples: readonly NewSample[]): Promise<KnownSample[]> =>
  tx.rows(sql`
    insert into sample (project_id, batch_id, stale, name, free, dataportal_descriptor)
    select ${project}::bigint, ${run}::bigint, '{}'::text[], u.* from unnest(${samples.map((s) => s.name)}::text[],
      ${samples.map((s) => JSON.stringify(s.free))}::jsonb[], ${samples.map((s) => s.dataportalDescriptor)}::text[]) as u
    returning id, name, batch_id as "batchId"`);

export const insertAcquisitions = (
  tx: Tx,
  project: ProjectId,
  run: RunId,
  acquisitions: readonly NewAcquisition[],
): Promise<{ id: number; name: string }[]> =>
  tx.rows(sql`
    insert into acquisition (project_id, batch_id, stale, name, sample_id, instrument, pixel_size, sub_part, free)
    select ${project}::bigint, ${run}::bigint, '{}'::text[], u.* from unnest(${acquisitions.map((a) => a.name)}::text[],
      ${acquisitions.map((a) => a.sampleId)}::bigint[], ${acquisitions.map((a) => a.instrument)}::text[],
      ${acquisitions.map((a) => a.pixelSize)}::float8[], ${acquisitions.map((a) => a.subPart)}::float8[],
      ${acquisitions.map((a) => JSON.stringify(a.free))}::jsonb[]) as u
    returning id, name`);

export const insertProcesses = (tx: Tx, project: ProjectId, run: RunId, processes: readonly NewProcess[]): Promise<number> =>
  tx.run(sql`
    insert into process (project_id, batch_id, name, acquisition_id, dialect, free)
    select ${project}::bigint, ${run}::bigint, u.* from unnest(${processes.map((p) => p.name)}::text[],
      ${processes.map((p) => p.acquisitionId)}::bigint[], ${processes.map((p) => p.dialect)}::text[],
      ${processes.map((p) => JSON.stringify(p.free))}::jsonb[]) as u`);
