import { runById } from "@nauplius/db";
import { allows, ok, refuse, runId } from "@nauplius/domain";
import { z } from "zod";
import { sightOf } from "../access.ts";
import { verb } from "../verb.ts";
import { type ExportInput, holdsEmails } from "./input.ts";

const files = z.array(z.object({ name: z.string(), key: z.string(), bytes: z.number(), sha256: z.string() }));

/** A file of a finished export, for those who may see all that it holds. */
export const exportFile = verb({
  name: "export.file",
  permission: "export.run",
  input: z.strictObject({ runId, name: z.string().min(1).max(255) }),
  project: async (ctx, i) => {
    const run = await runById(ctx.db, i.runId);
    return run?.kind === "exportProject" ? run.projectId : null;
  },
  run: async (ctx, i, grant) => {
    const run = await runById(ctx.db, i.runId);
    if (run === null || run.state !== "done") return refuse("notFound", "this export is not finished");
    const made = run.input as unknown as ExportInput;
    const sight = sightOf(grant);
    const narrower =
      sight.validatedOnly !== made.validatedOnly || (sight.sampleIds.length > 0 && sight.sampleIds.join() !== made.sampleIds.join());
    const manager = grant.standing.role === "manager" || grant.standing.siteRoles.includes("admin");
    if (narrower || (made.options.format === "backup" && !manager)) return refuse("forbidden", "this export holds more than you may see");
    if (holdsEmails(made) && !allows("project.members", grant.standing))
      return refuse("forbidden", "this export holds addresses of people, which are for managers; make one of your own");
    const found = files.parse(run.result?.files ?? []).find((f) => f.name === i.name);
    if (found === undefined) return refuse("notFound", `this export has no file ${i.name}`);
    const size = await ctx.storage.size(found.key);
    return size === null ? refuse("gone", "this file was removed; make the export again") : ok(found);
  },
});
