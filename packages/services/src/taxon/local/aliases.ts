import { deleteSynonyms, insertSynonym, insertTaxonomyEvent, synonymById } from "@nauplius/db";
import { ok, type ProjectId, projectId, refuse, searchName, taxonId, taxonName } from "@nauplius/domain";
import { z } from "zod";
import { transact } from "../../transact.ts";
import { verb } from "../../verb.ts";
import { changeBy } from "../edit/change.ts";
import { usableTaxon } from "../usable.ts";

const project = (_ctx: unknown, i: { projectId: ProjectId }): ProjectId => i.projectId;

/** Another name under which people of this project find a taxon; files of the project may use it. */
export const addAlias = verb({
  name: "taxon.addAlias",
  permission: "taxonomy.local",
  input: z.strictObject({ projectId, taxonId, name: taxonName }),
  project,
  run: (ctx, i) =>
    transact(ctx.db, async (tx) => {
      const taxon = await usableTaxon(tx, i.taxonId, i.projectId);
      if (!taxon.ok) return taxon;
      const added = await insertSynonym(tx, { ...i, searchName: searchName(i.name) });
      if (added === null) return refuse("conflict", `${taxon.value.displayName} is called ${i.name} here already`);
      const after = { name: i.name, projectId: i.projectId };
      await insertTaxonomyEvent(tx, changeBy(ctx), { taxonId: i.taxonId, kind: "addAlias", before: null, after });
      return ok({ aliasId: added.id });
    }),
});

export const removeAlias = verb({
  name: "taxon.removeAlias",
  permission: "taxonomy.local",
  input: z.strictObject({ projectId, aliasId: z.coerce.number().int().positive() }),
  project,
  run: (ctx, i) =>
    transact(ctx.db, async (tx) => {
      const alias = await synonymById(tx, i.aliasId);
      if (alias === null || alias.projectId !== i.projectId) return refuse("notFound", "this project has no such alias");
      await deleteSynonyms(tx, [i.aliasId]);
      const before = { name: alias.name, projectId: i.projectId };
      await insertTaxonomyEvent(tx, changeBy(ctx), { taxonId: alias.taxonId, kind: "removeAlias", before, after: null });
      return ok({ removed: true });
    }),
});
