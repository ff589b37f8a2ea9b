import { countsByTaxon, projectById } from "@nauplius/db";
import { ok, projectId, refuse } from "@nauplius/domain";
import { z } from "zod";
import { verb } from "../verb.ts";

const input = z.strictObject({ projectId });

export const readProject = verb({
  name: "project.read",
  permission: "project.read",
  input,
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i, grant) => {
    const project = await projectById(ctx.db, i.projectId);
    return project === null
      ? refuse("notFound", "there is no such project")
      : ok({ ...project, role: grant.standing.role, admin: grant.standing.siteRoles.includes("admin"), standing: grant.standing });
  },
});

/** Objects by taxon (0: none) and state. */
export const projectCounts = verb({
  name: "project.counts",
  permission: "project.counts",
  input,
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i, grant) => ok(await countsByTaxon(ctx.db, i.projectId, grant.sampleIds)),
});
