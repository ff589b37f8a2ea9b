import { raw, type Sql, sql, type Tx } from "../sql/connection.ts";
import { publishedRow } from "./cells.ts";

export type Carried = { readonly objects: number; readonly of: number };
/** A sample's field and the samples in which it changes. */
type Changing = { readonly field: string; readonly samples: Sql };

const same = {
  lat: ["latitude", "t.latitude"],
  lon: ["longitude", "t.longitude"],
  started_at: ["started_at", "(t.date + coalesce(t.time, '00:00'::time)) at time zone 'UTC'"],
  depth_min: ["depth_min", "t.depth_min"],
  depth_max: ["depth_max", "t.depth_max"],
} as const;

/** Does object `t` carry what sample `s` holds in this field? What is empty in both is carried too. */
function carries(field: string): Sql {
  const [held, own] = same[field as keyof typeof same];
  return sql`${raw(own)} is not distinct from ${raw(`s."${held}"`)}`;
}

const below = (samples: Sql): Sql =>
  sql`from "object" t join sample s on s.id = t.sample_id where t.sample_id in (${samples}) and t.trash_id is null and ${publishedRow}`;

/** Objects that carry what their samples hold in the fields that change, of all objects of these samples. */
export async function countCarriers(tx: Tx, changing: readonly Changing[]): Promise<Carried> {
  if (changing.length === 0) return { objects: 0, of: 0 };
  const each = changing.map(({ field, samples }) => sql`select t.id, ${carries(field)} as carries ${below(samples)}`);
  const all = each.reduce((one, next) => sql`${one} union all ${next}`);
  const row = await tx.row<Carried>(sql`
    select count(distinct id) filter (where carries)::int as objects, count(distinct id)::int as of from (${all}) o`);
  return row ?? { objects: 0, of: 0 };
}

/** Those objects of samples that carry what their sample holds in a field. */
export const carriersOf = (tx: Tx, field: string, samples: readonly number[]): Promise<{ id: number; sampleId: number }[]> =>
  tx.rows(
    sql`select t.id, t.sample_id as "sampleId" ${below(sql`select unnest(${[...samples]}::bigint[])`)} and ${carries(field)} order by t.id`,
  );
