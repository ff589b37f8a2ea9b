import { monthlyTotals, readSetting, writeSetting } from "@nauplius/db";
import { ok, refuse } from "@nauplius/domain";
import { z } from "zod";
import { verb } from "../verb.ts";

const key = "usage";
const kept = z.object({ public: z.boolean() }).catch({ public: true });

/** How the site grew, as of the last day that was counted: whole numbers of the site, nothing of a single project. */
export const readUsage = verb({
  name: "usage.read",
  permission: "site.read",
  input: z.strictObject({}),
  run: async (ctx, _i, grant) => {
    const { public: isPublic } = kept.parse(await readSetting(ctx.db, key));
    if (!isPublic && !grant.standing.siteRoles.includes("admin")) return refuse("notFound", "this site does not show its statistics");
    const months = await monthlyTotals(ctx.db);
    return ok({ public: isPublic, asOf: months.at(-1)?.day ?? null, months });
  },
});

/** Shows the site's statistics to everybody, or to administrators alone. */
export const publishUsage = verb({
  name: "usage.publish",
  permission: "site.admin",
  input: z.strictObject({ public: z.boolean() }),
  run: async (ctx, i) => {
    await writeSetting(ctx.db, key, { public: i.public }, ctx.clock.now());
    return ok({ public: i.public });
  },
});
