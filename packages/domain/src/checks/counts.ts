import { type AcquisitionFacts, checkLimits } from "./facts.ts";
import { type CheckColour, type Finding, finding, worstOf } from "./finding.ts";

const median = (sorted: readonly number[]): number => {
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
};

/** Number of objects against other acquisitions of the same fraction: distance of the logarithm from their median in robust standard
 *  deviations (1.4826 x median absolute deviation). */
export function checkObjectCount(facts: AcquisitionFacts, others: readonly AcquisitionFacts[]): Finding {
  const { objects, sizeFraction, acquisition, instrument } = facts;
  const { deviations, others: enough, smallestDeviation } = checkLimits.count;
  if (objects === 0) return finding("objectCount", "red", "There is no object.");
  const like = others.filter(
    (each) => each.acquisition !== acquisition && each.sizeFraction === sizeFraction && each.instrument === instrument && each.objects > 0,
  );
  if (like.length < enough) return finding("objectCount", "green", `There are ${objects} objects; too few others to compare with.`);
  const logs = like.map((each) => Math.log10(each.objects)).sort((a, b) => a - b);
  const middle = median(logs);
  const spread = 1.4826 * median(logs.map((value) => Math.abs(value - middle)).sort((a, b) => a - b));
  const distance = (Math.log10(objects) - middle) / Math.max(spread, smallestDeviation);
  const others10 = Math.round(10 ** middle);
  const compared = `There are ${objects} objects; others of ${sizeFraction === null ? "this instrument" : `fraction ${sizeFraction}`} have about ${others10}`;
  if (Math.abs(distance) <= deviations) return finding("objectCount", "green", `${compared}.`);
  return finding("objectCount", "amber", `${compared}: ${distance > 0 ? "many more" : "far fewer"} than usual.`);
}

const percent = (share: number): string => `${Number((100 * share).toPrecision(2))} %`;

type Limits = { readonly amber: number; readonly red: number };
function judged(share: number | null, limits: Limits, what: string): Finding[] {
  if (share === null || share < limits.amber) return [];
  const colour: CheckColour = share >= limits.red ? "red" : "amber";
  return [finding("touching", colour, `${what}: ${percent(share)}, expected less than ${percent(limits.amber)}.`)];
}

/** Multiples, artefacts and objects at an edge or at each other: where they are many, sizes and counts are off. */
export function checkTouching({ multiples, multiplesOfBiovolume, artefacts, touching }: AcquisitionFacts): Finding {
  const found = [
    ...judged(multiplesOfBiovolume, checkLimits.multiplesOfBiovolume, "Multiples in biovolume"),
    ...judged(multiples, checkLimits.multiples, "Multiples among the objects"),
    ...judged(artefacts, checkLimits.artefacts, "Artefacts among the objects"),
    ...judged(touching, checkLimits.touching, "Touching objects"),
  ];
  const known = [multiples, multiplesOfBiovolume, artefacts, touching].some((share) => share !== null);
  return worstOf(
    "touching",
    found,
    known ? "Few objects touch or are several." : "Nothing is labelled or predicted as multiple or artefact yet.",
  );
}

/** The same scan is here already: its objects would count twice. */
export const checkDuplicate = ({ sameFileAs }: AcquisitionFacts): Finding =>
  sameFileAs === null
    ? finding("duplicate", "green", "No other acquisition has this file.")
    : finding("duplicate", "red", `${sameFileAs} has the very same file: its objects would count twice.`);

export function checkPredictions({ unpredicted, objects }: AcquisitionFacts): Finding {
  if (unpredicted === null || objects === 0) return finding("predictions", "green", "Nothing was to be predicted.");
  if (unpredicted === 0) return finding("predictions", "green", "Every object has a label or a prediction.");
  return finding("predictions", "amber", `${unpredicted} of ${objects} objects have neither a label nor a prediction.`);
}
