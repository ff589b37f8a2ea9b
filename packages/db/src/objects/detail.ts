import type { ObjectId, ProjectId, State } from "@nauplius/domain";
import { sql, type Tx } from "../sql/connection.ts";

export type Free = Readonly<Record<string, string | number | null>>;

/** Everything that is known of one object, with what stands above it. */
export type ObjectDetail = {
  readonly id: ObjectId;
  readonly projectId: ProjectId;
  readonly project: string;
  readonly originalId: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly date: string | null;
  readonly time: string | null;
  readonly depthMin: number | null;
  readonly depthMax: number | null;
  readonly link: string;
  readonly complementInfo: string;
  readonly taxonId: number | null;
  readonly taxon: string | null;
  readonly state: State;
  readonly proposed: boolean;
  readonly accepted: boolean;
  readonly annotatedBy: string | null;
  readonly annotator: string | null;
  readonly annotatedAt: Date | null;
  readonly score: number | null;
  readonly version: number;
  /** A division put others in its place: it counts nowhere, and takes no labels. */
  readonly retired: boolean;
  readonly area: number | null;
  readonly free: Free;
  readonly featureNames: readonly string[];
  readonly features: readonly (number | null)[];
  readonly sample: { readonly id: number; readonly name: string; readonly free: Free; readonly stale: readonly string[] };
  readonly acquisition: {
    readonly id: number;
    readonly name: string;
    readonly instrument: string;
    readonly pixelSize: number | null;
    readonly subPart: number | null;
    readonly free: Free;
    /** What is out of date by a correction. */
    readonly stale: readonly string[];
  };
  readonly process: { readonly name: string; readonly dialect: string; readonly free: Free } | null;
};

export const objectDetail = (db: Tx, id: number): Promise<ObjectDetail | null> =>
  db.row<ObjectDetail>(sql`
    select o.id, o.project_id as "projectId", p.title as project, o.original_id as "originalId", o.latitude, o.longitude, o.date, o.time::text as time,
      o.depth_min as "depthMin", o.depth_max as "depthMax", o.link, o.complement_info as "complementInfo", o.taxon_id as "taxonId",
      t.display_name as taxon, o.state, o.proposed, o.accepted, o.annotated_by as "annotatedBy", u.name as annotator, o.annotated_at as "annotatedAt",
      o.score, o.version, exists (select 1 from trash h where h.id = o.trash_id and h.level = 'retired') as retired, o.area, o.free, coalesce(l.names, '{}') as "featureNames", o.features,
      jsonb_build_object('id', s.id, 'name', s.name, 'free', s.free, 'stale', coalesce(s.stale, '{}')) as sample,
      jsonb_build_object('id', a.id, 'name', a.name, 'instrument', a.instrument, 'pixelSize', a.pixel_size, 'subPart', a.sub_part, 'free', a.free,
        'stale', coalesce(a.stale, '{}'))
        as acquisition,
      case when r.id is not null then jsonb_build_object('name', r.name, 'dialect', r.dialect, 'free', r.free) end as process
    from "object" o join project p on p.id = o.project_id join sample s on s.id = o.sample_id join acquisition a on a.id = o.acquisition_id
    left join process r on r.acquisition_id = a.id left join taxon t on t.id = o.taxon_id left join "user" u on u.id = o.annotated_by
    left join feature_list l on l.id = o.feature_list_id where o.id = ${id}`);
