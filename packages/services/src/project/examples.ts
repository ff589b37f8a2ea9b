import { examplesOfProject } from "@nauplius/db";
import { acquisitionId, ok, projectId, sampleId } from "@nauplius/domain";
import { z } from "zod";
import { sightOf } from "../access.ts";
import { verb } from "../verb.ts";

/** A few vignettes that say at a glance what a project, a sample of it or an acquisition is about. */
export const projectExamples = verb({
  name: "project.examples",
  permission: "object.read",
  input: z.strictObject({
    projectId,
    sampleId: sampleId.optional(),
    acquisitionId: acquisitionId.optional(),
    limit: z.coerce.number().int().min(1).max(60).default(12),
  }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, { sampleId: sample, acquisitionId: acquisition, limit }, grant) =>
    ok(await examplesOfProject(ctx.db, sightOf(grant), { sample, acquisition }, limit)),
});
