import { Readable } from "node:stream";
import { ok } from "@nauplius/domain";
import { type Context, changeTaxon, loadTaxonomyFile, type Outcome, readTaxon, searchTaxa, taxonChildren } from "@nauplius/services";
import { type DemoTaxon, demoTaxonomy } from "@nauplius/synthetic";

/** Loads the demo's tree beside what the site has: what stood there before keeps its name, place and flags. */
export async function loadDemoTaxa(ctx: Context): Promise<Outcome<null>> {
  const taxa = demoTaxonomy();
  const loaded = await loadTaxonomyFile.call(ctx, { file: "demo taxonomy", bytes: Readable.from([Buffer.from(tableOf(taxa))]) });
  if (!loaded.ok) return loaded;
  const roots = await taxonChildren.call(ctx, {});
  if (!roots.ok) return roots;
  const own = new Set(taxa.filter((taxon) => taxon.parentId === null).map((taxon) => taxon.name));
  const isOurs = roots.value.taxa.every((root) => own.has(root.name));
  return isOurs ? describeTaxa(ctx, taxa) : ok(null);
}

/** EcoTaxa's form. Ids that are no numbers stay inside the file: they are nobody's ids in a tree of EcoTaxa loaded later. */
function tableOf(taxa: readonly DemoTaxon[]): string {
  const id = (n: number | null) => (n === null ? "" : `demo${n}`);
  const rows = taxa.map((t) => [
    ...[id(t.id), id(t.parentId), t.name, t.displayName],
    ...[t.kind === "morphological" ? "M" : "P", "A", t.rank, t.aphiaId ?? ""],
  ]);
  const head = ["id", "parent_id", "name", "display_name", "taxotype", "taxostatus", "rank", "aphia_id"];
  return [head, ...rows].map((cells) => `${cells.join("\t")}\n`).join("");
}

/** What is dead, a part or several is known in the demo, and so are other names; flags of larvae and eggs wait for an editor. */
async function describeTaxa(ctx: Context, taxa: readonly DemoTaxon[]): Promise<Outcome<null>> {
  for (const taxon of taxa) {
    const isFlagged = taxon.living !== null || taxon.extent !== null || taxon.countsAsIndividual !== null;
    if (!isFlagged && taxon.synonyms.length === 0) continue;
    const described = await describe(ctx, taxon, isFlagged);
    if (!described.ok) return described;
  }
  return ok(null);
}

async function describe(ctx: Context, taxon: DemoTaxon, isFlagged: boolean): Promise<Outcome<null>> {
  const found = await searchTaxa.call(ctx, { q: taxon.displayName });
  if (!found.ok) return found;
  const id = found.value.taxa.find(({ displayName }) => displayName === taxon.displayName)?.id;
  if (id === undefined) return ok(null);
  const read = await readTaxon.call(ctx, { taxonId: id });
  if (!read.ok) return read;
  const known = new Set(read.value.synonyms.map(({ name }) => name));
  const { living, extent, countsAsIndividual } = taxon;
  const changes = [
    ...(isFlagged && read.value.flagsConfirmedAt === null
      ? [{ kind: "flags" as const, flags: { living, extent, countsAsIndividual } }]
      : []),
    ...taxon.synonyms.filter((name) => !known.has(name)).map((name) => ({ kind: "addSynonym" as const, name })),
  ];
  for (const [step, change] of changes.entries()) {
    const changed = await changeTaxon.call(ctx, { taxonId: id, version: read.value.version + step, change });
    if (!changed.ok) return changed;
  }
  return ok(null);
}
