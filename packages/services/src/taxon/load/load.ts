import {
  analyzeTaxa,
  copySynonyms,
  copyTaxa,
  copyTaxonomyEvents,
  type Db,
  lockTree,
  newTaxonIds,
  rewriteTaxa,
  siteSynonyms,
  type TreeChange,
  type TreeTaxon,
  type Tx,
  wholeTree,
  writeDisplayNames,
} from "@nauplius/db";
import { ok, refuse } from "@nauplius/domain";
import { type Problem, readTaxonomy, type TaxonomyForm, type TaxonomyReading, type TaxonRow } from "@nauplius/formats";
import { transact } from "../../transact.ts";
import type { Outcome } from "../../verb.ts";
import { nameLostParents } from "./lost-parents.ts";
import { matchRows } from "./match.ts";
import { countNew, type LoadPlan, planLoad } from "./plan.ts";

/** What loading a file does, or would do. */
export type LoadCounts = {
  readonly form: TaxonomyForm;
  readonly taxa: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  /** Taxa known from another source, which keep their name and place. */
  readonly adopted: number;
  readonly synonyms: number;
  /** Taxa that stood there before and are shown under another name. */
  readonly renamed: number;
  readonly errors: number;
  readonly warnings: number;
};
export type LoadExample = { readonly id: number; readonly displayName: string; readonly before: object; readonly after: object };
export type LoadPreview = LoadCounts & { readonly examples: readonly LoadExample[]; readonly problems: readonly Problem[] };

const shownExamples = 20;

/** What the file alone cannot know, the tree does: parents outside it are judged there. */
const allProblems = (reading: TaxonomyReading, plan: LoadPlan): Problem[] => [
  ...reading.problems.filter((p) => p.code !== "missingParent"),
  ...plan.problems,
];

function previewOf(plan: LoadPlan, form: TaxonomyForm, problems: readonly Problem[]): LoadPreview {
  const pick = (from: object, fields: readonly string[]) =>
    Object.fromEntries(Object.entries(from).filter(([field]) => fields.includes(field)));
  return {
    form,
    taxa: plan.added.length + plan.changed.length + plan.unchanged,
    added: plan.added.length,
    changed: plan.changed.length,
    unchanged: plan.unchanged,
    adopted: plan.adopted,
    synonyms: plan.synonyms.length,
    renamed: plan.renamed.size,
    errors: problems.filter((p) => p.severity === "error").length,
    warnings: problems.filter((p) => p.severity === "warning").length,
    examples: plan.changed.slice(0, shownExamples).map(({ before, after, fields }) => ({
      id: before.id,
      displayName: before.displayName,
      before: pick(before, fields),
      after: pick(after, fields),
    })),
    problems,
  };
}

const unknownForm = (reading: TaxonomyReading) =>
  refuse("invalid", reading.problems[0]?.message ?? "this file is no taxonomy that we know", {
    faults: reading.problems.map((p) => ({ path: `${p.file}:${p.line ?? 1}`, message: p.message })),
    details: { problems: reading.problems },
  });

function rowsOf({ taxa, form }: TaxonomyReading, tree: readonly TreeTaxon[]): TaxonRow[] {
  const known = new Set(tree.flatMap((taxon) => (taxon.source === form && taxon.sourceId !== null ? [String(taxon.sourceId)] : [])));
  return nameLostParents(taxa, (id) => known.has(id));
}

/** Reads a file and compares it with the tree; writes nothing. Its new taxa have ids that nobody has. */
export async function checkTaxonomy(db: Tx, bytes: AsyncIterable<Uint8Array>, file: string): Promise<Outcome<LoadPreview>> {
  const reading = await readTaxonomy(bytes, file);
  if (reading.form === null) return unknownForm(reading);
  const tree = await wholeTree(db);
  const matches = matchRows(rowsOf(reading, tree), tree, reading.form);
  const last = tree.reduce((max, taxon) => Math.max(max, taxon.id), 0);
  const ids = Array.from({ length: countNew(matches, reading.form) }, (_, i) => last + 1 + i);
  const plan = planLoad({ matches, tree, synonyms: await siteSynonyms(db), form: reading.form, file }, ids);
  return ok(previewOf(plan, reading.form, allProblems(reading, plan)));
}

/** Loads a file in one transaction: all of it or, where it has an error, nothing. Loading it again changes nothing. */
export async function loadTaxonomy(
  db: Db,
  bytes: AsyncIterable<Uint8Array>,
  file: string,
  change: TreeChange,
  /** Further writes that stand or fall with the load. */
  also: (tx: Tx, preview: LoadPreview) => Promise<void> = async () => undefined,
): Promise<Outcome<LoadPreview>> {
  const reading = await readTaxonomy(bytes, file);
  const { form } = reading;
  if (form === null) return unknownForm(reading);
  return transact(db, async (tx) => {
    await lockTree(tx);
    const tree = await wholeTree(tx);
    const matches = matchRows(rowsOf(reading, tree), tree, form);
    const ids = await newTaxonIds(tx, countNew(matches, form));
    const plan = planLoad({ matches, tree, synonyms: await siteSynonyms(tx), form, file }, ids);
    const preview = previewOf(plan, form, allProblems(reading, plan));
    if (preview.errors > 0) {
      const [first] = preview.problems.filter((p) => p.severity === "error");
      const count = preview.errors === 1 ? "one error" : `${preview.errors} errors`;
      return refuse("invalid", `${file} has ${count}; nothing was loaded. ${first?.message ?? ""}`, { details: { ...preview } });
    }
    await writePlan(tx, plan, change);
    await also(tx, preview);
    return ok(preview);
  });
}

async function writePlan(tx: Tx, plan: LoadPlan, change: TreeChange): Promise<void> {
  await freeNames(tx, plan);
  await copyTaxa(tx, plan.added, change.at);
  await rewriteTaxa(
    tx,
    plan.changed.map((c) => c.after),
    change.at,
  );
  await writeDisplayNames(tx, plan.renamed);
  await copySynonyms(tx, plan.synonyms);
  await copyTaxonomyEvents(tx, change, [
    ...plan.added.map((t) => ({
      taxonId: t.id,
      kind: "loaded",
      before: null,
      after: { name: t.name, parentId: t.parentId, source: t.source },
    })),
    ...plan.changed.map(({ before, after, fields }) => ({
      taxonId: before.id,
      kind: "loaded",
      before: Object.fromEntries(fields.map((f) => [f, before[f as keyof typeof before]])),
      after: Object.fromEntries(fields.map((f) => [f, after[f as keyof typeof after]])),
    })),
  ]);
  await analyzeTaxa(tx);
}

/** Names that new taxa will carry may still be those of taxa that give them up. */
const freeNames = (tx: Tx, plan: LoadPlan): Promise<void> =>
  writeDisplayNames(tx, new Map([...plan.renamed.keys()].map((id) => [id, `#${id}`])));
