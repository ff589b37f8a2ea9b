import { isWithin, writeTaxon } from "@nauplius/db";
import { ok, refuse, searchName } from "@nauplius/domain";
import { type Apply, applied, noted } from "./applied.ts";
import { acceptedTaxon, freePlace } from "./find.ts";
import { refreshNames } from "./names.ts";

/** Name, rank, status, AphiaID, author, address: whatever is given. */
export const applyEdit: Apply<"edit"> = async ({ tx, taxon, change: { patch }, by }) => {
  if (taxon.status === "deprecated") return refuse("conflict", `${taxon.displayName} is deprecated; restore it before you change it`);
  const isRenamed = patch.name !== undefined && patch.name !== taxon.name;
  if (isRenamed) {
    const free = await freePlace(tx, {
      name: patch.name ?? taxon.name,
      parentId: taxon.parentId,
      projectId: taxon.projectId,
      not: taxon.id,
    });
    if (!free.ok) return free;
  }
  const folded = patch.name === undefined ? {} : { searchName: searchName(patch.name) };
  await writeTaxon(tx, taxon.id, { ...patch, ...folded }, by.at);
  const renamed = isRenamed
    ? await refreshNames(tx, { below: [taxon.id], folded: [searchName(taxon.name), searchName(patch.name ?? taxon.name)] })
    : [];
  const eventId = await noted(tx, by, taxon.id, "edit", taxon, patch);
  return ok(applied(eventId, { renamed, touched: [...new Set([Number(taxon.id), ...renamed.map((r) => r.id)])] }));
};

/** To another parent, with everything below. */
export const applyMove: Apply<"move"> = async ({ tx, taxon, change: { parentId }, by }) => {
  if (parentId === taxon.parentId) return refuse("conflict", `${taxon.displayName} stands there already`);
  if (parentId !== null) {
    const parent = await acceptedTaxon(tx, parentId, "a parent");
    if (!parent.ok) return parent;
    if (await isWithin(tx, taxon.id, parentId))
      return refuse(
        "conflict",
        `${taxon.displayName} cannot stand below itself: ${parent.value.displayName} is ${parentId === taxon.id ? "itself" : "below it"}`,
      );
  }
  if (taxon.status !== "deprecated") {
    const free = await freePlace(tx, { name: taxon.name, parentId, projectId: taxon.projectId, not: taxon.id });
    if (!free.ok) return free;
  }
  await writeTaxon(tx, taxon.id, { parentId }, by.at);
  const renamed = await refreshNames(tx, { below: [taxon.id], folded: [searchName(taxon.name)] });
  const eventId = await noted(tx, by, taxon.id, "move", taxon, { parentId });
  return ok(applied(eventId, { renamed, touched: [...new Set([Number(taxon.id), ...renamed.map((r) => r.id)])] }));
};
