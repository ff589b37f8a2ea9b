import type { AcquisitionId, ProjectId, SampleId, State } from "@nauplius/domain";
import type { Free } from "../objects/detail.ts";
import { bringsObjects } from "../runs/kinds.ts";
import { empty, type Sql, sql, type Tx } from "../sql/connection.ts";

export type SampleRow = {
  readonly id: SampleId;
  readonly projectId: ProjectId;
  readonly name: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly startedAt: Date | null;
  readonly depthMin: number | null;
  readonly depthMax: number | null;
  readonly dataportalDescriptor: string;
  readonly free: Free;
  readonly stale: readonly string[];
  readonly version: number;
};

const columns = sql`s.id, s.project_id as "projectId", s.name, s.latitude, s.longitude, s.started_at as "startedAt", s.depth_min as "depthMin",
  s.depth_max as "depthMax", s.dataportal_descriptor as "dataportalDescriptor", s.free, coalesce(s.stale, '{}') as stale, s.version`;

/** Of a batch that is still being loaded nothing is shown. */
const published = (alias: Sql): Sql =>
  sql`not exists (select 1 from run r where r.id = ${alias}.batch_id and r.kind in ${bringsObjects} and r.published_at is null)`;

export type SampleSummary = Omit<SampleRow, "free" | "dataportalDescriptor"> & {
  readonly counts: Readonly<Record<State, number>>;
};

const counted = (state: State): Sql =>
  sql`${state}::text, coalesce((select sum(c.objects) from counter c where c.sample_id = s.id and c.project_id = s.project_id and c.state = ${state}), 0)`;

/** Samples of a project by name, with their counts by state. `only`: those that a membership is limited to; empty means all. */
export const listSamples = (db: Tx, project: ProjectId, only: readonly SampleId[]): Promise<SampleSummary[]> =>
  db.rows<SampleSummary>(sql`
    select s.id, s.project_id as "projectId", s.name, s.latitude, s.longitude, s.started_at as "startedAt", s.depth_min as "depthMin",
      s.depth_max as "depthMax", coalesce(s.stale, '{}') as stale, s.version, jsonb_build_object(${counted("unclassified")}, ${counted("predicted")}, ${counted("dubious")},
      ${counted("validated")}) as counts
    from sample s where s.project_id = ${project} and s.trash_id is null and ${published(sql`s`)}
      ${only.length > 0 ? sql`and s.id = any(${[...only]}::bigint[])` : empty} order by s.name collate "C", s.id`);

export const sampleById = (db: Tx, id: SampleId): Promise<SampleRow | null> =>
  db.row<SampleRow>(sql`select ${columns} from sample s where s.id = ${id} and s.trash_id is null and ${published(sql`s`)}`);

export type AcquisitionRow = {
  readonly id: AcquisitionId;
  readonly projectId: ProjectId;
  readonly sampleId: SampleId;
  readonly sample: string;
  readonly name: string;
  readonly instrument: string;
  readonly pixelSize: number | null;
  readonly subPart: number | null;
  readonly free: Free;
  readonly stale: readonly string[];
  readonly process: { readonly name: string; readonly dialect: string; readonly free: Free } | null;
};

const acquisition = sql`
  select a.id, a.project_id as "projectId", a.sample_id as "sampleId", s.name as sample, a.name, a.instrument, a.pixel_size as "pixelSize",
    a.sub_part as "subPart", a.free, coalesce(a.stale, '{}') as stale,
    case when r.id is not null then jsonb_build_object('name', r.name, 'dialect', r.dialect, 'free', r.free) end as process
  from acquisition a join sample s on s.id = a.sample_id left join process r on r.acquisition_id = a.id
  where a.trash_id is null and s.trash_id is null and ${published(sql`a`)}`;

export const acquisitionById = (db: Tx, id: AcquisitionId): Promise<AcquisitionRow | null> =>
  db.row<AcquisitionRow>(sql`${acquisition} and a.id = ${id}`);

export const acquisitionsOf = (db: Tx, sample: SampleId): Promise<AcquisitionRow[]> =>
  db.rows<AcquisitionRow>(sql`${acquisition} and a.sample_id = ${sample} order by a.name collate "C", a.id`);
