import { listProjects as listProjectRows } from "@nauplius/db";
import { allows, ok } from "@nauplius/domain";
import { z } from "zod";
import { actingUser } from "../context.ts";
import { verb } from "../verb.ts";

/** Projects that the person may see: their own, and those whose metadata are visible; `manages`: they may correct it. */
export const listProjects = verb({
  name: "project.list",
  permission: "project.list",
  input: z.strictObject({}),
  run: async (ctx, _input, grant) => {
    const all = grant.standing.siteRoles.includes("admin");
    const rows = await listProjectRows(ctx.db, { user: actingUser(ctx), all, now: ctx.clock.now() });
    const only = ctx.actor.kind === "user" ? ctx.actor.projectIds : null;
    const within = only === null ? rows : rows.filter((p) => only.includes(p.id));
    return ok(within.map((p) => ({ ...p, manages: allows("correct.run", { ...grant.standing, role: p.role, access: p.access }) })));
  },
});
