import type { QuantityOptions, State } from "@nauplius/domain";
import type { Completeness, FigureRow, MeanRow, SpectrumRow } from "@nauplius/services";
import type { EChartsCoreOption } from "echarts/core";

export type ShownSample = {
  readonly id: number;
  readonly name: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly startedAt: string | null;
  readonly depthMin: number | null;
  readonly depthMax: number | null;
  readonly dayPart: "D" | "U" | "N" | "A" | "?";
  readonly counts: Readonly<Record<State, number>>;
};
export type ShownTaxon = { readonly id: number; readonly displayName: string; readonly living: boolean };
export type Statistics = {
  readonly tallies: readonly { readonly sampleId: number; readonly taxonId: number; readonly state: State; readonly objects: number }[];
  readonly taxa: readonly ShownTaxon[];
  readonly samples: readonly ShownSample[];
  readonly calibrations: readonly {
    readonly pixelSize: number | null;
    readonly acquisitions: number;
    readonly samples: readonly number[];
  }[];
  readonly checks: readonly { readonly sampleId: number; readonly signed: number; readonly unsigned: number }[];
};

export type Quantities = {
  readonly protocol: number;
  readonly taxa: readonly ShownTaxon[];
  readonly figures: readonly FigureRow[];
  readonly means: readonly MeanRow[];
  /** The model whose errors the corrected figures allow for; null: nothing is corrected. */
  readonly correctedBy: string | null;
  /** When a run counted them; null: now. */
  readonly asOf: string | null;
  readonly spectra: readonly SpectrumRow[];
  readonly completeness: readonly Completeness[];
  readonly warnings: readonly string[];
};
/** What counts as what on the page: its address says it. */
export type Counting = Pick<QuantityOptions, "states" | "recast">;

/** Words of the page's catalogue. */
export type Words = (key: string, values?: Record<string, string | number>) => string;
export type Cell = string | number | null;
/** A picture and the numbers behind it. */
export type Picture = { readonly option: EChartsCoreOption; readonly head: readonly string[]; readonly rows: readonly (readonly Cell[])[] };
