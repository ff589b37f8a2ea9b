import { searchPeople as searchRows } from "@nauplius/db";
import { maskedEmail, ok } from "@nauplius/domain";
import { z } from "zod";
import { actingUser } from "../../context.ts";
import { verb } from "../../verb.ts";
import { within } from "../tries.ts";

/** People by a part of their name, or by their whole e-mail. Addresses come masked: whoever knows one may find its owner, nobody collects them. */
export const searchPeople = verb({
  name: "people.search",
  permission: "people.search",
  input: z.strictObject({ q: z.string().trim().min(2, "type at least two letters").max(254) }),
  run: async (ctx, i, grant) => {
    const allowed = await within(ctx, `search:${actingUser(ctx) ?? "operator"}`, { max: 120, seconds: 60 });
    if (!allowed.ok) return allowed;
    const found = await searchRows(ctx.db, i.q, 10);
    const seesAddresses = grant.standing.siteRoles.includes("admin");
    return ok(found.map((p) => ({ ...p, email: seesAddresses ? p.email : maskedEmail(p.email) })));
  },
});
