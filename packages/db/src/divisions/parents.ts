import type { ObjectId, ProjectId, State } from "@nauplius/domain";
import type { Free } from "../objects/detail.ts";
import { bringsObjects } from "../runs/kinds.ts";
import { sql, type Tx } from "../sql/connection.ts";

/** Everything that children take over from an object that is divided, and its first vignette. */
export type DivisibleRow = {
  readonly id: ObjectId;
  readonly projectId: ProjectId;
  readonly sampleId: number;
  readonly acquisitionId: number;
  readonly originalId: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly date: string | null;
  readonly time: string | null;
  readonly depthMin: number | null;
  readonly depthMax: number | null;
  readonly link: string;
  readonly complementInfo: string;
  readonly free: Free;
  readonly featureListId: number | null;
  readonly featureNames: readonly string[];
  readonly features: readonly (number | null)[];
  readonly state: State;
  readonly version: number;
  readonly dialect: string;
  readonly processFree: Free;
  /** um */
  readonly pixelSize: number | null;
  /** The model whose word on it was the last. */
  readonly modelId: number | null;
  readonly vignette: {
    readonly id: number;
    readonly packKey: string;
    readonly offset: number;
    readonly length: number;
    readonly mime: string;
    readonly width: number;
    readonly height: number;
    readonly background: string;
    /** Run-length mask in base 64. */
    readonly mask: string | null;
  } | null;
};

/** Those of the ids that stand in a project (not hidden, retired or deleted), in their order. */
export const divisibleObjects = (db: Tx, project: ProjectId, ids: readonly number[]): Promise<DivisibleRow[]> =>
  db.rows<DivisibleRow>(sql`
    select o.id, o.project_id as "projectId", o.sample_id as "sampleId", o.acquisition_id as "acquisitionId", o.original_id as "originalId", o.latitude,
      o.longitude, o.date::text as date, o.time::text as time, o.depth_min as "depthMin", o.depth_max as "depthMax", o.link,
      o.complement_info as "complementInfo", o.free, o.feature_list_id as "featureListId", coalesce(l.names, '{}') as "featureNames",
      o.features, o.state, o.version, coalesce(p.dialect, 'unknown') as dialect, coalesce(p.free, '{}') as "processFree", a.pixel_size as "pixelSize",
      (select r.model_id from prediction r where r.object_id = o.id) as "modelId", v.vignette
    from unnest(${[...ids]}::bigint[]) with ordinality as asked(id, place) join "object" o on o.id = asked.id
      join acquisition a on a.id = o.acquisition_id left join process p on p.acquisition_id = a.id left join feature_list l on l.id = o.feature_list_id
      left join lateral (
        select jsonb_build_object('id', v.id, 'packKey', k.key, 'offset', v."offset", 'length', v.length, 'mime', v.mime, 'width', v.width,
          'height', v.height, 'background', v.background, 'mask', translate(encode(v.mask, 'base64'), E'\n', '')) as vignette
        from vignette v join pack k on k.id = v.pack_id where v.object_id = o.id order by v.rank limit 1) v on true
    where o.project_id = ${project} and o.trash_id is null
      and not exists (select 1 from run r where r.id = o.batch_id and r.kind in ${bringsObjects} and r.published_at is null)
    order by asked.place`);
