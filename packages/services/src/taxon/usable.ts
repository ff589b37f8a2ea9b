import { foundTaxa, type TaxonRecord, type Tx, taxonRecord } from "@nauplius/db";
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

/** A refusal where some of the taxa are neither the site's nor the project's own; null where all are. Another project's do not exist here. */
export async function refuseStrange(db: Tx, taxa: readonly number[], project: ProjectId, path: string) {
  const ids = [...new Set(taxa)];
  if (ids.length === 0) return null;
  const known = new Set<number>((await foundTaxa(db, ids, project)).map(({ id }) => id));
  const strange = ids.filter((id) => !known.has(id));
  if (strange.length === 0) return null;
  const message = `there is no taxon ${strange.slice(0, 10).join(", ")} here`;
  return refuse("notFound", message, { faults: [{ path, message }] });
}
