import type { LedgerPosition, Level, ProjectId, State } from "@nauplius/domain";
import { sql, type Tx } from "../sql/connection.ts";

/** Where the history of a project stands now. */
export const currentPosition = async (db: Tx, project: ProjectId): Promise<LedgerPosition> =>
  (await db.row<LedgerPosition>(sql`
    select coalesce((select max(id) from annotation_event where project_id = ${project}), 0) as events,
      coalesce((select max(id) from edit_event where project_id = ${project}), 0) as edits`)) ?? { events: 0, edits: 0 };

export type ExportObject = {
  readonly id: number;
  readonly originalId: string;
  readonly sampleId: number;
  readonly acquisitionId: number;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly date: string | null;
  readonly time: string | null;
  readonly depthMin: number | null;
  readonly depthMax: number | null;
  readonly link: string;
  readonly complementInfo: string;
  readonly free: Readonly<Record<string, string | number | null>>;
  readonly featureListId: number | null;
  readonly features: readonly (number | null)[];
  /** The annotation at the ledger position, not today's. */
  readonly taxonId: number | null;
  readonly state: State;
  readonly accepted: boolean;
  readonly by: string | null;
  readonly at: Date | null;
  readonly score: number | null;
};

/** Which table each object of a chunk goes to: by its sample, or by the taxon it had at the position (0: none). */
export const exportGroups = (
  db: Tx,
  ids: readonly number[],
  by: "sample" | "taxon",
  position: LedgerPosition,
): Promise<{ id: number; group: number }[]> =>
  by === "sample"
    ? db.rows(sql`select id, sample_id as "group" from "object" where id = any(${[...ids]}::bigint[]) order by id`)
    : db.rows(sql`
      select o.id, coalesce((select e.taxon_id from annotation_event e where e.object_id = o.id and e.id <= ${position.events} order by e.id desc limit 1), 0) as "group"
      from "object" o where o.id = any(${[...ids]}::bigint[]) order by o.id`);

/** Objects as they were annotated at a position, in id order. */
export const exportObjects = (db: Tx, ids: readonly number[], position: LedgerPosition): Promise<ExportObject[]> =>
  db.rows<ExportObject>(sql`
    select o.id, o.original_id as "originalId", o.sample_id as "sampleId", o.acquisition_id as "acquisitionId", o.latitude, o.longitude, o.date,
      o.time::text as time, o.depth_min as "depthMin", o.depth_max as "depthMax", o.link, o.complement_info as "complementInfo", o.free,
      o.feature_list_id as "featureListId", o.features, e.taxon_id as "taxonId", coalesce(e.state, 'unclassified') as state,
      coalesce(e.accepted, false) as accepted, e.by, e.at, e.score
    from "object" o left join lateral (
      select * from annotation_event e where e.object_id = o.id and e.id <= ${position.events} order by e.id desc limit 1) e on true
    where o.id = any(${[...ids]}::bigint[]) order by o.id`);

/** Where objects hang, in id order. */
export const exportParents = (db: Tx, ids: readonly number[]): Promise<{ id: number; sampleId: number; acquisitionId: number }[]> =>
  db.rows(
    sql`select id, sample_id as "sampleId", acquisition_id as "acquisitionId" from "object" where id = any(${[...ids]}::bigint[]) order by id`,
  );

export type ExportVignette = {
  readonly objectId: number;
  readonly rank: number;
  readonly fileName: string;
  readonly clean: { readonly key: string; readonly offset: number; readonly length: number; readonly mime: string };
  readonly original: { readonly key: string; readonly offset: number; readonly length: number; readonly mime: string } | null;
};

export const exportVignettes = (db: Tx, ids: readonly number[]): Promise<ExportVignette[]> =>
  db.rows<ExportVignette>(sql`
    select v.object_id as "objectId", v.rank, v.file_name as "fileName",
      jsonb_build_object('key', k.key, 'offset', v.offset, 'length', v.length, 'mime', v.mime) as clean,
      case when k2.id is null then null else
        jsonb_build_object('key', k2.key, 'offset', v.original_offset, 'length', v.original_length, 'mime', v.original_mime) end as original
    from vignette v join pack k on k.id = v.pack_id left join pack k2 on k2.id = v.original_pack_id
    where v.object_id = any(${[...ids]}::bigint[]) order by v.object_id, v.rank`);

/** Run-length masks of vignettes (base 64), in the order of `exportVignettes`. */
export const exportMasks = (db: Tx, ids: readonly number[]): Promise<{ objectId: number; rank: number; mask: string }[]> =>
  db.rows(sql`
    select object_id as "objectId", rank, translate(encode(mask, 'base64'), E'\n', '') as mask from vignette
    where object_id = any(${[...ids]}::bigint[]) and mask is not null order by object_id, rank`);

type Parent = { readonly id: number; readonly name: string; readonly free: Readonly<Record<string, string | number | null>> };
/** `stale`: what is out of date by a correction. */
export type ExportSample = Parent & {
  readonly dataportalDescriptor: string;
  readonly stale: readonly string[];
  readonly latitude: number | null;
  readonly longitude: number | null;
  /** ISO 8601, UTC. */
  readonly startedAt: string | null;
  readonly depthMin: number | null;
  readonly depthMax: number | null;
};
export type ExportAcquisition = Parent & {
  readonly stale: readonly string[];
  readonly sampleId: number;
  readonly instrument: string;
  readonly pixelSize: number | null;
};
export type ExportProcess = Parent & { readonly acquisitionId: number; readonly dialect: string };

export const exportSamples = (db: Tx, project: ProjectId): Promise<ExportSample[]> =>
  db.rows(
    sql`select id, name, free, dataportal_descriptor as "dataportalDescriptor", coalesce(stale, '{}') as stale, latitude, longitude,
      to_char(started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "startedAt", depth_min as "depthMin", depth_max as "depthMax"
      from sample where project_id = ${project}`,
  );
export const exportAcquisitions = (db: Tx, project: ProjectId): Promise<ExportAcquisition[]> =>
  db.rows(
    sql`select id, name, free, sample_id as "sampleId", instrument, pixel_size as "pixelSize", coalesce(stale, '{}') as stale from acquisition where project_id = ${project}`,
  );
export const exportProcesses = (db: Tx, project: ProjectId): Promise<ExportProcess[]> =>
  db.rows(sql`select id, name, free, acquisition_id as "acquisitionId", dialect from process where project_id = ${project}`);

export const exportFeatureLists = (db: Tx, project: ProjectId): Promise<{ id: number; names: string[] }[]> =>
  db.rows(
    sql`select l.id, l.names from feature_list l join project_feature_list p on p.feature_list_id = l.id where p.project_id = ${project} order by l.id`,
  );

export type ExportTaxon = { readonly id: number; readonly displayName: string; readonly sourceId: number | null; readonly lineage: string };

/** Taxa that events of a project ever used, with their lineage from the root. */
export const exportTaxa = (db: Tx, project: ProjectId): Promise<ExportTaxon[]> =>
  db.rows(sql`
    with recursive used as (select distinct taxon_id as id from annotation_event where project_id = ${project} and taxon_id is not null),
    up(id, parent_id, path) as (
      select t.id, t.parent_id, t.name from taxon t join used u on u.id = t.id
      union all select up.id, p.parent_id, p.name || '>' || up.path from up join taxon p on p.id = up.parent_id)
    select t.id, t.display_name as "displayName", t.source_id as "sourceId", up.path as lineage from up join taxon t on t.id = up.id where up.parent_id is null`);

export const exportPeople = (db: Tx, project: ProjectId): Promise<{ id: string; name: string; email: string }[]> =>
  db.rows(sql`
    select u.id, u.name, coalesce(u.imported_email, u.email) as email from "user" u
    where u.id in (select distinct by from annotation_event where project_id = ${project} and by is not null)`);

export type LaterEdit = { readonly level: Level; readonly rowId: number; readonly field: string; readonly before: unknown };

/** What corrections after a position replaced: the first value of each field, to be put back in an export of that position. */
export const editsAfter = (db: Tx, project: ProjectId, position: LedgerPosition): Promise<LaterEdit[]> =>
  db.rows(sql`
    select distinct on (level, row_id, field) level, row_id as "rowId", field, before from edit_event
    where project_id = ${project} and id > ${position.edits} order by level, row_id, field, id`);
