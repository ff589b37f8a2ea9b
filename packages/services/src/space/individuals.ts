import { compileView, currentPosition, type Db, type ExportObject, idsAfter, preparationById } from "@nauplius/db";
import { compareDialects, type Dialect, defaultSort, ok, type PreparationId, refuse } from "@nauplius/domain";
import { weightsOf } from "@nauplius/ecology/quantities";
import { type ExportFacts, exportFacts } from "../export/facts.ts";
import { makePlacer, type Placing } from "../quantity/parts.ts";
import { readFormulas } from "../quantity/protocol.ts";
import { objectsAt, protocolOf } from "../quantity/read.ts";
import { taxaFor } from "../quantity/taxa.ts";
import type { Outcome } from "../verb.ts";
import { type PreparationBody, preparationBody, type SpaceInput } from "./input.ts";

/** Individuals as a space needs them: features in columns (NaN: missing), and what each stands for. */
export type SpaceIndividuals = {
  readonly preparation: { readonly id: PreparationId; readonly name: string; readonly version: number; readonly body: PreparationBody };
  readonly features: readonly string[];
  readonly columns: readonly Float64Array[];
  /** sub_part / volume; 1 each where the project has no confirmed formulas. */
  readonly weights: Float64Array;
  readonly objectIds: Float64Array;
  readonly names: readonly string[];
  readonly samples: readonly {
    readonly id: number;
    readonly name: string;
    readonly date: string;
    readonly latitude: number | null;
    readonly depth: number | null;
  }[];
  readonly sampleOf: Int32Array;
  readonly warnings: readonly string[];
};

type Source = { readonly db: Db; readonly signal: AbortSignal; readonly progress: (done: number, total: number) => void };
const chunk = 20_000;

/** Reads the individuals of a preparation, with what is left out and why. */
export async function spaceIndividuals(d: Source, input: SpaceInput): Promise<Outcome<SpaceIndividuals>> {
  const row = await preparationById(d.db, input.preparationId);
  if (row === null) return refuse("notFound", "the preparation is no longer there");
  const body = preparationBody.parse(row.body);
  const preparation = { id: row.id, name: row.name, version: row.version, body };
  const sight = { projectId: input.projectId, sampleIds: input.sampleIds, validatedOnly: input.validatedOnly };
  const view = await compileView(
    d.db,
    sight,
    { states: body.states, ...(body.taxa.length > 0 ? { taxa: body.taxa, withChildren: true } : {}) },
    defaultSort,
  );
  const ids: number[] = [];
  for (let part = await idsAfter(d.db, view, 0, chunk); part.length > 0; part = await idsAfter(d.db, view, part.at(-1) ?? 0, chunk)) {
    ids.push(...part.map(Number));
    d.signal.throwIfAborted();
  }
  const position = await currentPosition(d.db, input.projectId);
  const facts = await exportFacts(d.db, input.projectId, position);
  const features = featuresFor(facts);
  if (features.names.length === 0) return refuse("invalid", features.problem);
  const weigh = await weigherFor(d.db, facts, input);
  const isWanted = await wantedTaxa(d.db, facts, body);
  const made = await gather(facts, objectsAt(d.db, facts, ids, { position, signal: d.signal }), {
    ...{ features: features.names, isWanted, weigh: weigh.weigh, most: ids.length },
    progress: (done) => d.progress(done, ids.length),
  });
  if (made.objectIds.length < 2)
    return refuse("invalid", `got ${made.objectIds.length} individuals, expected at least 2: choose other taxa or states`);
  return ok({ preparation, features: features.names, ...made, warnings: [...features.warnings, ...weigh.warnings, ...made.warnings] });
}

/** Features that mean the same wherever they were measured; those that do not are dropped by name. */
function featuresFor(facts: ExportFacts) {
  const all = [...new Set([...facts.places.values()].flatMap((list) => [...list.keys()]))];
  const dialects = [...new Set([...facts.processes.values()].map(({ dialect }) => dialect as Dialect))];
  if (all.length === 0)
    return { names: [], problem: "these objects have no measured features: measure them, or import them with their table", warnings: [] };
  if (dialects.length < 2) return { names: all, problem: "", warnings: [] };
  const { shared } = compareDialects(dialects);
  const names = all.filter((name) => shared.includes(name));
  const apart = all.filter((name) => !shared.includes(name));
  const said = `features of ${dialects.join(" and ")} are not measured alike`;
  return {
    names,
    problem: `${said}, and none is comparable: measure all of them anew from their vignettes, or make a space of one of them`,
    warnings: apart.length === 0 ? [] : [`${said}; left out by name: ${apart.join(", ")}`],
  };
}

type Weigh = (object: ExportObject) => number | null;

/** What an individual stands for, by the confirmed formulas; 1 where there are none. */
async function weigherFor(db: Db, facts: ExportFacts, input: SpaceInput): Promise<{ weigh: Weigh; warnings: string[] }> {
  const protocol = await protocolOf(db, input.projectId);
  const formulas = protocol === null ? null : readFormulas(protocol.formulas);
  if (protocol === null || formulas?.ok !== true)
    return { weigh: () => 1, warnings: ["No formulas are confirmed: each individual weighs 1, not sub_part / volume."] };
  const placer = makePlacer(facts, formulas.value, { by: "sample", binStep: 1 });
  const placings = [...facts.acquisitions.keys()].flatMap((id): Placing[] => {
    const placing = placer({ acquisitionId: id, depthMin: null, depthMax: null });
    return placing === null ? [] : [placing];
  });
  const weights = new Map<string, number>();
  for (const group of new Set(placings.map(({ part }) => part.group)))
    for (const [id, weight] of weightsOf(placings.map(({ part }) => part).filter((part) => part.group === group))) weights.set(id, weight);
  return { weigh: ({ acquisitionId }) => weights.get(String(acquisitionId)) ?? null, warnings: [] };
}

/** Whole living individuals by the flags; with taxa named by hand, those. */
async function wantedTaxa(db: Db, facts: ExportFacts, body: PreparationBody): Promise<(taxon: number | null) => boolean> {
  if (body.taxa.length > 0) return (taxon) => taxon !== null;
  const { byId } = await taxaFor(db, [...facts.taxa.keys()].map(Number), []);
  return (taxon) => {
    const flags = taxon === null ? undefined : byId.get(taxon)?.flags;
    return flags?.living === true && flags.extent === "whole" && flags.countsAsIndividual;
  };
}

type Gathering = {
  readonly features: readonly string[];
  readonly isWanted: (taxon: number | null) => boolean;
  readonly weigh: Weigh;
  readonly most: number;
  readonly progress: (done: number) => void;
};

async function gather(facts: ExportFacts, objects: AsyncIterable<ExportObject>, { features, isWanted, weigh, most, progress }: Gathering) {
  const columns = features.map(() => new Float64Array(most).fill(Number.NaN));
  const [weights, objectIds, sampleOf] = [new Float64Array(most), new Float64Array(most), new Int32Array(most)];
  const names: string[] = [];
  const numberOf = new Map<number, number>();
  const unweighed = new Map<string, number>();
  let [rows, seen] = [0, 0];
  for await (const object of objects) {
    if (++seen % chunk === 0) progress(seen);
    if (!isWanted(object.taxonId)) continue;
    const weight = weigh(object);
    if (weight === null) {
      const sample = facts.samples.get(object.sampleId)?.name ?? "";
      unweighed.set(sample, (unweighed.get(sample) ?? 0) + 1);
      continue;
    }
    const places = object.featureListId === null ? undefined : facts.places.get(object.featureListId);
    for (const [at, name] of features.entries()) {
      const exact = object.free[name];
      const value = typeof exact === "number" ? exact : object.features[places?.get(name) ?? -1];
      const column = columns[at];
      if (column !== undefined && typeof value === "number") column[rows] = value;
    }
    const sample = numberOf.get(object.sampleId) ?? numberOf.size;
    numberOf.set(object.sampleId, sample);
    [weights[rows], objectIds[rows], sampleOf[rows]] = [weight, object.id, sample];
    names.push(object.originalId);
    rows += 1;
  }
  const warnings = [...unweighed].map(
    ([sample, n]) => `sample ${sample}: ${n} individuals are left out, since its volume or part is missing`,
  );
  return {
    columns: columns.map((column) => column.subarray(0, rows)),
    weights: weights.subarray(0, rows),
    objectIds: objectIds.subarray(0, rows),
    sampleOf: sampleOf.subarray(0, rows),
    names,
    samples: [...numberOf.keys()].map((id) => {
      const { name = "", startedAt = null, latitude = null, depthMin = null, depthMax = null } = facts.samples.get(id) ?? {};
      const depth = depthMin === null || depthMax === null ? null : (depthMin + depthMax) / 2;
      return { id, name, date: startedAt?.slice(0, 10) ?? "", latitude, depth };
    }),
    warnings,
  };
}
