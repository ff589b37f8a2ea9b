import type { ProjectId, State } from "@nauplius/domain";
import { sql, type Tx } from "../sql/connection.ts";

type Free = Readonly<Record<string, string | number>>;

/** An object as an update finds it, with what stands above it. */
export type UpdatedObject = {
  readonly id: number;
  readonly name: string;
  readonly fixed: Readonly<
    Record<"lat" | "lon" | "date" | "time" | "depth_min" | "depth_max" | "link" | "complement_info", string | number | null>
  >;
  readonly free: Free;
  readonly features: readonly (number | null)[] | null;
  readonly featureNames: readonly string[] | null;
  readonly taxonId: number | null;
  readonly taxon: string | null;
  readonly state: State;
  readonly by: string | null;
  readonly at: Date | null;
  readonly sample: { readonly id: number; readonly name: string; readonly free: Free; readonly dataportalDescriptor: string };
  readonly acquisition: { readonly id: number; readonly name: string; readonly free: Free; readonly instrument: string };
  readonly process: { readonly id: number; readonly name: string; readonly free: Free } | null;
};

/** The project's published objects of these names. */
export const objectsToUpdate = (db: Tx, project: ProjectId, names: readonly string[]): Promise<UpdatedObject[]> =>
  db.rows(sql`
    select o.id, o.original_id as name, o.free, o.features, l.names as "featureNames", o.taxon_id as "taxonId", t.display_name as taxon, o.state,
      o.annotated_by as by, o.annotated_at as at,
      jsonb_build_object('lat', o.latitude, 'lon', o.longitude, 'date', o.date, 'time', o.time, 'depth_min', o.depth_min, 'depth_max', o.depth_max,
        'link', o.link, 'complement_info', o.complement_info) as fixed,
      jsonb_build_object('id', s.id, 'name', s.name, 'free', s.free, 'dataportalDescriptor', s.dataportal_descriptor) as sample,
      jsonb_build_object('id', a.id, 'name', a.name, 'free', a.free, 'instrument', a.instrument) as acquisition,
      case when p.id is not null then jsonb_build_object('id', p.id, 'name', p.name, 'free', p.free) end as process
    from "object" o join sample s on s.id = o.sample_id join acquisition a on a.id = o.acquisition_id left join process p on p.acquisition_id = a.id
    left join feature_list l on l.id = o.feature_list_id left join taxon t on t.id = o.taxon_id
    where o.project_id = ${project} and o.trash_id is null and o.original_id = any(${[...new Set(names)]}::text[])
      and not exists (select 1 from run r where r.id = o.batch_id and r.published_at is null)`);
