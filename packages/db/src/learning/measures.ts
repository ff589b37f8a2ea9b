import type { NeededToTrain, ProjectId } from "@nauplius/domain";
import { sql, type Tx } from "../sql/connection.ts";
import { fitToTrain } from "./training.ts";

export type MeasuredGroup = {
  readonly names: readonly string[];
  readonly dialect: string;
  readonly hasPixelSize: boolean;
  readonly objects: number;
};

/** How the objects that may train were measured: which features, by whom, and whether in pixels of a known size. Objects without
 *  features are a group without names. */
export const measuredGroups = (db: Tx, projects: readonly ProjectId[], needed: NeededToTrain): Promise<MeasuredGroup[]> =>
  db.rows<MeasuredGroup>(sql`
    select coalesce(l.names, '{}') as names, g.dialect, g.known as "hasPixelSize", g.objects from (
      select case when cardinality(o.features) > 0 then o.feature_list_id end as list, coalesce(r.dialect, 'unknown') as dialect,
        coalesce(a.pixel_size > 0, false) as known, count(*)::int as objects
      from "object" o join acquisition a on a.id = o.acquisition_id left join process r on r.acquisition_id = o.acquisition_id
      where ${fitToTrain(projects, needed)} group by 1, 2, 3) g
    left join feature_list l on l.id = g.list order by g.objects desc, g.list, g.dialect, g.known`);

export type MeasuredObject = {
  readonly id: number;
  readonly list: number;
  readonly features: readonly (number | null)[];
  readonly dialect: string;
  /** µm; null: not known. */
  readonly pixelSize: number | null;
};

/** What was measured of objects; those of which nothing was are left out. */
export const measuredObjects = (db: Tx, ids: readonly number[]): Promise<MeasuredObject[]> =>
  db.rows<MeasuredObject>(sql`
    select o.id, o.feature_list_id as list, o.features, coalesce(r.dialect, 'unknown') as dialect, a.pixel_size as "pixelSize"
    from "object" o join acquisition a on a.id = o.acquisition_id left join process r on r.acquisition_id = o.acquisition_id
    where o.id = any(${[...ids]}::bigint[]) and o.feature_list_id is not null and cardinality(o.features) > 0`);

export const namesOfLists = async (db: Tx, lists: readonly number[]): Promise<Map<number, readonly string[]>> =>
  new Map(
    (await db.rows<{ id: number; names: string[] }>(sql`select id, names from feature_list where id = any(${[...lists]}::int[])`)).map(
      ({ id, names }) => [id, names],
    ),
  );
