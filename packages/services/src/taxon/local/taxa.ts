import {
  deleteTaxon,
  insertTaxon,
  insertTaxonomyEvent,
  isTaxonUsed,
  localTaxa,
  lockTree,
  type TaxonRecord,
  type Tx,
  taxonRecord,
  touchedBy,
  writeTaxon,
} from "@nauplius/db";
import { ok, type ProjectId, projectId, proposeFlags, refuse, searchName, taxonFlags, taxonId, taxonName } from "@nauplius/domain";
import { z } from "zod";
import { transact } from "../../transact.ts";
import { type Outcome, verb } from "../../verb.ts";
import { noted } from "../edit/applied.ts";
import { changeBy } from "../edit/change.ts";
import { freePlace } from "../edit/find.ts";
import { refreshNames } from "../edit/names.ts";
import { usableTaxon } from "../usable.ts";

const project = (_ctx: unknown, i: { projectId: ProjectId }): ProjectId => i.projectId;

/** A morphological child that only this project has. */
export const addLocalTaxon = verb({
  name: "taxon.addLocal",
  permission: "taxonomy.local",
  input: z.strictObject({ projectId, parentId: taxonId, name: taxonName }),
  project,
  run: (ctx, i) =>
    transact(ctx.db, async (tx) => {
      await lockTree(tx);
      const parent = await usableTaxon(tx, i.parentId, i.projectId);
      if (!parent.ok) return parent;
      const free = await freePlace(tx, { name: i.name, parentId: i.parentId, projectId: i.projectId, not: 0 });
      if (!free.ok) return free;
      const by = changeBy(ctx);
      const facts = { kind: "morphological", rank: "", status: "approved", aphiaId: null, author: "" } as const;
      const row = { ...i, ...facts, ...proposeFlags(i.name), searchName: searchName(i.name), at: by.at };
      const id = await insertTaxon(tx, row);
      const renamed = await refreshNames(tx, { below: [], folded: [row.searchName] });
      await insertTaxonomyEvent(tx, by, {
        taxonId: id,
        kind: "add",
        before: null,
        after: { name: i.name, parentId: i.parentId, projectId: i.projectId },
      });
      return ok({ taxonId: id, displayName: renamed.find((r) => r.id === id)?.after ?? i.name });
    }),
});

const local = z.strictObject({ projectId, taxonId, version: z.int().nonnegative() });

async function ownTaxon(tx: Tx, i: z.output<typeof local>): Promise<Outcome<TaxonRecord>> {
  await lockTree(tx);
  const taxon = await taxonRecord(tx, i.taxonId);
  if (taxon === null || taxon.projectId !== i.projectId) return refuse("notFound", "this project has no such taxon of its own");
  return taxon.version === i.version
    ? ok(taxon)
    : refuse("stale", `somebody changed ${taxon.displayName} since you opened it; reload to see their change, then make yours`);
}

/** Another name or other flags of a project's own taxon. */
export const changeLocalTaxon = verb({
  name: "taxon.changeLocal",
  permission: "taxonomy.local",
  input: local.extend({ name: taxonName.optional(), flags: taxonFlags.optional() }),
  project,
  run: (ctx, i) =>
    transact(ctx.db, async (tx) => {
      const found = await ownTaxon(tx, i);
      if (!found.ok) return found;
      const taxon = found.value;
      const by = changeBy(ctx);
      const name = i.name ?? taxon.name;
      const free = await freePlace(tx, { name, parentId: taxon.parentId, projectId: i.projectId, not: taxon.id });
      if (!free.ok) return free;
      const confirmed = i.flags === undefined ? {} : { ...i.flags, flagsConfirmedBy: by.by, flagsConfirmedAt: by.at };
      await writeTaxon(tx, taxon.id, { name, searchName: searchName(name), ...confirmed }, by.at);
      await refreshNames(tx, { below: [taxon.id], folded: [searchName(taxon.name), searchName(name)] });
      await noted(tx, by, taxon.id, "edit", taxon, { name, ...i.flags });
      return ok({ version: i.version + 1 });
    }),
});

/** Takes a project's own taxon away: gone where nothing ever named it, deprecated where the past does. Objects are re-labelled first. */
export const removeLocalTaxon = verb({
  name: "taxon.removeLocal",
  permission: "taxonomy.local",
  input: local.extend({ version: z.coerce.number().int().nonnegative() }),
  project,
  run: (ctx, i) =>
    transact(ctx.db, async (tx) => {
      const found = await ownTaxon(tx, i);
      if (!found.ok) return found;
      const taxon = found.value;
      const { objects } = await touchedBy(tx, [taxon.id]);
      if (objects > 0)
        return refuse("conflict", `${objects} objects are called ${taxon.displayName}; re-label them as another taxon first`, {
          details: { objects },
        });
      const by = changeBy(ctx);
      if (await isTaxonUsed(tx, taxon.id)) {
        await writeTaxon(tx, taxon.id, { status: "deprecated", replacedBy: taxon.parentId }, by.at);
        await noted(tx, by, taxon.id, "deprecate", taxon, { status: "deprecated", replacedBy: taxon.parentId });
        return ok({ removed: false, deprecated: true });
      }
      await deleteTaxon(tx, taxon.id);
      await insertTaxonomyEvent(tx, by, {
        taxonId: taxon.id,
        kind: "remove",
        before: { name: taxon.name, projectId: i.projectId },
        after: null,
      });
      return ok({ removed: true, deprecated: false });
    }),
});

export const listLocalTaxa = verb({
  name: "taxon.listLocal",
  permission: "taxonomy.read",
  input: z.strictObject({ projectId }),
  project,
  run: async (ctx, i) => ok(await localTaxa(ctx.db, i.projectId)),
});
