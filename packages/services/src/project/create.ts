import { insertProject, upsertMembership } from "@nauplius/db";
import { newProject, ok } from "@nauplius/domain";
import { actingUser } from "../context.ts";
import { verb } from "../verb.ts";

/** Whoever makes a project manages it. */
export const createProject = verb({
  name: "project.create",
  permission: "project.create",
  input: newProject,
  run: async (ctx, input) => {
    const user = actingUser(ctx);
    const id = await ctx.db.transaction(async (tx) => {
      const made = await insertProject(tx, { ...input, createdBy: user, now: ctx.clock.now() });
      if (user !== null)
        await upsertMembership(tx, { projectId: made, userId: user, role: "manager", sampleIds: [], expiresAt: null, addedBy: user });
      return made;
    });
    return ok({ id });
  },
});
