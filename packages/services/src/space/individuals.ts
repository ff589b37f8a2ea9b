import { compileView, currentPosition, type Db, type ExportObject, idsAfter, preparationById } from "@nauplius/db";
import { compareDialects, type Dialect, defaultSort, ok, type PreparationId, refuse, type SampleId, sampleId } from "@nauplius/domain";
import { weightsOf } from "@nauplius/ecology/quantities";
import { type ExportFacts, exportFacts } from "../export/facts.ts";
import { castsFor } from "../quantity/casts.ts";
import { makePlacer, type Placing } from "../quantity/parts.ts";
import { readFormulas } from "../quantity/protocol.ts";
import { objectsAt, protocolOf } from "../quantity/read.ts";
import { taxaFor } from "../quantity/taxa.ts";
import type { Outcome } from "../verb.ts";
import { type GatheredSample, gather } from "./gather.ts";
import { type PreparationBody, preparationBody, type SpaceInput } from "./input.ts";

/** Individuals as a space needs them: features in columns (NaN: missing), and what each stands for. */
export type SpaceIndividuals = {
  readonly preparation: { readonly id: PreparationId; readonly name: string; readonly version: number; readonly body: PreparationBody };
  readonly features: readonly string[];
  readonly columns: readonly Float32Array[];
  /** sub_part / volume; 1 each where the project has no confirmed formulas. */
  readonly weights: Float64Array;
  readonly objectIds: Float64Array;
  readonly names: readonly string[];
  readonly samples: readonly GatheredSample[];
  readonly sampleOf: Int32Array;
  /** Names of the taxa, and the number of each individual's. */
  readonly taxa: readonly string[];
  readonly taxonOf: Int32Array;
  readonly warnings: readonly string[];
};

type Source = { readonly db: Db; readonly signal: AbortSignal; readonly progress: (done: number, total: number) => void };
const chunk = 20_000;
export type WhoseIndividuals = Pick<SpaceInput, "projectId" | "preparationId" | "sampleIds" | "validatedOnly"> & {
  /** Samples to leave out. */
  readonly without?: readonly number[];
};

/** Reads the individuals of a preparation, with what is left out and why. */
export async function spaceIndividuals(d: Source, input: WhoseIndividuals): Promise<Outcome<SpaceIndividuals>> {
  const row = await preparationById(d.db, input.preparationId);
  if (row === null) return refuse("notFound", "the preparation is no longer there");
  const body = preparationBody.parse(row.body);
  const preparation = { id: row.id, name: row.name, version: row.version, body };
  const sight = { projectId: input.projectId, sampleIds: input.sampleIds, validatedOnly: input.validatedOnly };
  const position = await currentPosition(d.db, input.projectId);
  const facts = await exportFacts(d.db, input.projectId, position);
  const filter = { states: body.states, ...(body.taxa.length > 0 ? { taxa: body.taxa, withChildren: true } : {}) };
  const only = samplesWithout(facts, input.without);
  if (only?.length === 0) return refuse("conflict", "every sample of the project is in the space already");
  const view = await compileView(d.db, sight, { ...filter, ...(only === null ? {} : { samples: only }) }, defaultSort);
  const ids: number[] = [];
  for (let part = await idsAfter(d.db, view, 0, chunk); part.length > 0; part = await idsAfter(d.db, view, part.at(-1) ?? 0, chunk)) {
    ids.push(...part.map(Number));
    d.signal.throwIfAborted();
  }
  const features = featuresFor(facts);
  if (features.names.length === 0) return refuse("invalid", features.problem);
  const weigh = await weigherFor(d.db, facts, input);
  const isWanted = await wantedTaxa(d.db, facts, body);
  const made = await gather(facts, objectsAt(d.db, facts, ids, { position, signal: d.signal }), {
    ...{ features: features.names, isWanted, weigh: weigh.weigh, most: ids.length, chunk },
    progress: (done) => d.progress(done, ids.length),
  });
  if (made.objectIds.length < 2)
    return refuse("invalid", `got ${made.objectIds.length} individuals, expected at least 2: choose other taxa or states`);
  return ok({ preparation, features: features.names, ...made, warnings: [...features.warnings, ...weigh.warnings, ...made.warnings] });
}

/** Samples but those that are left out; null: all. */
function samplesWithout(facts: ExportFacts, without: readonly number[] | undefined): SampleId[] | null {
  if (without === undefined) return null;
  const out = new Set(without);
  return [...facts.samples.keys()].filter((id) => !out.has(id)).map((id) => sampleId.parse(id));
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
async function weigherFor(db: Db, facts: ExportFacts, input: WhoseIndividuals): Promise<{ weigh: Weigh; warnings: string[] }> {
  const protocol = await protocolOf(db, input.projectId);
  const formulas = protocol === null ? null : readFormulas(protocol.formulas);
  if (protocol === null || formulas?.ok !== true)
    return { weigh: () => 1, warnings: ["No formulas are confirmed: each individual weighs 1, not sub_part / volume."] };
  const casts = await castsFor(db, input.projectId, formulas.value, input.sampleIds);
  const placer = makePlacer(facts, formulas.value, casts, { by: "sample", binStep: 1 });
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
