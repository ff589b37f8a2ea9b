import { firstVignettes, inSight, insertRun, keepActivation, modelById, modelClasses, predictedBy, projectOf } from "@nauplius/db";
import { objectId, ok, refuse } from "@nauplius/domain";
import { z } from "zod";
import { sightOf } from "../../access.ts";
import { actingUser } from "../../context.ts";
import { readVignettes } from "../../object/vignettes.ts";
import type { RunHandle, RunOutcome } from "../../run/execute.ts";
import { deliver } from "../../run/verbs.ts";
import { verb } from "../../verb.ts";
import type { PredictDependencies } from "./run.ts";

/** Asks the last model that looked at an object what in it speaks for the best taxon; the answer comes with the object once the run is done. */
export const explainObject = verb({
  name: "object.explain",
  permission: "annotation.propose",
  input: z.strictObject({ objectId }),
  project: (ctx, i) => projectOf(ctx.db, "object", i.objectId),
  run: async (ctx, i, grant) => {
    const [visible] = await inSight(ctx.db, sightOf(grant), [i.objectId]);
    if (visible === undefined) return refuse("notFound", "there is no such object, or it is not open to you");
    const said = await predictedBy(ctx.db, i.objectId);
    if (said === null || said.taxonId === null) return refuse("conflict", "no model has named a taxon for this object");
    const input = { objectId: i.objectId };
    const run = await insertRun(ctx.db, {
      ...{ kind: "explainObject", projectId: grant.project, createdBy: actingUser(ctx), input, now: ctx.clock.now() },
    });
    await deliver(ctx, { id: run, kind: "explainObject" });
    return ok({ run });
  },
});

export async function runExplanation(d: PredictDependencies, { run, signal, hold }: RunHandle): Promise<RunOutcome> {
  const { objectId: id } = z.object({ objectId }).parse(run.input);
  const said = await predictedBy(d.db, id);
  const model = said === null ? null : await modelById(d.db, said.modelId);
  const [place] = await firstVignettes(d.db, [id]);
  if (said === null || model === null || place === undefined)
    return refuse("gone", "the object, its image or its prediction is no longer there");
  const classes = await modelClasses(d.db, model.id);
  // Against the mean of all classes: what speaks for each of them alike decides nothing.
  const named = classes.filter(({ taxonId }) => taxonId !== null && taxonId === said.taxonId).length;
  const weights = Float32Array.from(classes, ({ taxonId }) => (taxonId === said.taxonId ? 1 / named : 0) - 1 / classes.length);
  const running = await d.ports.open(model);
  if (!running.ok) return refuse("invalid", running.error);
  try {
    for await (const { bytes } of readVignettes(d.storage, [place])) {
      const explained = await running.value.explain(bytes, weights, signal);
      if (!explained.ok) return refuse("invalid", explained.error);
      const { cells } = explained.value;
      await d.db.transaction(async (tx) => {
        await hold(tx);
        await keepActivation(tx, id, model.id, cells);
      });
    }
  } finally {
    await running.value.close();
  }
  return ok({ result: { object: id } });
}
