import { type Db, type MeasuredGroup, type MeasuredObject, measuredGroups, measuredObjects, namesOfLists } from "@nauplius/db";
import {
  compareDialects,
  type Dialect,
  featureNames,
  featureOf,
  type ModelFeatures,
  meaningOf,
  type NeededToTrain,
  type ProjectId,
  physicalUnit,
} from "@nauplius/domain";

/** Which measured features a model takes: those with one meaning in all dialects that it learned from. */
export type TakenFeatures = Pick<ModelFeatures, "names" | "dialects" | "isPhysical">;
export type Chosen = {
  /** Null: none can be compared. */
  readonly features: TakenFeatures | null;
  /** Objects of which nothing was measured. */
  readonly unmeasured: number;
  /** Names that are left out since they cannot be compared: not measured alike, or not safely. */
  readonly apart: readonly string[];
  readonly dialects: readonly Dialect[];
};

/** A feature that fewer objects have is left out. */
const leastShare = 0.1;

/** The features by which objects of these projects can be told apart (science 4: dialects are pooled where they mean the same, else left out
 *  by name). Where an object lies in its frame, and what is a constant, says nothing of what it is. */
export async function featuresToTrain(db: Db, projects: readonly ProjectId[], needed: NeededToTrain): Promise<Chosen> {
  return chooseFeatures(await measuredGroups(db, projects, needed));
}

export function chooseFeatures(groups: readonly MeasuredGroup[]): Chosen {
  const total = groups.reduce((sum, { objects }) => sum + objects, 0);
  const measured = groups.filter(({ names }) => names.length > 0);
  const unmeasured = total - measured.reduce((sum, { objects }) => sum + objects, 0);
  const dialects = [...new Set(measured.map(({ dialect }) => dialect as Dialect))].toSorted();
  const counts = new Map<string, number>();
  for (const { names, objects } of measured) for (const name of names) counts.set(name, (counts.get(name) ?? 0) + objects);
  const isConstant = (name: string): boolean => dialects.every((dialect) => ["dead", "absent"].includes(meaningOf(dialect, name).is));
  const telling = [...counts].filter(([name, n]) => n >= leastShare * total && isTelling(name) && !isConstant(name)).map(([name]) => name);
  const shared = new Set(compareDialects(dialects).shared);
  // The catalogue's order: the same set is the same model.
  const names = featureNames.filter((name) => shared.has(name) && telling.includes(name));
  const isPhysical = measured.every(({ hasPixelSize }) => hasPixelSize);
  return {
    features: names.length === 0 ? null : { names, dialects, isPhysical },
    unmeasured,
    apart: telling.filter((name) => !shared.has(name)),
    dialects,
  };
}

const isTelling = (name: string): boolean => {
  const basis = featureOf(name)?.basis;
  return basis !== undefined && basis !== "position" && basis !== "dead";
};

/** What was measured of objects in the order of a model's names, NaN where it was not, or otherwise than the model knows it. Objects of which
 *  nothing comparable was measured are left out. */
export async function readFeatures(db: Db, ids: readonly number[], taken: TakenFeatures): Promise<Map<number, Float32Array>> {
  const objects = await measuredObjects(db, ids);
  const lists = await namesOfLists(db, [...new Set(objects.map(({ list }) => list))]);
  const places = new Map<string, readonly number[]>();
  const read = new Map<number, Float32Array>();
  for (const object of objects) {
    const key = `${object.dialect} ${object.list}`;
    const at = places.get(key) ?? placesOf(taken, object.dialect as Dialect, lists.get(object.list) ?? []);
    places.set(key, at);
    const values = valuesOf(object, taken, at);
    if (values.some(Number.isFinite)) read.set(Number(object.id), values);
  }
  return read;
}

/** Where each name lies in a list; -1: nowhere, or it means something else there. */
function placesOf({ names, dialects }: TakenFeatures, dialect: Dialect, list: readonly string[]): number[] {
  const shared = new Set(compareDialects([...dialects, dialect]).shared);
  return names.map((name) => (shared.has(name) ? list.indexOf(name) : -1));
}

function valuesOf({ features, pixelSize }: MeasuredObject, { names, isPhysical }: TakenFeatures, at: readonly number[]): Float32Array {
  return Float32Array.from(names, (name, place) => {
    const value = features[at[place] ?? -1] ?? Number.NaN;
    return isPhysical ? value * factorOf(name, pixelSize) : value;
  });
}

/** From pixels to µm; NaN where the pixel's size is not known and matters. */
function factorOf(name: string, pixelSize: number | null): number {
  const feature = featureOf(name);
  if (feature === undefined) return Number.NaN;
  const isKnown = pixelSize !== null && pixelSize > 0;
  return physicalUnit(feature, isKnown ? pixelSize : Number.NaN)?.factor ?? 1;
}
