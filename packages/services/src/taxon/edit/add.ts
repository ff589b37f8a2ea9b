import { insertTaxon, insertTaxonomyEvent, lockTree } from "@nauplius/db";
import { newTaxon, ok, proposeFlags, searchName, taxonId } from "@nauplius/domain";
import { transact } from "../../transact.ts";
import { verb } from "../../verb.ts";
import { changeBy } from "./change.ts";
import { acceptedTaxon, freePlace } from "./find.ts";
import { refreshNames } from "./names.ts";

/** A new taxon of the site, with the flags that its name suggests. */
export const addTaxon = verb({
  name: "taxon.add",
  permission: "taxonomy.edit",
  input: newTaxon.extend({ parentId: taxonId.nullable() }),
  run: (ctx, { parentId, ...taxon }) =>
    transact(ctx.db, async (tx) => {
      await lockTree(tx);
      if (parentId !== null) {
        const parent = await acceptedTaxon(tx, parentId, "a parent");
        if (!parent.ok) return parent;
      }
      const free = await freePlace(tx, { name: taxon.name, parentId, projectId: null, not: 0 });
      if (!free.ok) return free;
      const by = changeBy(ctx);
      const row = { ...taxon, ...proposeFlags(taxon.name), parentId, projectId: null, searchName: searchName(taxon.name), at: by.at };
      const id = await insertTaxon(tx, row);
      const renamed = await refreshNames(tx, { below: [], folded: [row.searchName] });
      await insertTaxonomyEvent(tx, by, { taxonId: id, kind: "add", before: null, after: { ...taxon, parentId } });
      return ok({ taxonId: id, displayName: renamed.find((r) => r.id === id)?.after ?? taxon.name, renamed: renamed.length - 1 });
    }),
});
