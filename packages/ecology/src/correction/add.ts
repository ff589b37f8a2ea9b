import type { Interval } from "../quantity/poisson.ts";

export type Estimate = Interval & { readonly value: number };

/** The sum of two independent estimates with the interval that theirs give (MOVER; Zou and Donner 2008, Statistics in Medicine 27:1693). */
export function addEstimates(a: Estimate, b: Estimate): Estimate {
  const value = a.value + b.value;
  const below = Math.hypot(a.value - a.low, b.value - b.low);
  const above = Math.hypot(a.high - a.value, b.high - b.value);
  return { value, low: Math.max(0, value - below), high: value + above };
}
