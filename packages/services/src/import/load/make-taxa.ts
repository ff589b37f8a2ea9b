import { insertTaxon, insertTaxonomyEvent, lockTree, namesake, type TreeChange, type Tx } from "@nauplius/db";
import { proposeFlags, searchName } from "@nauplius/domain";
import { refreshNames } from "../../taxon/edit/names.ts";
import type { ImportJob } from "../job.ts";
import type { TaxaResolved, TaxonToMake } from "../names/taxa.ts";

export type MadeTaxa = { readonly taxa: ReadonlyMap<string, number | null>; readonly made: number[] };

/** The taxa that the answers ask for. A brother of the same name is taken instead of a second one. */
export async function makeTaxa(tx: Tx, job: ImportJob, { known, make }: TaxaResolved): Promise<MadeTaxa> {
  const taxa = new Map(known);
  const made: number[] = [];
  if (make.length === 0) return { taxa, made };
  await lockTree(tx);
  const by: TreeChange = { by: job.handle.run.createdBy, at: job.clock.now(), runId: job.handle.run.id };
  for (const taxon of make) {
    const projectId = taxon.local ? job.input.projectId : null;
    const brother = await namesake(tx, { parentId: taxon.under, searchName: searchName(taxon.name), projectId, not: 0 });
    const id = brother?.id ?? (await makeTaxon(tx, taxon, projectId, by));
    taxa.set(taxon.key, id);
    if (brother === null) made.push(id);
  }
  await refreshNames(tx, { below: [], folded: [...new Set(make.map((t) => searchName(t.name)))] });
  return { taxa, made };
}

async function makeTaxon(tx: Tx, t: TaxonToMake, projectId: ImportJob["input"]["projectId"] | null, by: TreeChange): Promise<number> {
  const row = {
    parentId: t.under,
    name: t.name,
    kind: t.kind,
    rank: "",
    status: "unreviewed",
    aphiaId: null,
    author: "",
    projectId,
  } as const;
  const id = await insertTaxon(tx, { ...row, ...proposeFlags(t.name), searchName: searchName(t.name), at: by.at });
  await insertTaxonomyEvent(tx, by, { taxonId: id, kind: "add", before: null, after: { name: t.name, parentId: t.under } });
  return id;
}
