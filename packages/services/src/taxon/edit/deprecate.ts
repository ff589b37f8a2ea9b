import { writeTaxon } from "@nauplius/db";
import { ok, refuse, searchName } from "@nauplius/domain";
import { type Apply, applied, noted } from "./applied.ts";
import { acceptedTaxon, freePlace } from "./find.ts";
import { refreshNames } from "./names.ts";

/** Nobody is offered the taxon any more; what carries it stays readable, and managers are shown what to use instead. */
export const applyDeprecate: Apply<"deprecate"> = async ({ tx, taxon, change: { replacedBy }, by }) => {
  if (taxon.status === "deprecated" && taxon.replacedBy === replacedBy)
    return refuse("conflict", `${taxon.displayName} is deprecated already`);
  if (replacedBy !== null) {
    if (replacedBy === taxon.id) return refuse("invalid", "a taxon cannot replace itself");
    const replacement = await acceptedTaxon(tx, replacedBy, "a replacement");
    if (!replacement.ok) return replacement;
  }
  const after = { status: "deprecated", replacedBy };
  await writeTaxon(tx, taxon.id, after, by.at);
  const renamed = await refreshNames(tx, { below: [], folded: [searchName(taxon.name)] });
  return ok(applied(await noted(tx, by, taxon.id, "deprecate", taxon, after), { renamed, touched: [taxon.id] }));
};

export const applyRestore: Apply<"restore"> = async ({ tx, taxon, by }) => {
  if (taxon.status !== "deprecated") return refuse("conflict", `${taxon.displayName} is not deprecated`);
  const free = await freePlace(tx, { name: taxon.name, parentId: taxon.parentId, projectId: null, not: taxon.id });
  if (!free.ok) return free;
  const after = { status: "unreviewed", replacedBy: null };
  await writeTaxon(tx, taxon.id, after, by.at);
  const renamed = await refreshNames(tx, { below: [], folded: [searchName(taxon.name)] });
  return ok(applied(await noted(tx, by, taxon.id, "restore", taxon, after), { renamed, touched: [taxon.id] }));
};
