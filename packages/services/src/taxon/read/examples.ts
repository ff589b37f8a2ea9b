import { countsByProject, type Example, examplesOf } from "@nauplius/db";
import { ok, taxonId } from "@nauplius/domain";
import { z } from "zod";
import { grantFor, sightOf } from "../../access.ts";
import { verb } from "../../verb.ts";
import { onlookerOf } from "../onlooker.ts";
import { projectOfTaxonInput } from "./taxon.ts";

const fromProjects = 6;
const perProject = 8;
const inAll = 24;

/** Vignettes of a taxon from projects whose objects the reader may see, validated ones first; only those for the public. */
export const taxonExamples = verb({
  name: "taxon.examples",
  permission: "taxonomy.read",
  input: z.strictObject({ taxonId }),
  project: projectOfTaxonInput,
  run: async (ctx, i) => {
    const found: Example[] = [];
    for (const { projectId, showsObjects } of await countsByProject(ctx.db, onlookerOf(ctx), [i.taxonId], 30)) {
      if (!showsObjects || found.length >= fromProjects * perProject) continue;
      const grant = await grantFor(ctx, "object.read", projectId);
      if (grant.ok) found.push(...(await examplesOf(ctx.db, sightOf(grant.value), i.taxonId, perProject)));
    }
    return ok(found.slice(0, inAll));
  },
});
