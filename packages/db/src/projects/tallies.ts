import type { ProjectId, SampleId, State } from "@nauplius/domain";
import { empty, sql, type Tx } from "../sql/connection.ts";

export type SampleTally = { readonly sampleId: number; readonly taxonId: number; readonly state: State; readonly objects: number };

const among = (column: ReturnType<typeof sql>, samples: readonly SampleId[]) =>
  samples.length > 0 ? sql`and ${column} = any(${[...samples]}::bigint[])` : empty;

/** Objects by sample, taxon (0: none) and state, from the counters. */
export const talliesBySample = (db: Tx, project: ProjectId, samples: readonly SampleId[]): Promise<SampleTally[]> =>
  db.rows<SampleTally>(sql`
    select sample_id as "sampleId", taxon_id as "taxonId", state, sum(objects)::int as objects from counter
    where project_id = ${project} ${among(sql`sample_id`, samples)} group by 1, 2, 3 having sum(objects) <> 0 order by 1, 2, 3`);

export type Calibration = { readonly pixelSize: number | null; readonly acquisitions: number; readonly samples: readonly number[] };

/** Pixel sizes of the acquisitions that have objects, the most common first: sizes and spectra of different ones do not simply compare. */
export const calibrationsOf = (db: Tx, project: ProjectId, samples: readonly SampleId[]): Promise<Calibration[]> =>
  db.rows<Calibration>(sql`
    select a.pixel_size as "pixelSize", count(*)::int as acquisitions, array_agg(distinct a.sample_id) as samples
    from acquisition a where a.project_id = ${project} and a.trash_id is null ${among(sql`a.sample_id`, samples)}
      and exists (select 1 from counter c where c.project_id = a.project_id and c.sample_id = a.sample_id
        group by c.taxon_id, c.state having sum(c.objects) <> 0)
    group by 1 order by 2 desc, 1`);
