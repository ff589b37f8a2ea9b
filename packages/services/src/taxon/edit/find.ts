import { namesake, type TaxonRecord, type Tx, taxonRecord } from "@nauplius/db";
import { ok, refuse, searchName } from "@nauplius/domain";
import type { Outcome } from "../../verb.ts";

/** A taxon of the site's tree, as the person saw it. */
export async function siteTaxon(tx: Tx, id: number, version?: number): Promise<Outcome<TaxonRecord>> {
  const taxon = await anyTaxon(tx, id, version);
  return taxon.ok && taxon.value.projectId !== null
    ? refuse(
        "conflict",
        `${taxon.value.displayName} belongs to a project; its managers change it there, or take it into the site's tree first`,
      )
    : taxon;
}

/** A taxon of the site or of a project, as the person saw it. */
export async function anyTaxon(tx: Tx, id: number, version?: number): Promise<Outcome<TaxonRecord>> {
  const taxon = await taxonRecord(tx, id);
  if (taxon === null) return refuse("notFound", `there is no taxon ${id}`);
  if (version !== undefined && taxon.version !== version)
    return refuse("stale", `somebody changed ${taxon.displayName} since you opened it; reload to see their change, then make yours`, {
      details: { version: taxon.version },
    });
  return ok(taxon);
}

/** A parent or replacement: accepted, and of the site. */
export async function acceptedTaxon(tx: Tx, id: number, role: string): Promise<Outcome<TaxonRecord>> {
  const taxon = await siteTaxon(tx, id);
  if (taxon.ok && taxon.value.status === "deprecated")
    return refuse("conflict", `${taxon.value.displayName} is deprecated and cannot be ${role}`);
  return taxon;
}

/** Two accepted siblings of one name would be the same taxon twice. */
export async function freePlace(
  tx: Tx,
  of: { name: string; parentId: number | null; projectId: number | null; not: number },
): Promise<Outcome<null>> {
  const twin = await namesake(tx, { ...of, searchName: searchName(of.name) });
  return twin === null
    ? ok(null)
    : refuse(
        "conflict",
        `there is already a taxon called ${of.name} at this place (${twin.displayName}); merge the two or choose another name`,
        {
          details: { taxonId: twin.id },
        },
      );
}
