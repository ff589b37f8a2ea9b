import { compileView, countView, insertRun, projectById, runById } from "@nauplius/db";
import {
  defaultSort,
  englishPlateWords,
  filter,
  mostPlated,
  ok,
  plateForm,
  plateWords,
  projectId,
  refuse,
  runId,
  sort,
} from "@nauplius/domain";
import { z } from "zod";
import { sightOf } from "../access.ts";
import { actingUser } from "../context.ts";
import { checkFilter, unknownColumns } from "../object/check.ts";
import { deliver } from "../run/verbs.ts";
import { verb } from "../verb.ts";
import { type PlateInput, plateInput } from "./run.ts";

/** Asks for a plate of a view, or of objects that the filter names: vignettes at one scale with one bar, names and ids, to be printed. */
export const startPlate = verb({
  name: "plate.start",
  permission: "export.run",
  input: z.strictObject({
    projectId,
    filter: filter.default({}),
    sort: sort.default(defaultSort),
    form: plateForm.default("pdf"),
    /** Left out: the project's title. */
    title: z.string().trim().min(1).max(100).optional(),
    /** What it says, in the language of the person who asks. */
    words: plateWords.default(englishPlateWords),
  }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i, grant) => {
    const refusal = checkFilter(grant, i.filter);
    if (refusal !== null) return refusal;
    const sight = sightOf(grant);
    const view = await compileView(ctx.db, sight, i.filter, i.sort);
    if (view.unknown.length > 0) return unknownColumns(view.unknown);
    const count = await countView(ctx.db, view, mostPlated + 1);
    if (count === 0) return refuse("invalid", "filter: got no objects, expected at least one");
    if (count > mostPlated)
      return refuse(
        "tooLarge",
        `filter: got more than ${mostPlated} objects, a plate shows at most ${mostPlated}: choose fewer, or export them`,
      );
    const title = i.title ?? (await projectById(ctx.db, i.projectId))?.title ?? "";
    const input: PlateInput = { ...i, title, sampleIds: [...sight.sampleIds], validatedOnly: sight.validatedOnly };
    const id = await insertRun(ctx.db, {
      kind: "drawPlate",
      projectId: i.projectId,
      createdBy: actingUser(ctx),
      input,
      now: ctx.clock.now(),
    });
    await deliver(ctx, { id, kind: "drawPlate" });
    return ok({ run: id });
  },
});

const files = z.array(z.object({ name: z.string(), key: z.string(), bytes: z.number() })).catch([]);

/** A file of a finished plate, for those who may see all that is on it. */
export const plateFile = verb({
  name: "plate.file",
  permission: "export.run",
  input: z.strictObject({ runId, name: z.string().min(1).max(100) }),
  project: async (ctx, i) => {
    const run = await runById(ctx.db, i.runId);
    return run?.kind === "drawPlate" ? run.projectId : null;
  },
  run: async (ctx, i, grant) => {
    const run = await runById(ctx.db, i.runId);
    if (run === null || run.state !== "done") return refuse("notFound", "this plate is not finished");
    const made = plateInput.parse(run.input);
    const sight = sightOf(grant);
    const narrower =
      (sight.validatedOnly && !made.validatedOnly) || (sight.sampleIds.length > 0 && sight.sampleIds.join() !== made.sampleIds.join());
    if (narrower) return refuse("forbidden", "this plate shows more than you may see");
    const found = files.parse(run.result?.files).find(({ name }) => name === i.name);
    if (found === undefined) return refuse("notFound", `this plate has no file ${i.name}`);
    return (await ctx.storage.size(found.key)) === null ? refuse("gone", "this file was removed; make the plate again") : ok(found);
  },
});
