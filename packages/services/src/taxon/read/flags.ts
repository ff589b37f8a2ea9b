import { countFlagReview, effectiveFlags, flagReview, insertTaxonomyEvent, lockTree, taxonRecords, writeTaxon } from "@nauplius/db";
import { ok, refuse, taxonFlags, taxonId } from "@nauplius/domain";
import { z } from "zod";
import { transact } from "../../transact.ts";
import { verb } from "../../verb.ts";
import { difference } from "../edit/applied.ts";
import { changeBy } from "../edit/change.ts";

/** Flags proposed from names and waiting for a person, or confirmed: what is counted as living, whole, an individual. */
export const listFlagReview = verb({
  name: "taxon.flagReview",
  permission: "taxonomy.read",
  input: z.strictObject({
    confirmed: z.stringbool().or(z.boolean()).default(false),
    after: z.coerce.number().int().nonnegative().default(0),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  run: async (ctx, i, grant) => {
    const [taxa, counts] = await Promise.all([flagReview(ctx.db, i), countFlagReview(ctx.db)]);
    const flags = await effectiveFlags(
      ctx.db,
      taxa.map((taxon) => taxon.id),
    );
    const rows = taxa.map((taxon) => ({
      ...taxon,
      confirmedBy: grant.standing.signedIn ? taxon.confirmedBy : null,
      effective: flags.get(taxon.id) ?? null,
    }));
    return ok({ ...counts, taxa: rows });
  },
});

/** Confirms many proposals at once, each as the person saw or corrected it. */
export const confirmFlags = verb({
  name: "taxon.confirmFlags",
  permission: "taxonomy.edit",
  input: z.strictObject({
    taxa: z
      .array(z.strictObject({ taxonId, version: z.int().nonnegative(), flags: taxonFlags }))
      .min(1)
      .max(500),
  }),
  run: (ctx, i) =>
    transact(ctx.db, async (tx) => {
      await lockTree(tx);
      const by = changeBy(ctx);
      const records = new Map(
        (
          await taxonRecords(
            tx,
            i.taxa.map((t) => t.taxonId),
          )
        ).map((record) => [record.id, record]),
      );
      for (const { taxonId: id, version, flags } of i.taxa) {
        const record = records.get(id);
        if (record === undefined || record.projectId !== null) return refuse("notFound", `the site has no taxon ${id}`);
        const confirmed = { ...flags, flagsConfirmedBy: by.by, flagsConfirmedAt: by.at };
        if (!(await writeTaxon(tx, id, confirmed, by.at, version)))
          return refuse("stale", `somebody changed ${record.displayName} since you opened this list; reload it`);
        await insertTaxonomyEvent(tx, by, { taxonId: id, kind: "flags", ...difference(record, flags) });
      }
      return ok({ confirmed: i.taxa.length });
    }),
});
