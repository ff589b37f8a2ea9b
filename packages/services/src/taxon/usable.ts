import { type TaxonRecord, type Tx, taxonRecord } from "@nauplius/db";
import { ok, type ProjectId, refuse } from "@nauplius/domain";
import type { Outcome } from "../verb.ts";

/** A taxon that objects of the project may be labelled with: the site's or its own, and not deprecated. */
export async function usableTaxon(db: Tx, id: number, project: ProjectId | null): Promise<Outcome<TaxonRecord>> {
  const taxon = await taxonRecord(db, id);
  if (taxon === null || (taxon.projectId !== null && taxon.projectId !== project))
    return refuse("notFound", `there is no taxon ${id} here`);
  if (taxon.status !== "deprecated") return ok(taxon);
  const instead = taxon.replacedBy === null ? null : await taxonRecord(db, taxon.replacedBy);
  const advice = instead === null ? "choose another" : `use ${instead.displayName}`;
  return refuse("conflict", `${taxon.displayName} is deprecated; ${advice}`, { details: { replacedBy: taxon.replacedBy } });
}
