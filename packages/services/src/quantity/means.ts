import { createRng, type VolumeKind } from "@nauplius/domain";
import { bootstrap, drawNormal, type Estimate } from "@nauplius/ecology/quantities";
import type { ExportFacts } from "../export/facts.ts";
import type { FigureRow } from "./figures.ts";

/** Mean of a taxon's figure over samples, with what drawing the samples anew does to it. */
export type MeanRow = {
  readonly taxonId: number;
  readonly kind: VolumeKind | null;
  /** 1 to 12; null: all samples that have a figure. */
  readonly month: number | null;
  readonly samples: number;
  /** Samples whose figure is missing: they are in no mean. */
  readonly missing: number;
  readonly mean: number;
  readonly low: number | null;
  readonly high: number | null;
  /** The same of corrected figures; each draw of a sample also draws its classification error. */
  readonly corrected: { readonly mean: number; readonly low: number | null; readonly high: number | null } | null;
};

/** Normal draws that reach the limits of a 95 % interval as often as it says. */
const reach = 1.959964;

/** Means over samples (not over depth bins or acquisitions): of all, and of each month of the year. */
export function meansOf(figures: readonly FigureRow[], facts: ExportFacts): MeanRow[] {
  const groups = new Map<string, FigureRow[]>();
  for (const row of figures) {
    if (row.place.bin !== null || row.place.acquisitionId !== null) continue;
    const startedAt = facts.samples.get(row.place.sampleId)?.startedAt ?? null;
    for (const month of [null, ...(startedAt === null ? [] : [new Date(startedAt).getUTCMonth() + 1])]) {
      const key = `${row.taxonId}/${row.kind ?? ""}/${month ?? ""}`;
      const rows = groups.get(key);
      if (rows === undefined) groups.set(key, [row]);
      else rows.push(row);
    }
  }
  return [...groups].flatMap(([key, all]) => {
    const rows = all.filter(({ value }) => value !== null);
    if (rows.length === 0) return [];
    const [taxon, kind, month] = key.split("/");
    const values = rows.map(({ value }) => value ?? 0);
    const random = createRng(key).next;
    const estimates = rows.flatMap(({ corrected }) => (corrected === null ? [] : [corrected]));
    return {
      taxonId: Number(taxon),
      kind: kind === "" ? null : (kind as VolumeKind),
      month: month === "" ? null : Number(month),
      samples: rows.length,
      missing: all.length - rows.length,
      ...meanOf(
        values.map((value) => ({ value, low: value, high: value })),
        random,
      ),
      corrected: estimates.length === rows.length ? meanOf(estimates, random) : null,
    };
  });
}

function meanOf(estimates: readonly Estimate[], random: () => number) {
  const made = bootstrap(
    estimates.length,
    (indices, own) => indices.reduce((sum, i) => sum + within(estimates[i], own), 0) / indices.length,
    { draws: 499, random },
  );
  const mean = estimates.reduce((sum, { value }) => sum + value, 0) / estimates.length;
  return { mean, low: made?.low ?? null, high: made?.high ?? null };
}

function within(estimate: Estimate | undefined, random: (() => number) | null): number {
  if (estimate === undefined) return 0;
  const { value, low, high } = estimate;
  if (random === null || high === low) return value;
  const z = drawNormal(random) / reach;
  return Math.max(0, value + z * (z < 0 ? value - low : high - value));
}
