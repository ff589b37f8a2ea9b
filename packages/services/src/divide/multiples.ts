import { effectiveFlags, hiddenBatches, largestMultiples, multiplesBySample, taxaInUse } from "@nauplius/db";
import { ok, projectId, sampleId } from "@nauplius/domain";
import { z } from "zod";
import { sightOf } from "../access.ts";
import { verb } from "../verb.ts";

/** Objects whose taxon shows several individuals, the largest first, and what they are of each sample: they are one in every count. */
export const listMultiples = verb({
  name: "object.multiples",
  permission: "object.read",
  input: z.strictObject({
    projectId,
    sampleId: sampleId.optional(),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i, grant) => {
    const sight = sightOf(grant);
    const used = await taxaInUse(ctx.db, i.projectId);
    const flags = await effectiveFlags(ctx.db, used);
    const several = used.filter((id) => flags.get(id)?.extent === "several");
    const living = used.filter((id) => flags.get(id)?.living === true && flags.get(id)?.extent !== "several");
    const hidden = await hiddenBatches(ctx.db, i.projectId);
    const taxa = { several, living };
    const page = { samples: i.sampleId === undefined ? [] : [i.sampleId], limit: i.limit };
    return ok({
      samples: await multiplesBySample(ctx.db, sight, hidden, taxa),
      objects: await largestMultiples(ctx.db, sight, hidden, taxa, page),
    });
  },
});
