import { type LineTrend, lineTrend, residualCorrelation } from "./gls.ts";
import { mannKendall, type TrendTest } from "./mann-kendall.ts";
import { deseasonalised, type Stl, stl } from "./stl.ts";
import type { Regular } from "./weekly.ts";

export type PublishedTrend = {
  readonly parts: Stl;
  readonly deseasonalised: Float64Array;
  readonly mannKendall: TrendTest;
  /** Drawn as a red line only where p < 0.05. */
  readonly line: LineTrend | null;
};

/**
 * The recipe of Beck et al. 2023 on a weekly series: STL with a period of 52 and periodic seasons, trend window 52 * 5; Mann-Kendall on
 * trend + remainder, and a line with AR(1) errors where residuals correlate by more than 0.2. It tests interpolated and smoothed values
 * as if they were observations: to compare with the paper; for conclusions use `seasonalMannKendall` on raw values. Slopes a day.
 */
export function trendAsPublished(series: Regular, trendWindow = 52 * 5): PublishedTrend | null {
  const parts = stl(series.values, { period: 52, seasonal: "periodic", trend: trendWindow });
  if (parts === null) return null;
  const rest = deseasonalised(parts);
  const plain = lineTrend(series.days, rest, { autocorrelated: false });
  const correlated = plain !== null && Math.abs(residualCorrelation(series.days, rest, plain)) > 0.2;
  return {
    parts,
    deseasonalised: rest,
    mannKendall: mannKendall(rest),
    line: correlated ? lineTrend(series.days, rest, { autocorrelated: true }) : plain,
  };
}
