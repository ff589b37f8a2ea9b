import { updateProject } from "@nauplius/db";
import { ok, projectId, projectPatch, refuse } from "@nauplius/domain";
import { z } from "zod";
import { verb } from "../verb.ts";

export const editProject = verb({
  name: "project.edit",
  permission: "project.edit",
  input: z.strictObject({ projectId, version: z.int().nonnegative(), patch: projectPatch }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i) => {
    const written = await updateProject(ctx.db, i.projectId, i.patch, i.version, ctx.clock.now());
    return written
      ? ok({ version: i.version + 1 })
      : refuse("stale", "somebody changed this project since you opened it; reload to see their change, then make yours");
  },
});
