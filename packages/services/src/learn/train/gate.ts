import { createRng, type ModelEvaluation } from "@nauplius/domain";
import { accuracyDifference, bestOf, type Scores } from "@nauplius/ml";
import type { HeldOut } from "./evaluate.ts";

/** What a new model is compared with. */
type Gate = {
  /** The model in service on the same objects; null: none serves these classes. A sentence: it could not be run. */
  readonly other: { readonly scores: Scores; readonly label: string } | string | null;
  readonly held: HeldOut;
  /** Names of the classes. */
  readonly names: readonly string[];
  /** Held-out objects of samples from which the model that it began with, or one before, had learned. */
  readonly known: number;
  readonly seed: number;
};

/** Fewer samples than this cannot be drawn anew in a way that tells anything. */
const fewestSamples = 5;
/** Classes with so many held-out objects, of samples enough, are watched: none of them may be found less. */
const fewestWatched = 20;

const hitsOf = (scores: Scores): boolean[] => Array.from(bestOf(scores), (best, row) => best === scores.truth[row]);
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const no = (why: string): ModelEvaluation["gate"] => ({ passes: false, why });

/** Whether a model may be proposed for service: the interval of the difference to what serves excludes a loss of more than one point, and
 *  no watched class is found less. Samples are drawn anew, since objects of one sample are alike. */
export function gateOf(scores: Scores, { other, held, names, known, seed }: Gate): ModelEvaluation["gate"] {
  if (known > 0) return no(`it descends from a model that learned from the samples of ${known} held-out objects: its figures are too good`);
  if (typeof other === "string") return no(other);
  const samples = new Set(held.samples).size;
  if (held.bySample && samples < fewestSamples)
    return no(
      `only ${samples} held-out ${samples === 1 ? "sample" : "samples"}: with fewer than ${fewestSamples} nothing can be said of new ones`,
    );
  if (other === null && !held.bySample)
    return no("no model serves these classes, and by a random split nobody knows how this one does on new samples");
  if (other === null) return { passes: true, why: "no model serves these classes: there is nothing to lose" };
  const groups: readonly number[] = held.bySample ? held.samples : [...held.samples.keys()];
  const compared = { hits: hitsOf(scores), others: hitsOf(other.scores), groups };
  const { mean, low, high } = accuracyDifference(compared, { random: createRng(seed).fork("gate") });
  const drawn = held.bySample ? "by samples" : "random split, by objects";
  const told = `accuracy minus that of ${other.label}: ${percent(mean)}, 95 % between ${percent(low)} and ${percent(high)} (${drawn})`;
  if (low < -0.01) return no(`${told}; a loss of more than one point is not excluded`);
  const { watched, fallen } = fallenOf(compared, { truth: scores.truth, names, seed });
  if (fallen.length > 0) return no(`${told}; found less often than before: ${fallen.join(", ")}`);
  return { passes: true, why: `${told}; a loss of more than one point is excluded, and ${watchedWords(watched)}` };
}

const watchedWords = (watched: number): string =>
  watched === 0
    ? `no class has ${fewestWatched} held-out objects of ${fewestSamples} samples, so that none could be watched`
    : `none of ${watched} watched ${watched === 1 ? "class is" : "classes is"} found less often`;

type Compared = { readonly hits: readonly boolean[]; readonly others: readonly boolean[]; readonly groups: readonly number[] };

/** Watched classes whose own interval of the difference lies below zero. Together the intervals hold with 95 % (Bonferroni), else among
 *  many classes some would seem to fall by chance. */
function fallenOf(
  { hits, others, groups }: Compared,
  { truth, names, seed }: { truth: Int32Array; names: readonly string[]; seed: number },
) {
  const rowsOf = names.map((_, at) => [...truth.keys()].filter((row) => truth[row] === at));
  const watched = [...rowsOf.keys()].filter((at) => {
    const rows = rowsOf[at] ?? [];
    return rows.length >= fewestWatched && new Set(rows.map((row) => groups[row])).size >= fewestSamples;
  });
  const fallen = watched.flatMap((at) => {
    const of = <T>(all: readonly T[]): T[] => (rowsOf[at] ?? []).map((row) => all[row] as T);
    const { mean, low, high } = accuracyDifference(
      { hits: of(hits), others: of(others), groups: of(groups) },
      { random: createRng(seed).fork(`gate ${at}`), level: 1 - 0.05 / watched.length, resamples: 4000 },
    );
    return high < 0 ? [`${names[at]} (${percent(mean)}, between ${percent(low)} and ${percent(high)})`] : [];
  });
  return { watched: watched.length, fallen };
}
