import type { ExportObject } from "@nauplius/db";
import type { ExportFacts } from "../export/facts.ts";
import { gradientsOf, type Settings, settingsOf } from "./columns.ts";

export type GatheredSample = {
  readonly id: number;
  readonly name: string;
  readonly date: string;
  readonly latitude: number | null;
  readonly depth: number | null;
  /** Every column of numbers of the sample. */
  readonly columns: Readonly<Record<string, number>>;
  /** What was set when it was imaged, and who annotated most of it. */
  readonly settings: Settings;
};

export type Gathering = {
  readonly features: readonly string[];
  readonly isWanted: (taxon: number | null) => boolean;
  /** What an individual stands for; null: nobody knows. */
  readonly weigh: (object: ExportObject) => number | null;
  readonly most: number;
  /** Objects between two tellings. */
  readonly chunk: number;
  readonly progress: (done: number) => void;
};

/** Individuals in columns, one after the other, with the samples that they are of. */
export async function gather(facts: ExportFacts, objects: AsyncIterable<ExportObject>, of: Gathering) {
  const { features, most } = of;
  // Measured features are single numbers in the database: a million individuals weigh half.
  const columns = features.map(() => new Float32Array(most).fill(Number.NaN));
  const [weights, objectIds] = [new Float64Array(most), new Float64Array(most)];
  const [sampleOf, taxonOf] = [new Int32Array(most), new Int32Array(most)];
  const names: string[] = [];
  const [numberOf, taxa] = [new Map<number, number>(), new Map<number, number>()];
  const [unweighed, annotators] = [new Map<string, number>(), new Map<number, Map<string, number>>()];
  let [rows, seen] = [0, 0];
  for await (const object of objects) {
    if (++seen % of.chunk === 0) of.progress(seen);
    if (object.taxonId === null || !of.isWanted(object.taxonId)) continue;
    const weight = of.weigh(object);
    if (weight === null) {
      count(unweighed, facts.samples.get(object.sampleId)?.name ?? "");
      continue;
    }
    const places = object.featureListId === null ? undefined : facts.places.get(object.featureListId);
    for (const [at, name] of features.entries()) {
      const exact = object.free[name];
      const value = typeof exact === "number" ? exact : object.features[places?.get(name) ?? -1];
      const column = columns[at];
      if (column !== undefined && typeof value === "number") column[rows] = value;
    }
    const sample = numbered(numberOf, object.sampleId);
    [weights[rows], objectIds[rows]] = [weight, object.id];
    [sampleOf[rows], taxonOf[rows]] = [sample, numbered(taxa, object.taxonId)];
    if (object.by !== null) {
      const own = annotators.get(object.sampleId) ?? new Map<string, number>();
      annotators.set(object.sampleId, own);
      count(own, object.by);
    }
    names.push(object.originalId);
    rows += 1;
  }
  const warnings = [...unweighed].map(
    ([sample, n]) => `sample ${sample}: ${n} individuals are left out, since its volume or part is missing or out of range`,
  );
  return {
    columns: columns.map((column) => column.subarray(0, rows)),
    ...{ weights: weights.subarray(0, rows), objectIds: objectIds.subarray(0, rows) },
    ...{ sampleOf: sampleOf.subarray(0, rows), taxonOf: taxonOf.subarray(0, rows) },
    ...{ taxa: [...taxa.keys()].map((id) => facts.taxa.get(id)?.displayName ?? `#${id}`), names, warnings },
    samples: samplesOf(facts, [...numberOf.keys()], annotators),
  };
}

const numbered = (numbers: Map<number, number>, id: number): number => {
  const number = numbers.get(id) ?? numbers.size;
  numbers.set(id, number);
  return number;
};
const count = (counts: Map<string, number>, key: string): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};

function samplesOf(
  facts: ExportFacts,
  ids: readonly number[],
  annotators: ReadonlyMap<number, ReadonlyMap<string, number>>,
): GatheredSample[] {
  const [gradients, settings] = [gradientsOf(facts), settingsOf(facts)];
  return ids.map((id) => {
    const { name = "", startedAt = null, latitude = null, depthMin = null, depthMax = null } = facts.samples.get(id) ?? {};
    const [most] = [...(annotators.get(id) ?? [])].sort(([, a], [, b]) => b - a);
    const annotator: Settings = most === undefined ? {} : { "annotated by": facts.people.get(most[0])?.name ?? "" };
    return {
      ...{ id, name, date: startedAt?.slice(0, 10) ?? "", latitude },
      depth: depthMin === null || depthMax === null ? null : (depthMin + depthMax) / 2,
      columns: gradients.get(id) ?? {},
      settings: { ...settings.get(id), ...annotator },
    };
  });
}
