import { insertTaxonomyEvent, type TaxonRecord, type TreeChange, type Tx } from "@nauplius/db";
import type { TaxonChange, TaxonChangeOf } from "@nauplius/domain";
import type { Outcome } from "../../verb.ts";
import type { Renamed } from "./names.ts";

/** From one taxon to another: what happens to labels. */
export type LabelPair = readonly [from: number, to: number];

/** What a change did, or in a preview would do. */
export type Applied = {
  readonly eventId: number;
  readonly renamed: readonly Renamed[];
  /** Objects that a run re-labels afterwards. */
  readonly relabels: readonly LabelPair[];
  /** Taxa whose objects are shown under another name or place. */
  readonly touched: readonly number[];
  readonly movedChildren: number;
};

type Kind = TaxonChange["kind"];
export type Edit<K extends Kind> = {
  readonly tx: Tx;
  readonly taxon: TaxonRecord;
  readonly change: TaxonChangeOf<K>;
  readonly by: TreeChange;
};
export type Apply<K extends Kind> = (edit: Edit<K>) => Promise<Outcome<Applied>>;

type Facts = Readonly<Record<string, unknown>>;

/** Only what differs goes into the history. */
export function difference(before: Facts, after: Facts): { before: Facts; after: Facts } {
  const keys = Object.keys(after).filter((key) => JSON.stringify(before[key] ?? null) !== JSON.stringify(after[key] ?? null));
  const pick = (from: Facts): Facts => Object.fromEntries(keys.map((key) => [key, from[key] ?? null]));
  return { before: pick(before), after: pick(after) };
}

export const noted = (tx: Tx, by: TreeChange, taxonId: number, kind: string, before: Facts, after: Facts): Promise<number> =>
  insertTaxonomyEvent(tx, by, { taxonId, kind, ...difference(before, after) });

export const applied = (eventId: number, rest: Partial<Omit<Applied, "eventId">> = {}): Applied => ({
  eventId,
  renamed: [],
  relabels: [],
  touched: [],
  movedChildren: 0,
  ...rest,
});
