import { type Part, partOfName } from "@nauplius/ml";
import type { ImageSet } from "./image-set.ts";

/** A set's objects by part, those of one class together with their class's index. */
export type Divided = {
  readonly taxa: readonly string[];
  readonly classOf: Int32Array;
  readonly train: readonly number[];
  readonly validation: readonly number[];
  readonly test: readonly number[];
  readonly warnings: readonly string[];
};

export type Shares = { readonly test: number; readonly validation: number };

/** How objects without samples are split: written into every manifest. */
export const splitRule = ({ test, validation }: Shares): string =>
  `random split, not by sample: share = FNV-1a (32 bits, UTF-16) of the file's own name, mixed by MurmurHash3's finaliser, / 2^32; ` +
  `test below ${test}, validation below ${test + validation}, else train`;

/** By the hash of each file's name. */
export const divide = (set: ImageSet, shares: Shares): Divided => divideBy(set, (name) => partOfName(name, shares));

/** Fewer training objects teach next to nothing: told. */
const fewToTrain = 5;

/** Classes that no training object has are left out, and told. */
export function divideBy(set: ImageSet, partOf: (name: string) => Part): Divided {
  const parts = set.names.map(partOf);
  const counts = new Map<string, number>();
  for (const [index, part] of parts.entries()) {
    const taxon = set.taxa[set.labels[index] ?? -1];
    if (taxon !== undefined && part === "train") counts.set(taxon, (counts.get(taxon) ?? 0) + 1);
  }
  const taxa = set.taxa.filter((taxon) => counts.has(taxon));
  const newIndex = new Map(taxa.map((taxon, index) => [taxon, index]));
  const classOf = Int32Array.from(set.labels, (label) => newIndex.get(set.taxa[label] ?? "") ?? -1);
  const of = (wanted: Part): number[] => [...parts.keys()].filter((index) => parts[index] === wanted && (classOf[index] ?? -1) >= 0);
  const untold = set.taxa.filter((taxon) => !counts.has(taxon));
  const rare = taxa.filter((taxon) => (counts.get(taxon) ?? 0) < fewToTrain).map((taxon) => `"${taxon}" (${counts.get(taxon)})`);
  const warnings = [
    ...(untold.length > 0
      ? [`without an object in the training part, and left out: ${untold.map((taxon) => `"${taxon}"`).join(", ")}`]
      : []),
    ...(rare.length > 0 ? [`with fewer than ${fewToTrain} training objects: ${rare.join(", ")}`] : []),
  ];
  return { taxa, classOf, train: of("train"), validation: of("validation"), test: of("test"), warnings };
}
