import { deleteSynonyms, insertSynonym, insertTaxonomyEvent, synonymById, writeTaxon } from "@nauplius/db";
import { ok, refuse, searchName } from "@nauplius/domain";
import { type Apply, applied, noted } from "./applied.ts";

/** A person says what the flags are: from now on they are confirmed, by name and date. */
export const applyFlags: Apply<"flags"> = async ({ tx, taxon, change: { flags }, by }) => {
  await writeTaxon(tx, taxon.id, { ...flags, flagsConfirmedBy: by.by, flagsConfirmedAt: by.at }, by.at);
  const eventId = await noted(tx, by, taxon.id, "flags", taxon, flags);
  return ok(applied(eventId, { touched: [taxon.id] }));
};

export const applyAddSynonym: Apply<"addSynonym"> = async ({ tx, taxon, change: { name }, by }) => {
  if (searchName(name) === searchName(taxon.name)) return refuse("conflict", `${name} is this taxon's own name`);
  const added = await insertSynonym(tx, { taxonId: taxon.id, name, searchName: searchName(name), projectId: null });
  if (added === null) return refuse("conflict", `${taxon.displayName} has the synonym ${name} already`);
  await writeTaxon(tx, taxon.id, {}, by.at);
  return ok(applied(await insertTaxonomyEvent(tx, by, { taxonId: taxon.id, kind: "addSynonym", before: null, after: { name } })));
};

export const applyRemoveSynonym: Apply<"removeSynonym"> = async ({ tx, taxon, change: { synonymId }, by }) => {
  const synonym = await synonymById(tx, synonymId);
  if (synonym === null || synonym.taxonId !== taxon.id || synonym.projectId !== null)
    return refuse("notFound", `${taxon.displayName} has no such synonym`);
  await deleteSynonyms(tx, [synonymId]);
  await writeTaxon(tx, taxon.id, {}, by.at);
  const event = { taxonId: taxon.id, kind: "removeSynonym", before: { name: synonym.name }, after: null };
  return ok(applied(await insertTaxonomyEvent(tx, by, event)));
};
