import { featureCatalogue, featureOf } from "./catalogue.ts";
import { type Dialect, dialectDefinitions, type Meaning, meaningOf } from "./dialects.ts";
import type { Feature } from "./feature.ts";

/** The formula that a dialect has behind a name; null where there is none that a number could be compared by. */
export function formulaOf(dialect: Dialect, feature: Feature): string | null {
  const meaning = meaningOf(dialect, feature.name);
  if (meaning.is === "catalogue") return feature.formula;
  return meaning.is === "other" ? meaning.formula : null;
}

/** A vignette has lost what its writer took away: gamma, the ground, the greys in the holes, its place in the frame. Only the outline is
 *  still there, so only what follows from it may be compared between vignettes of the same kind (science: recomputed features). */
const fromOutline: readonly Feature["basis"][] = ["geometry"];
const notFromOutline = new Set([
  "%area",
  "area_exc",
  "fractal",
  "skelarea",
  "euler",
  "thickness_max",
  "thickness_mean",
  "skeleton_length",
  "skeleton_ends",
  "fractal_edt",
]);

/** Whether a feature measured on a vignette may be compared with the same one measured on another vignette. */
export const isSafeRecomputed = (feature: Feature): boolean => fromOutline.includes(feature.basis) && !notFromOutline.has(feature.name);

export type Apart = {
  readonly name: string;
  /** What each dialect means by the name. */
  readonly meanings: readonly { readonly dialect: Dialect; readonly label: string; readonly means: string }[];
};

export type Comparison = { readonly shared: readonly string[]; readonly apart: readonly Apart[] };

/** Which features may be pooled across processes of these dialects: those with one formula behind the name in all of them. The others come
 *  with what each dialect means: they can be pooled once both are recomputed from frames or vignettes. Features recomputed from vignettes are comparable with their like only, and only the safe ones. */
export function compareDialects(used: readonly Dialect[]): Comparison {
  const kinds = [...new Set(used)];
  const shared: string[] = [];
  const apart: Apart[] = [];
  for (const feature of featureCatalogue) {
    if (kinds.every((dialect) => meaningOf(dialect, feature.name).is === "absent")) continue;
    if (isShared(kinds, feature)) shared.push(feature.name);
    else apart.push({ name: feature.name, meanings: kinds.map((dialect) => said(dialect, feature)) });
  }
  return { shared, apart };
}

/** One writer means one thing by a name, whether we know it or not; several must have one known formula. */
function isShared(kinds: readonly Dialect[], feature: Feature): boolean {
  const [only] = kinds;
  if (kinds.length === 1 && only !== undefined && only !== "recomputed") {
    return ["catalogue", "other", "unknown"].includes(meaningOf(only, feature.name).is);
  }
  const formulas = new Set(kinds.map((dialect) => formulaOf(dialect, feature)));
  if (formulas.size !== 1 || formulas.has(null)) return false;
  return !kinds.includes("recomputed") || (kinds.length === 1 && isSafeRecomputed(feature));
}

const said = (dialect: Dialect, feature: Feature) => ({
  dialect,
  label: dialectDefinitions[dialect].label,
  means: inWords(meaningOf(dialect, feature.name), feature),
});

function inWords(meaning: Meaning, feature: Feature): string {
  if (meaning.is === "catalogue") return feature.means;
  if (meaning.is === "absent") return "not measured";
  if (meaning.is === "unknown") return "not known";
  return meaning.means;
}

/** The words for one name in one dialect, as for a tooltip; undefined where the name is none of the catalogue's. */
export function explain(dialect: Dialect, name: string): string | undefined {
  const feature = featureOf(name);
  return feature === undefined ? undefined : inWords(meaningOf(dialect, name), feature);
}
