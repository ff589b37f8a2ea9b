import {
  type Db,
  hitsByLikeness,
  type NamedTaxon,
  namedTaxa,
  type TaxonMatch,
  type Tx,
  taxaBySource,
  taxaMatching,
  taxaNamed,
  taxaWithLineage,
} from "@nauplius/db";
import { type ProjectId, type RunId, searchName, type TaxonId } from "@nauplius/domain";
import type { ImportAnswers } from "../input.ts";
import { answerFor, grouped, taxonKey } from "./keys.ts";

export type TaxonSuggestion = { readonly taxon: number; readonly name: string; readonly parent: string | null };
export type TaxonQuestion = {
  readonly key: string;
  readonly category: string | null;
  readonly categoryId: number | null;
  readonly objects: number;
  readonly why: "unknown" | "ambiguous";
  readonly suggestions: readonly TaxonSuggestion[];
};
export type TaxonToMake = {
  readonly key: string;
  readonly name: string;
  /** Null: at the top of the tree. */
  readonly under: TaxonId | null;
  readonly kind: "morphological" | "phylogenetic";
  readonly local: boolean;
};

export type TaxaResolved = {
  /** Key -> taxon; null: unclassified. */
  readonly known: ReadonlyMap<string, number | null>;
  readonly make: readonly TaxonToMake[];
  readonly questions: readonly TaxonQuestion[];
  /** Answers that name no taxon. */
  readonly faults: readonly { readonly path: string; readonly message: string }[];
};

type Suggested = Pick<TaxonMatch, "id" | "displayName" | "parent">;
const suggestion = (t: Suggested): TaxonSuggestion => ({ taxon: t.id, name: t.displayName, parent: t.parent });
/** The taxon to use: a deprecated one's replacement. */
const current = (t: TaxonMatch): TaxonId => (t.status === "deprecated" && t.replacedBy !== null ? t.replacedBy : t.id);

/** `name<parent` and `name (parent)` -> name and parent. */
function partsOf(text: string): { name: string; parent: string | null } {
  const match = /^(.+?)\s*<\s*([^<]+)$/.exec(text) ?? /^(.+?)\s*\(([^()]+)\)$/.exec(text);
  return { name: (match?.[1] ?? text).trim(), parent: match?.[2]?.trim() ?? null };
}

const asked = (texts: readonly string[]) => [...new Set(texts)].map((text) => ({ text, folded: searchName(text) }));
const same = (a: string | null, b: string | null): boolean => a !== null && b !== null && a.toLowerCase() === b.toLowerCase();

/** Those that the text names: by display name before name, approved before deprecated. */
function chosen(text: string, candidates: readonly TaxonMatch[]): TaxonMatch[] {
  const { name, parent } = partsOf(text);
  const display = candidates.filter((t) => same(t.displayName, text));
  if (display.length === 1) return display;
  const withParent = parent === null ? [] : candidates.filter((t) => same(t.name, name) && same(t.parent, parent));
  if (withParent.length > 0) return withParent;
  const living = candidates.filter((t) => t.status !== "deprecated");
  return parent === null ? (living.length > 0 ? living : [...candidates]) : [];
}

const levelsOf = (lineage: string): string[] => lineage.toLowerCase().split(">").reverse();

/** How many levels from the taxon up are the same. */
function sharedLevels(one: readonly string[], other: readonly string[]): number {
  const differs = one.findIndex((level, i) => level !== other[i]);
  return differs === -1 ? one.length : differs;
}

/** Of homonyms, the one whose ancestors agree best with the file's hierarchy, from the parent up. */
async function withHierarchy(
  db: Tx,
  [hierarchy, ...others]: readonly string[],
  candidates: readonly TaxonMatch[],
): Promise<TaxonMatch | null> {
  if (hierarchy === undefined || others.length > 0 || candidates.length < 2) return null;
  const lineages = await taxaWithLineage(
    db,
    candidates.map((t) => t.id),
  );
  const shared = lineages.map(({ id, lineage }) => ({ id, levels: sharedLevels(levelsOf(hierarchy), levelsOf(lineage)) }));
  const most = Math.max(...shared.map((s) => s.levels));
  const best = shared.filter((s) => s.levels === most);
  return most > 1 && best.length === 1 ? (candidates.find((t) => Number(t.id) === Number(best[0]?.id)) ?? null) : null;
}

type Found = { readonly taxon: number } | { readonly candidates: readonly TaxonMatch[] };

/** The file's id wins over its name; an id that nobody knows leaves the name, unless the taxon of that name has another id. */
function match(named: NamedTaxon, byId: ReadonlyMap<number, TaxonMatch>, byName: ReadonlyMap<string, readonly TaxonMatch[]>): Found {
  const own = named.categoryId === null ? undefined : byId.get(named.categoryId);
  if (own !== undefined) return { taxon: current(own) };
  if (named.category === null) return { candidates: [] };
  const texts = [named.category, partsOf(named.category).name];
  const all = [...new Map(texts.flatMap((text) => (byName.get(text) ?? []).map((t) => [t.id, t] as const))).values()];
  const found = chosen(named.category, all);
  const only = found[0];
  if (found.length === 1 && only !== undefined && (named.categoryId === null || only.sourceId === null)) return { taxon: current(only) };
  return { candidates: found.length > 0 ? found : all };
}

/** What the taxa of the files are here; what cannot be told becomes a question. */
export async function resolveTaxa(db: Db, run: RunId, project: ProjectId, answers: ImportAnswers["taxa"]): Promise<TaxaResolved> {
  const named = await namedTaxa(db, run);
  const ids = named.flatMap((n) => (n.categoryId === null ? [] : [n.categoryId]));
  const texts = named.flatMap((n) => (n.category === null ? [] : [n.category, partsOf(n.category).name]));
  const byId = new Map((await taxaBySource(db, ids)).map((t) => [t.sourceId ?? 0, t]));
  const byName = grouped(await taxaNamed(db, project, asked(texts)), (t) => t.asked);
  const known = new Map<string, number | null>();
  const make: TaxonToMake[] = [];
  const questions: TaxonQuestion[] = [];
  const faults: { path: string; message: string }[] = [];
  for (const one of named) {
    const key = taxonKey(one.category, one.categoryId);
    const matched = match(one, byId, byName);
    const told = "taxon" in matched ? null : await withHierarchy(db, one.hierarchies, matched.candidates);
    const found = told === null ? matched : { taxon: current(told) };
    if ("taxon" in found) {
      known.set(key, found.taxon);
      continue;
    }
    const answer = answerFor(answers, key, one.category, one.categoryId === null ? null : String(one.categoryId));
    const settled = answer === undefined ? null : await settle(db, project, answer, one);
    if (settled !== null && "fault" in settled) faults.push({ path: `taxa.${key}`, message: settled.fault });
    else if (settled !== null && "make" in settled) make.push({ key, ...settled.make });
    else if (settled !== null) known.set(key, settled.taxon);
    else questions.push(await question(db, project, one, key, found.candidates));
  }
  return { known, make, questions, faults };
}

async function question(
  db: Db,
  project: ProjectId,
  one: NamedTaxon,
  key: string,
  candidates: readonly TaxonMatch[],
): Promise<TaxonQuestion> {
  const folded = one.category === null ? "" : searchName(partsOf(one.category).name);
  const alike = folded === "" ? [] : await hitsByLikeness(db, { folded, parent: null, projectId: project });
  const all = [...new Map([...candidates, ...alike].map((t): [number, Suggested] => [t.id, t])).values()].slice(0, 6);
  const why = candidates.length > 1 ? "ambiguous" : "unknown";
  return { key, category: one.category, categoryId: one.categoryId, objects: one.objects, why, suggestions: all.map(suggestion) };
}

type Settled = { taxon: number | null } | { make: Omit<TaxonToMake, "key"> } | { fault: string };

async function settle(db: Tx, project: ProjectId, answer: ImportAnswers["taxa"][string], one: NamedTaxon): Promise<Settled> {
  if (answer === "leave") return { taxon: null };
  if (typeof answer !== "object") {
    const taxon = await taxonCalled(db, project, answer);
    return typeof taxon === "number" ? { taxon } : taxon;
  }
  const under = answer.under === null ? null : await taxonCalled(db, project, answer.under);
  if (under !== null && typeof under !== "number") return under;
  const name = answer.create === "*" ? (one.category ?? `taxon ${one.categoryId}`) : answer.create;
  return { make: { name, under, kind: answer.kind, local: answer.local } };
}

/** A taxon that a person names in an answer: by id or by a name that is one taxon's alone. */
async function taxonCalled(db: Tx, project: ProjectId, answer: string | number): Promise<TaxonId | { fault: string }> {
  const asId = typeof answer === "number" ? answer : /^\d+$/.test(answer) ? Number(answer) : null;
  if (asId !== null) {
    const [taxon] = await taxaMatching(db, project, [asId]);
    return taxon === undefined ? { fault: `there is no taxon with the id ${asId}` } : taxon.id;
  }
  const text = String(answer);
  const found = chosen(text, [...(await taxaNamed(db, project, asked([text, partsOf(text).name])))]);
  const unique = [...new Map(found.map((t) => [t.id, t])).values()];
  const [only] = unique;
  if (unique.length === 1 && only !== undefined) return current(only);
  if (unique.length === 0) return { fault: `there is no taxon called ${text}` };
  return { fault: `several taxa are called ${text}: ${unique.map((t) => `${t.displayName} (${t.id})`).join(", ")}` };
}
