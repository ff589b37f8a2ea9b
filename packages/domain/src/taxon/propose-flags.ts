import type { TaxonFlags } from "./flags.ts";
import { searchName } from "./search-name.ts";

const nothing: TaxonFlags = { living: null, extent: null, countsAsIndividual: null };
const thing: TaxonFlags = { living: false, extent: null, countsAsIndividual: false };
const part: TaxonFlags = { living: null, extent: "part", countsAsIndividual: false };
const several: TaxonFlags = { living: null, extent: "several", countsAsIndividual: false };

/** Whole words of a name (EcoTaxa's and UVP's vocabularies) and what they say; the first that fits counts. */
const rules: readonly (readonly [words: RegExp, flags: TaxonFlags])[] = [
  [/^(living|biota|eukaryota|cellular organisms)$/, { living: true, extent: "whole", countsAsIndividual: true }],
  [/^(not|non)[- ]?living$/, thing],
  [/\b(detritus|detrital|marine snow|aggregates?|f(a)?ecal pellets?|pellets?|fluffs?)\b/, thing],
  [/\b(fib(er|re)s?|filaments? detritus|plastics?|microplastics?|sand|dust|stones?|sediment)\b/, thing],
  [
    /\b(air ?bubbles?|bubbles?|art[ei]facts?|noise|shadows?|scratch(es)?|reflections?|bad ?focus|blurr?y?|turbid|stitching|scale bar)\b/,
    thing,
  ],
  // A carcass is one individual, but not a living one.
  [/^(dead|carcass(es)?)\b/, { living: false, extent: null, countsAsIndividual: null }],
  [/\b(exuviae?|molts?|moults?|cast)\b/, { living: false, extent: "part", countsAsIndividual: false }],
  [/^(multiple|multiples|several|touching|clump|cluster)\b/, several],
  [/\b(chains?|colony|colonies)\b/, several],
  [/^(parts?|fragments?|pieces?|heads?|tails?|trunks?|legs?|antennae?|wings?|scales?|spines?|tentacles?|bodies|debris)$/, part],
  [/^(part of|body part|broken)\b/, part],
  // Pieces of siphonophores: one animal has many.
  [/\b(nectophores?|bracts?|gonophores?|siphosomes?|eudoxi[ae]?e?s?|pneumatophores?)\b/, part],
  [/\b(house)\b/, { living: false, extent: "part", countsAsIndividual: false }],
  [/^(eggs?|small egg|egg sacs?)\b/, { living: null, extent: "whole", countsAsIndividual: true }],
];

/** What a name suggests, for a person to confirm; null inherits. `other`, stages and ordinary names say nothing of their own. */
export function proposeFlags(name: string): TaxonFlags {
  const folded = searchName(name);
  return rules.find(([words]) => words.test(folded))?.[1] ?? nothing;
}
