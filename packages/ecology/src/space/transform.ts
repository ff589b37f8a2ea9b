import { type Column, quantiles } from "../statistics/quantile.ts";
import type { FeatureRule } from "./preparation.ts";
import { fitYeoJohnson, yeoJohnson } from "./yeo-johnson.ts";

/** A rule with what was learnt from the data: what new individuals are measured by. Null limits do not trim. */
export type FrozenRule = FeatureRule & {
  readonly low: number | null;
  readonly high: number | null;
  readonly lambda: number | null;
  /** Mean of the transformed feature over the individuals kept: what fills a missing value. */
  readonly mean: number;
};

/** Values enough to fix lambda to about 0.01. */
const LAMBDA_VALUES = 20_000;

/** Learns limits and lambda of one feature. The mean comes later, over the individuals kept. */
export function fitRule(rule: FeatureRule, values: Column): Omit<FrozenRule, "mean"> {
  const [lowest, highest] = rule.trim === "none" ? [] : quantiles(values, [rule.share, 1 - rule.share]);
  const low = rule.trim === "left" || rule.trim === "both" ? (lowest ?? null) : null;
  const high = rule.trim === "right" || rule.trim === "both" ? (highest ?? null) : null;
  if (rule.transform !== "yeoJohnson") return { ...rule, low, high, lambda: null };
  const step = Math.max(1, Math.floor(values.length / LAMBDA_VALUES));
  const within = Float64Array.from({ length: Math.ceil(values.length / step) }, (_, i) => trimmed(values[i * step], low, high));
  return { ...rule, low, high, lambda: fitYeoJohnson(within) };
}

const trimmed = (x: number, low: number | null, high: number | null): number =>
  (low !== null && x < low) || (high !== null && x > high) ? Number.NaN : x;

/**
 * Trims and transforms one feature into `out`. What has no logarithm, and what is beyond a limit, becomes missing (NaN).
 * Returns how many values lay beyond the limits. One loop a transform: a choice per value would cost more than the arithmetic.
 */
export function applyRule(rule: Omit<FrozenRule, "mean">, values: Column, out: Column): number {
  const low = rule.low ?? Number.NEGATIVE_INFINITY;
  const high = rule.high ?? Number.POSITIVE_INFINITY;
  let beyond = 0;
  for (let i = 0; i < values.length; i++) {
    const x = values[i];
    const isBeyond = x < low || x > high;
    if (isBeyond) beyond++;
    out[i] = isBeyond ? Number.NaN : x;
  }
  const { transform, lambda } = rule;
  if (transform === "log10") for (let i = 0; i < out.length; i++) out[i] = Math.log10(out[i]);
  if (transform === "log1p") for (let i = 0; i < out.length; i++) out[i] = Math.log1p(out[i]);
  if (transform === "yeoJohnson") for (let i = 0; i < out.length; i++) out[i] = yeoJohnson(out[i], lambda ?? 1);
  for (let i = 0; i < out.length; i++) if (out[i] - out[i] !== 0) out[i] = Number.NaN;
  return beyond;
}
