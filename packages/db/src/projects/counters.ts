import type { ProjectId, RunId, SampleId, State } from "@nauplius/domain";
import { bringsObjects } from "../runs/kinds.ts";
import { empty, sql, type Tx } from "../sql/connection.ts";

export type TaxonCount = { readonly taxonId: number; readonly state: State; readonly objects: number };

/** Objects by taxon (0: none) and state, from the counters; optionally only some samples. */
export const countsByTaxon = (db: Tx, project: ProjectId, samples: readonly SampleId[] = []): Promise<TaxonCount[]> =>
  db.rows<TaxonCount>(sql`
    select taxon_id as "taxonId", state, sum(objects)::int as objects from counter
    where project_id = ${project} ${samples.length > 0 ? sql`and sample_id = any(${[...samples]}::bigint[])` : empty}
    group by 1, 2 having sum(objects) <> 0 order by 1, 2`);

/** Adds (sign 1) or takes away (sign -1) the objects that a predicate of ours selects, in the caller's transaction. */
export const countBatch = (tx: Tx, project: ProjectId, batch: RunId): Promise<number> =>
  tx.run(sql`
    insert into counter (project_id, sample_id, taxon_id, state, objects)
    select project_id, sample_id, coalesce(taxon_id, 0), state, count(*)::int from "object"
    where project_id = ${project} and batch_id = ${batch} and trash_id is null group by 1, 2, 3, 4 order by 1, 2, 3, 4
    on conflict (project_id, sample_id, taxon_id, state, slot) do update set objects = counter.objects + excluded.objects`);

export type CounterDelta = { readonly sampleId: number; readonly taxonId: number; readonly state: State; readonly delta: number };

/** Gestures that count at the same time without waiting for each other. */
const slots = 32;

/** Applies differences in key order, so that two gestures never wait for each other in a circle; each in the first slot of the project in
 *  which nobody counts until the transaction ends, so that they do not wait at all: the same few rows are everybody's. Where all slots are
 *  taken the first is waited for. What a key counts is the sum over its slots. */
export async function applyCounterDeltas(tx: Tx, project: ProjectId, deltas: readonly CounterDelta[]): Promise<void> {
  const real = deltas.filter((d) => d.delta !== 0);
  if (real.length === 0) return;
  await tx.run(sql`
    with free as materialized (
      select s from generate_series(0, ${slots - 1}::int) s
      where pg_try_advisory_xact_lock(hashtextextended('counter ' || ${project}::bigint || ' ' || s, 0)) limit 1)
    insert into counter (project_id, sample_id, taxon_id, state, slot, objects)
    select ${project}::bigint, s, t, st, coalesce((select s from free), 0)::smallint, sum(d)::int from unnest(
      ${real.map((d) => d.sampleId)}::bigint[], ${real.map((d) => d.taxonId)}::bigint[], ${real.map((d) => d.state)}::text[], ${real.map((d) => d.delta)}::int[]
    ) as u(s, t, st, d) group by s, t, st having sum(d) <> 0 order by s, t, st
    on conflict (project_id, sample_id, taxon_id, state, slot) do update set objects = counter.objects + excluded.objects`);
}

/** Counters as a recount would give them, for those that differ. */
export const counterDifferences = (db: Tx): Promise<{ projectId: number; kept: number; recount: number }[]> =>
  db.rows(sql`
    with truth as (
      select o.project_id, o.sample_id, coalesce(o.taxon_id, 0) as taxon_id, o.state, count(*)::int as n from "object" o
      where o.trash_id is null and not exists (select 1 from run r where r.id = o.batch_id and r.published_at is null) group by 1, 2, 3, 4),
    kept as (select project_id, sample_id, taxon_id, state, sum(objects)::int as objects from counter group by 1, 2, 3, 4)
    select coalesce(t.project_id, c.project_id) as "projectId", coalesce(c.objects, 0) as kept, coalesce(t.n, 0) as recount
    from truth t full join kept c using (project_id, sample_id, taxon_id, state)
    where coalesce(c.objects, 0) <> coalesce(t.n, 0) limit 1000`);

/** Objects of one sample (from the counters) or of one acquisition (counted: they are few) by taxon (0: none) and state. */
export const countsBy = (db: Tx, project: ProjectId, of: { sample: number } | { acquisition: number }): Promise<TaxonCount[]> =>
  "sample" in of
    ? db.rows<TaxonCount>(sql`
        select taxon_id as "taxonId", state, sum(objects)::int as objects from counter where project_id = ${project} and sample_id = ${of.sample}
        group by 1, 2 having sum(objects) <> 0 order by 1, 2`)
    : db.rows<TaxonCount>(sql`
        select coalesce(o.taxon_id, 0) as "taxonId", o.state, count(*)::int as objects from "object" o
        where o.project_id = ${project} and o.acquisition_id = ${of.acquisition} and o.trash_id is null
          and not exists (select 1 from run r where r.id = o.batch_id and r.kind in ${bringsObjects} and r.published_at is null)
        group by 1, 2 order by 1, 2`);
