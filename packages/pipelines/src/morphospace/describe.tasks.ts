import { type Forms, type MorphIndices, morphIndices } from "@nauplius/ecology";
import { type DailyValues, type SampleSeries, seriesThrough } from "./series.ts";

/** Every index of one sample. */
export const indices = ({ forms, abundances }: { readonly forms: Forms; readonly abundances: Float64Array }): MorphIndices =>
  morphIndices(forms, abundances);

/** One figure through time. */
export const series = (values: DailyValues): SampleSeries => seriesThrough(values);
