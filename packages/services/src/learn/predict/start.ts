import {
  compileView,
  countPredictable,
  forgetPredictions,
  giveBatchToRun,
  insertRun,
  listModels,
  matchClasses,
  modelById,
  modelClasses,
  openBatch,
  runsAtWork,
} from "@nauplius/db";
import { allows, batchId, defaultSort, filter, modelId, ok, projectId, type RunId, refuse, thresholds } from "@nauplius/domain";
import { z } from "zod";
import { type Grant, sightOf } from "../../access.ts";
import { earlierBatch } from "../../annotation/gesture.ts";
import { actingUser, type Context } from "../../context.ts";
import { checkFilter, unknownColumns } from "../../object/check.ts";
import { deliver } from "../../run/verbs.ts";
import { transact } from "../../transact.ts";
import { type Outcome, verb } from "../../verb.ts";

const asked = z.strictObject({ projectId, modelId, filter: filter.default({}) });

/** A model that may predict here: managers use those in service, administrators any. */
async function usableModel(ctx: Context, grant: Grant, id: z.output<typeof modelId>) {
  const model = await modelById(ctx.db, id);
  if (model === null) return refuse("notFound", "there is no such model");
  if (model.state !== "service" && !allows("model.manage", grant.standing))
    return refuse("forbidden", `${model.name} ${model.version} is not in service; administrators may try it`);
  // The tree may have grown since the model came.
  if ((await matchClasses(ctx.db, id)) > 0) await forgetPredictions(ctx.db, id);
  const classes = await modelClasses(ctx.db, id);
  if (classes.every(({ taxonId }) => taxonId === null))
    return refuse(
      "conflict",
      `no class of ${model.name} ${model.version} has a taxon on this site; an administrator maps them on the model's page`,
    );
  return ok({ model, classes });
}

async function viewOf(ctx: Context, grant: Grant, i: z.output<typeof asked>) {
  const refusal = checkFilter(grant, i.filter);
  if (refusal !== null) return refusal;
  const view = await compileView(ctx.db, sightOf(grant), i.filter, defaultSort);
  return view.unknown.length > 0 ? unknownColumns(view.unknown) : ok(view);
}

/** For each precision that the model's evaluation on this site looked at: from which score on each taxon is right so often. A taxon that never is gets
 *  1, so that it stays unclassified. Empty: the model was not judged here, or before thresholds were kept. */
async function preciseThresholds(ctx: Context, id: z.output<typeof modelId>) {
  const evaluation = (await modelById(ctx.db, id))?.evaluation ?? null;
  if (evaluation === null || evaluation.classes.some(({ thresholds: own }) => own === undefined)) return [];
  return evaluation.model.coverage.map(({ precision }, at) => ({
    precision,
    taxa: evaluation.classes.flatMap(({ taxonId, thresholds: own }) => (taxonId === null ? [] : [{ taxonId, least: own?.[at] ?? 1 }])),
  }));
}

/** The models that could predict in a project, for its managers. */
export const predictionModels = verb({
  name: "prediction.models",
  permission: "predict.run",
  input: z.strictObject({ projectId }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, _i, grant) => {
    const any = allows("model.manage", grant.standing);
    const models = (await listModels(ctx.db)).filter(({ state }) => state === "service" || (any && state === "candidate"));
    return ok(
      await Promise.all(
        models.map(async ({ id, name, version, state, classes, mapped, recipe }) => {
          const precise = await preciseThresholds(ctx, id);
          return { id, name, version, state, classes, mapped, recipe, precise };
        }),
      ),
    );
  },
});

/** How many objects a prediction would look at: only those that nobody decided on. */
export const countPrediction = verb({
  name: "prediction.count",
  permission: "predict.run",
  input: z.strictObject({ projectId, filter: filter.default({}) }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i, grant) => {
    const refusal = checkFilter(grant, i.filter);
    if (refusal !== null) return refusal;
    const view = await compileView(ctx.db, sightOf(grant), i.filter, defaultSort);
    return view.unknown.length > 0 ? unknownColumns(view.unknown) : ok({ objects: await countPredictable(ctx.db, view) });
  },
});

/** Lets a model predict the taxa of a view or of a whole project, as a run. */
export const startPrediction = verb({
  name: "prediction.start",
  permission: "predict.run",
  input: asked.extend({ batchId, thresholds: thresholds.default({ least: 0, taxa: [] }) }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i, grant): Promise<Outcome<{ run: RunId }>> => {
    const usable = await usableModel(ctx, grant, i.modelId);
    if (!usable.ok) return usable;
    const view = await viewOf(ctx, grant, i);
    if (!view.ok) return view;
    const { model } = usable.value;
    const [user, now] = [actingUser(ctx), ctx.clock.now()];
    const outcome = await transact<{ run: RunId; fresh: boolean }>(ctx.db, async (tx) => {
      const request = { modelId: i.modelId, model: `${model.name} ${model.version}`, filter: i.filter, thresholds: i.thresholds };
      const fresh = await openBatch(tx, { id: i.batchId, projectId: i.projectId, kind: "predict", by: user, at: now, request });
      if (!fresh) {
        const earlier = await earlierBatch(tx, i.batchId, i.projectId, user);
        if (!earlier.ok) return earlier;
        return earlier.value.runId === null
          ? refuse("conflict", "this batch id was used for another gesture")
          : ok({ run: earlier.value.runId, fresh });
      }
      if ((await runsAtWork(tx, "predictObjects", i.projectId)) > 0)
        return refuse("busy", "another prediction is at work in this project; wait for it, or cancel it");
      const input = { ...i, name: request.model, sampleIds: sightOf(grant).sampleIds };
      const run = await insertRun(tx, { kind: "predictObjects", projectId: i.projectId, createdBy: user, input, now });
      await giveBatchToRun(tx, i.batchId, run);
      return ok({ run, fresh });
    });
    if (outcome.ok && outcome.value.fresh) await deliver(ctx, { id: outcome.value.run, kind: "predictObjects" });
    return outcome.ok ? ok({ run: outcome.value.run }) : outcome;
  },
});
