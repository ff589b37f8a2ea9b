import type { ObjectId, SampleId, State } from "@nauplius/domain";
import { sql, type Tx } from "../sql/connection.ts";

export type OverviewRow = {
  readonly acquisition: string;
  readonly sampleId: SampleId;
  readonly sample: string;
  readonly pixelSize: number | null;
  /** PNG; null: it was not segmented here, or is no scan. */
  readonly picture: Uint8Array | null;
  readonly facts: Record<string, unknown> | null;
};

/** The scan of which an acquisition came, by the run that brought it in. */
export const overviewOfAcquisition = (db: Tx, acquisition: number): Promise<OverviewRow | null> =>
  db.row(sql`
    select a.name as acquisition, a.sample_id as "sampleId", s.name as sample, a.pixel_size as "pixelSize", u.overview as picture, u.overview_facts as facts
    from acquisition a join sample s on s.id = a.sample_id left join segmentation_unit u on u.run_id = a.batch_id where a.id = ${acquisition}`);

export type PlacedObject = {
  readonly id: ObjectId;
  readonly originalId: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly taxon: string | null;
  readonly state: State;
};

const feature = (name: string) => sql`o.features[array_position(l.names, ${name})]`;

/** Objects of an acquisition with their boxes in its scan, the largest first. */
export const objectsInScan = (db: Tx, acquisition: number, limit: number): Promise<PlacedObject[]> =>
  db.rows(sql`
    select o.id, o.original_id as "originalId", ${feature("bx")} as x, ${feature("by")} as y, ${feature("width")} as width, ${feature("height")} as height,
      t.display_name as taxon, o.state
    from "object" o join feature_list l on l.id = o.feature_list_id left join taxon t on t.id = o.taxon_id
    where o.acquisition_id = ${acquisition} and o.trash_id is null and ${feature("bx")} is not null and ${feature("by")} is not null
      and ${feature("width")} is not null and ${feature("height")} is not null
    order by o.area desc nulls last, o.id limit ${limit}`);
