import { type Bootstrap, type BootstrapOptions, summariseDraws } from "../statistics/bootstrap.ts";
import { drawWithout, type Random } from "../statistics/random.ts";
import { communityOf } from "./community.ts";
import { hullOf, hullRichness } from "./functional.ts";
import { type Forms, morphIndices } from "./indices.ts";

/** The individuals imaged of one sample: the form of each, and what it stands for. */
export type Individuals = { readonly labels: ArrayLike<number>; readonly weights: ArrayLike<number> };

/** Indices whose expectation follows effort little: these are bootstrapped, with the bias shown. */
export const bootstrapped = ["MEve", "MDiv", "FDis", "raoPlain", "raoSquared", "raoEquivalent", "shannon", "simpson", "pielou"] as const;
export type BootstrappedIndices = Record<(typeof bootstrapped)[number], Bootstrap | null>;

function abundancesOf(forms: Forms, { labels, weights }: Individuals, rows: Int32Array): Float64Array {
  const abundances = new Float64Array(forms.centres.length / forms.dims);
  for (const row of rows) abundances[labels[row]] += weights[row];
  return abundances;
}

/** Percentile bootstrap over the individuals of a sample, 199 draws by default, all indices from each draw; null where an index has no value. */
export function bootstrapIndices(
  forms: Forms,
  individuals: Individuals,
  { draws = 199, level = 0.95, random }: BootstrapOptions,
): BootstrappedIndices {
  const n = individuals.labels.length;
  const rows = Int32Array.from({ length: n }, (_, i) => i);
  const estimates = morphIndices(forms, abundancesOf(forms, individuals, rows));
  const drawn = Array.from({ length: n < 2 ? 0 : draws }, () => {
    for (let i = 0; i < n; i++) rows[i] = Math.floor(random() * n);
    return morphIndices(forms, abundancesOf(forms, individuals, rows));
  });
  const summary = (name: (typeof bootstrapped)[number]): Bootstrap | null => {
    const estimate = estimates[name].value;
    const values = drawn.map((indices) => indices[name].value).filter((value) => value !== null);
    return estimate === null || values.length === 0 ? null : summariseDraws(estimate, values, { draws, level });
  };
  return Object.fromEntries(bootstrapped.map((name) => [name, summary(name)])) as BootstrappedIndices;
}

/**
 * MRic among `size` individuals drawn without replacement, 100 times by default: what samples of equal effort would have shown.
 * Null where the sample has fewer individuals, or where most draws have no hull.
 */
export function rarefiedMRic(
  forms: Forms,
  individuals: Individuals,
  { size, draws = 100, level = 0.95, random }: BootstrapOptions & { readonly size: number; readonly random: Random },
): Bootstrap | null {
  const n = individuals.labels.length;
  if (size > n || size < 1) return null;
  const richnessAmong = (rows: Int32Array): number | null => {
    const community = communityOf(forms.centres, forms.dims, abundancesOf(forms, individuals, rows));
    return community === null ? null : hullRichness(hullOf(community), forms.volume).value;
  };
  const values = Array.from({ length: draws }, () => richnessAmong(drawWithout(n, size, random))).filter((value) => value !== null);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return summariseDraws(mean, values, { draws, level });
}
