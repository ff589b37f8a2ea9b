import type { Level, RunId } from "@nauplius/domain";
import { where } from "../objects/filter.ts";
import type { Compiled } from "../objects/window.ts";
import { type Sql, sql, type Tx } from "../sql/connection.ts";
import type { SamplePlace } from "./places.ts";

/** Fixes the objects of a view as what a run is about. Answers how many they are. */
export const stageView = (tx: Tx, run: RunId, view: Compiled): Promise<number> =>
  tx.run(sql`insert into run_target (run_id, level, row_id) select ${run}::bigint, 'object', o.id from "object" o ${where(view.tests)}`);

export type Share = { readonly per: "taxon" | "sample" | "project"; readonly objects?: number; readonly percent?: number };

/** Of each taxon or sample so many objects, or such a part (rounded up), by the objects' stable random number. */
export const stageShare = (tx: Tx, run: RunId, view: Compiled, share: Share): Promise<number> =>
  tx.run(sql`insert into run_target (run_id, level, row_id) select ${run}::bigint, 'object', id from (${shareOf(view, share)}) r`);

const partOf = { taxon: sql`o.taxon_id`, sample: sql`o.sample_id`, project: sql`true` } as const satisfies Record<Share["per"], Sql>;

export function shareOf(view: Compiled, share: Share): Sql {
  const key = partOf[share.per];
  const limit = share.objects === undefined ? sql`ceil(n * (${share.percent ?? 100}::numeric / 100))` : sql`${share.objects}::int`;
  return sql`
    select id from (
      select o.id, row_number() over (partition by ${key} order by o.random, o.id) as place, count(*) over (partition by ${key}) as n
      from "object" o ${where(view.tests)}) ranked
    where place <= ${limit}`;
}

export const stageIds = (tx: Tx, run: RunId, level: Level, ids: readonly number[]): Promise<number> =>
  tx.run(sql`
    insert into run_target (run_id, level, row_id) select distinct ${run}::bigint, ${level}, i from unnest(${[...ids]}::bigint[]) as i`);

/** The next rows that a run is about, in id order. */
export const nextTargets = async (tx: Tx, run: RunId, level: Level, after: number, limit: number): Promise<number[]> =>
  (
    await tx.rows<{ id: number }>(sql`
      select row_id as id from run_target where run_id = ${run} and level = ${level} and row_id > ${after} order by row_id limit ${limit}`)
  ).map((r) => r.id);

/** Samples of the staged objects. */
export const samplesOfTargets = async (tx: Tx, run: RunId): Promise<number[]> =>
  (
    await tx.rows<{ id: number }>(sql`
      select distinct o.sample_id as id from run_target t join "object" o on o.id = t.row_id where t.run_id = ${run} and t.level = 'object' order by 1`)
  ).map((r) => r.id);

/** Remembers how samples were placed before a run changed their objects. */
export const rememberPlaces = (tx: Tx, run: RunId, places: readonly SamplePlace[]): Promise<number> =>
  tx.run(sql`
    insert into run_target (run_id, level, row_id, was) select ${run}::bigint, 'place', u.* from unnest(${places.map((p) => p.id)}::bigint[],
      ${places.map((p) => JSON.stringify(p))}::jsonb[]) as u on conflict do nothing`);

export const rememberedPlaces = async (tx: Tx, run: RunId): Promise<SamplePlace[]> =>
  (await tx.rows<{ was: SamplePlace }>(sql`select was from run_target where run_id = ${run} and level = 'place' order by row_id`)).map(
    (r) => r.was,
  );

export const clearTargets = (tx: Tx, run: RunId): Promise<number> => tx.run(sql`delete from run_target where run_id = ${run}`);

/** Targets of runs that are over for a day: nobody tries those again. */
export const clearOldTargets = (db: Tx, before: Date): Promise<number> =>
  db.run(sql`delete from run_target t using run r where r.id = t.run_id and r.finished_at < ${before}`);
