import { taxonRecord, writeTaxon } from "@nauplius/db";
import { ok, refuse, searchName } from "@nauplius/domain";
import { type Apply, applied, noted } from "./applied.ts";
import { freePlace } from "./find.ts";
import { refreshNames } from "./names.ts";

/** A project's own taxon goes into the site's tree, at its place; objects keep it. What it holds of its own below stays the project's. */
export const applyAdopt: Apply<"adopt"> = async ({ tx, taxon, by }) => {
  if (taxon.projectId === null) return refuse("conflict", `${taxon.displayName} stands in the site's tree already`);
  if (taxon.status === "deprecated") return refuse("conflict", `${taxon.displayName} is deprecated`);
  const parent = taxon.parentId === null ? null : await taxonRecord(tx, taxon.parentId);
  if (parent !== null && parent.projectId !== null)
    return refuse("conflict", `${parent.displayName}, above it, is the project's own too; take that into the site's tree first`);
  const free = await freePlace(tx, { name: taxon.name, parentId: taxon.parentId, projectId: null, not: taxon.id });
  if (!free.ok) return free;
  const after = { projectId: null };
  await writeTaxon(tx, taxon.id, after, by.at);
  const renamed = await refreshNames(tx, { below: [taxon.id], folded: [searchName(taxon.name)] });
  return ok(applied(await noted(tx, by, taxon.id, "adopt", taxon, after), { renamed, touched: [taxon.id] }));
};
