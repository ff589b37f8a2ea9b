import type { ObjectId, ProjectId, State } from "@nauplius/domain";
import { type Sight, sightCondition } from "../objects/filter.ts";
import { sql, type Tx } from "../sql/connection.ts";

/** Which taxa show several individuals in one object, and which are living at all. */
export type MultipleTaxa = { readonly several: readonly number[]; readonly living: readonly number[] };

export type SampleMultiples = {
  readonly sampleId: number;
  readonly sample: string;
  /** Objects of living taxa, the multiples among them. */
  readonly objects: number;
  readonly multiples: number;
  /** mm³, of spheres with the objects' areas; null where no pixel size is known. */
  readonly volume: number | null;
  readonly multiplesVolume: number | null;
};

/** mm³ of the sphere with an object's area. */
const volume = sql`4.0 / 3.0 * pi() * power(sqrt(o.area / pi()) * a.pixel_size / 1000.0, 3)`;

/** Samples with multiples, the largest share of the volume first. */
export const multiplesBySample = (db: Tx, sight: Sight, hidden: readonly number[], taxa: MultipleTaxa): Promise<SampleMultiples[]> =>
  db.rows(sql`
    select s.id as "sampleId", s.name as sample, c.objects, c.multiples, c.volume, c."multiplesVolume" from (
      select o.sample_id, count(*)::int as objects, (count(*) filter (where o.taxon_id = any(${[...taxa.several]}::bigint[])))::int as multiples,
        sum(${volume})::float8 as volume, (sum(${volume}) filter (where o.taxon_id = any(${[...taxa.several]}::bigint[])))::float8 as "multiplesVolume"
      from "object" o join acquisition a on a.id = o.acquisition_id
      where ${sightCondition(sight, hidden)} and o.taxon_id = any(${[...taxa.living, ...taxa.several]}::bigint[]) group by 1) c
    join sample s on s.id = c.sample_id where c.multiples > 0
    order by coalesce(c."multiplesVolume" / nullif(c.volume, 0), c.multiples::float8 / c.objects) desc, s.name collate "C"`);

export type MultipleRow = {
  readonly id: ObjectId;
  readonly originalId: string;
  readonly sampleId: number;
  readonly sample: string;
  readonly taxonId: number;
  readonly taxon: string;
  readonly state: State;
  readonly area: number | null;
  /** mm */
  readonly esd: number | null;
  /** Of its sample's living volume. */
  readonly share: number | null;
  readonly vignetteId: number | null;
  readonly background: string | null;
};

/** Objects labelled as several individuals, the largest first. */
export const largestMultiples = (
  db: Tx,
  sight: Sight,
  hidden: readonly number[],
  taxa: MultipleTaxa,
  page: { samples: readonly number[]; limit: number },
): Promise<MultipleRow[]> =>
  db.rows(sql`
    with largest as (
      select o.id, o.original_id, o.sample_id, o.taxon_id, o.state, o.area, a.pixel_size, ${volume} as volume
      from "object" o join acquisition a on a.id = o.acquisition_id
      where ${sightCondition(sight, hidden)} and o.taxon_id = any(${[...taxa.several]}::bigint[])
        and (cardinality(${[...page.samples]}::bigint[]) = 0 or o.sample_id = any(${[...page.samples]}::bigint[]))
      order by coalesce(o.area * power(a.pixel_size, 2), o.area, 0) desc, o.id limit ${page.limit}),
    whole as (
      select o.sample_id, sum(${volume}) as volume from "object" o join acquisition a on a.id = o.acquisition_id
      where ${sightCondition(sight, hidden)} and o.sample_id in (select sample_id from largest) and o.taxon_id = any(${[...taxa.living, ...taxa.several]}::bigint[])
      group by 1)
    select l.id, l.original_id as "originalId", l.sample_id as "sampleId", s.name as sample, l.taxon_id as "taxonId", t.display_name as taxon, l.state, l.area,
      (2 * sqrt(l.area / pi()) * l.pixel_size / 1000.0)::float8 as esd, (l.volume / nullif(w.volume, 0))::float8 as share, v.id as "vignetteId", v.background
    from largest l join sample s on s.id = l.sample_id join taxon t on t.id = l.taxon_id left join whole w on w.sample_id = l.sample_id
      left join lateral (select v.id, v.background from vignette v where v.object_id = l.id order by v.rank limit 1) v on true
    order by coalesce(l.area * power(l.pixel_size, 2), l.area, 0) desc, l.id`);

/** Taxa of a project's objects. */
export const taxaInUse = async (db: Tx, project: ProjectId): Promise<number[]> =>
  (
    await db.rows<{ id: number }>(
      sql`select taxon_id as id from counter where project_id = ${project} and taxon_id <> 0 group by 1 having sum(objects) <> 0 order by 1`,
    )
  ).map((row) => row.id);
