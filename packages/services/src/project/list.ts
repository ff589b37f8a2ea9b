import { listProjects as listProjectRows } from "@nauplius/db";
import { ok } from "@nauplius/domain";
import { z } from "zod";
import { actingUser } from "../context.ts";
import { verb } from "../verb.ts";

/** Projects that the person may see: their own, and those whose metadata are visible. */
export const listProjects = verb({
  name: "project.list",
  permission: "project.list",
  input: z.strictObject({}),
  run: async (ctx, _input, grant) => {
    const all = grant.standing.siteRoles.includes("admin");
    const rows = await listProjectRows(ctx.db, { user: actingUser(ctx), all, now: ctx.clock.now() });
    const only = ctx.actor.kind === "user" ? ctx.actor.projectIds : null;
    return ok(only === null ? rows : rows.filter((p) => only.includes(p.id)));
  },
});
