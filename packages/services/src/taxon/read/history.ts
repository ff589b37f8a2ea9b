import { taxonomyHistory } from "@nauplius/db";
import { ok, taxonId } from "@nauplius/domain";
import { z } from "zod";
import { verb } from "../../verb.ts";
import { projectOfTaxonInput } from "./taxon.ts";

const page = { before: z.coerce.number().int().positive().optional(), limit: z.coerce.number().int().min(1).max(200).default(50) };

/** What happened to a taxon. Who did it is for people with an account. */
export const taxonHistory = verb({
  name: "taxon.history",
  permission: "taxonomy.read",
  input: z.strictObject({ taxonId, ...page }),
  project: projectOfTaxonInput,
  run: async (ctx, i, grant) => {
    const events = await taxonomyHistory(ctx.db, i);
    return ok(grant.standing.signedIn ? events : events.map((event) => ({ ...event, by: null, byName: null })));
  },
});

/** What happened to the site's tree; loads of files aside. */
export const siteTaxonomyHistory = verb({
  name: "taxonomy.history",
  permission: "taxonomy.edit",
  input: z.strictObject(page),
  run: async (ctx, i) => ok(await taxonomyHistory(ctx.db, i)),
});
