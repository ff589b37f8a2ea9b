import { countTaxa } from "@nauplius/db";
import { ok } from "@nauplius/domain";
import { z } from "zod";
import { verb } from "../../verb.ts";

/** How large the site's tree is. */
export const taxonomySummary = verb({
  name: "taxonomy.summary",
  permission: "taxonomy.read",
  input: z.strictObject({}),
  run: async (ctx) => ok({ taxa: await countTaxa(ctx.db) }),
});
