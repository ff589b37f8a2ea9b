import { examplesOfProject } from "@nauplius/db";
import { ok, projectId } from "@nauplius/domain";
import { z } from "zod";
import { sightOf } from "../access.ts";
import { verb } from "../verb.ts";

/** A few vignettes that say at a glance what a project is about. */
export const projectExamples = verb({
  name: "project.examples",
  permission: "object.read",
  input: z.strictObject({ projectId, limit: z.coerce.number().int().min(1).max(60).default(12) }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i, grant) => ok(await examplesOfProject(ctx.db, sightOf(grant), i.limit)),
});
