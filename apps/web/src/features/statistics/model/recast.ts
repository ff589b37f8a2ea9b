import type { Counting } from "../types.ts";

type Rules = Counting["recast"];
export const mostRules = 500;

/** Rules as an address has them: `12-34_15-` counts taxon 12 under 34, and leaves 15 out. What cannot be read is no rule. */
export function readRecast(text: string): Rules {
  const rules = new Map<number, number | null>();
  for (const rule of text.split("_").slice(0, mostRules)) {
    const found = /^([1-9]\d{0,14})-([1-9]\d{0,14})?$/.exec(rule);
    if (found !== null) rules.set(Number(found[1]), found[2] === undefined ? null : Number(found[2]));
  }
  return [...rules].map(([from, to]) => ({ from, to })) as Rules;
}

export const writeRecast = (rules: readonly { readonly from: number; readonly to: number | null }[]): string | null =>
  rules.length === 0 ? null : rules.map(({ from, to }) => `${from}-${to ?? ""}`).join("_");
