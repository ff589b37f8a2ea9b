import { listRuns } from "@nauplius/db";
import { ok } from "@nauplius/domain";
import { z } from "zod";
import { verb } from "../verb.ts";

/** All runs of the site, for the operator. */
export const allRuns = verb({
  name: "run.all",
  permission: "workers.read",
  input: z.strictObject({ before: z.coerce.number().int().optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }),
  run: async (ctx, i) => ok(await listRuns(ctx.db, i)),
});
