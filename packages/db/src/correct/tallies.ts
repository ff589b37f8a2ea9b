import type { State } from "@nauplius/domain";
import type { CounterDelta } from "../projects/counters.ts";
import { type Sql, sql } from "../sql/connection.ts";

/** Objects that a statement took from somewhere, by what the counters count. */
export type Tally = { readonly sampleId: number; readonly taxonId: number; readonly state: State; readonly objects: number };

/** Counts rows that a statement returned with sample_id, taxon_id and state. */
export const tallied = (source: Sql): Sql =>
  sql`select sample_id as "sampleId", coalesce(taxon_id, 0) as "taxonId", state, count(*)::int as objects from ${source} group by 1, 2, 3`;

export const leaving = (tallies: readonly Tally[]): CounterDelta[] =>
  tallies.map((t) => ({ sampleId: t.sampleId, taxonId: t.taxonId, state: t.state, delta: -t.objects }));
export const arriving = (tallies: readonly Tally[], sample?: number): CounterDelta[] =>
  tallies.map((t) => ({ sampleId: sample ?? t.sampleId, taxonId: t.taxonId, state: t.state, delta: t.objects }));
export const sumOf = (tallies: readonly Tally[]): number => tallies.reduce((sum, t) => sum + t.objects, 0);
