import {
  addModelEvent,
  cellObjects,
  forgetPredictions,
  listModels as listModelRows,
  lockModels,
  matchClasses,
  modelById,
  modelClasses,
  modelEvents,
  modelInService,
  servedBefore,
  setClassTaxon,
  setModelState,
} from "@nauplius/db";
import { allows, modelId, modelName, ok, refuse, taxonId } from "@nauplius/domain";
import { z } from "zod";
import { actingUser, type Context } from "../../context.ts";
import { usableTaxon } from "../../taxon/usable.ts";
import { transact } from "../../transact.ts";
import { type Outcome, verb } from "../../verb.ts";
import { askComparisons } from "../compare/ask.ts";

/** Place of a class in the order of a model's scores; beyond what the database keeps there is none. */
const classAt = z.coerce.number().int().min(0).max(32_767);

const missing = () => refuse("notFound", "there is no such model");

export const listModels = verb({
  name: "model.list",
  permission: "model.read",
  input: z.strictObject({}),
  run: async (ctx) => ok(await listModelRows(ctx.db)),
});

/** A model with its card, classes and history. Where it was judged in detail (samples of projects) is for administrators. */
export const readModel = verb({
  name: "model.read",
  permission: "model.read",
  input: z.strictObject({ modelId }),
  run: async (ctx, i, grant) => {
    const model = await modelById(ctx.db, i.modelId);
    if (model === null) return missing();
    const [classes, events, before] = await Promise.all([
      modelClasses(ctx.db, i.modelId),
      modelEvents(ctx.db, model.name),
      model.state === "service" ? servedBefore(ctx.db, model.name, model.id) : null,
    ]);
    const mayManage = allows("model.manage", grant.standing);
    const { evaluation, runId, createdBy: _, ...rest } = model;
    const shown =
      evaluation === null || mayManage ? evaluation : { ...evaluation, split: { ...evaluation.split, taught: [] }, samples: [] };
    return ok({ ...rest, runId: mayManage ? runId : null, evaluation: shown, classes, events, before, mayManage });
  },
});

/** What another network saw cannot be compared with what this one sees: projects are looked at anew. */
async function compareAnew<T>(ctx: Context, outcome: Outcome<T>): Promise<Outcome<T>> {
  if (outcome.ok) await askComparisons(ctx, null);
  return outcome;
}

/** Puts a model into service; the one of its name that served retires. */
export const promoteModel = verb({
  name: "model.promote",
  permission: "model.manage",
  input: z.strictObject({ modelId, note: z.string().max(1000).default("") }),
  run: async (ctx, i) =>
    compareAnew(
      ctx,
      await transact(ctx.db, async (tx) => {
        await lockModels(tx);
        const model = await modelById(tx, i.modelId);
        if (model === null) return missing();
        if (model.state === "service") return refuse("conflict", `${model.name} ${model.version} is in service already`);
        const [by, at] = [actingUser(ctx), ctx.clock.now()];
        const before = await modelInService(tx, model.name);
        if (before !== null) {
          await setModelState(tx, before.id, "retired");
          await addModelEvent(tx, { modelId: before.id, kind: "retired", by, at, note: `for ${model.version}` });
        }
        await setModelState(tx, model.id, "service");
        await addModelEvent(tx, { modelId: model.id, kind: "promoted", by, at, note: i.note });
        return ok({ inService: model.version, retired: before?.version ?? null });
      }),
    ),
});

/** Puts the model of a name that served before back into service. */
export const rollBackModel = verb({
  name: "model.rollBack",
  permission: "model.manage",
  input: z.strictObject({ name: modelName }),
  run: async (ctx, i) =>
    compareAnew(
      ctx,
      await transact(ctx.db, async (tx) => {
        await lockModels(tx);
        const now = await modelInService(tx, i.name);
        if (now === null) return refuse("notFound", `no model ${i.name} is in service`);
        const before = await servedBefore(tx, i.name, now.id);
        if (before === null) return refuse("conflict", `no other version of ${i.name} was in service before ${now.version}`);
        const [by, at] = [actingUser(ctx), ctx.clock.now()];
        await setModelState(tx, now.id, "retired");
        await addModelEvent(tx, { modelId: now.id, kind: "retired", by, at, note: `back to ${before.version}` });
        await setModelState(tx, before.id, "service");
        await addModelEvent(tx, { modelId: before.id, kind: "rolledBack", by, at, note: `from ${now.version}` });
        return ok({ inService: before.version, retired: now.version });
      }),
    ),
});

/** Says which taxon of the site a class of a model means; null: none, so that objects that look like it stay unclassified. */
export const mapModelClass = verb({
  name: "model.map",
  permission: "model.manage",
  input: z.strictObject({ modelId, ordinal: classAt, taxonId: taxonId.nullable() }),
  run: async (ctx, i) =>
    transact(ctx.db, async (tx) => {
      await lockModels(tx);
      const model = await modelById(tx, i.modelId);
      if (model === null) return missing();
      const usable = i.taxonId === null ? null : await usableTaxon(tx, i.taxonId, null);
      if (usable?.ok === false) return usable;
      if (!(await setClassTaxon(tx, i.modelId, i.ordinal, i.taxonId))) return refuse("notFound", `this model has no class ${i.ordinal}`);
      await forgetPredictions(tx, i.modelId);
      const note = model.manifest.taxa[i.ordinal] ?? "";
      await addModelEvent(tx, { modelId: i.modelId, kind: "mapped", by: actingUser(ctx), at: ctx.clock.now(), note });
      return ok({ mapped: true });
    }),
});

/** Looks for the taxa of all classes for which nobody decided, by their names. */
export const matchModelClasses = verb({
  name: "model.match",
  permission: "model.manage",
  input: z.strictObject({ modelId }),
  run: async (ctx, i) =>
    transact(ctx.db, async (tx) => {
      await lockModels(tx);
      if ((await modelById(tx, i.modelId)) === null) return missing();
      const matched = await matchClasses(tx, i.modelId);
      if (matched > 0) await forgetPredictions(tx, i.modelId);
      return ok({ matched });
    }),
});

/** Objects of one cell of a confusion matrix: of any project, so for administrators. */
export const readModelCell = verb({
  name: "model.cell",
  permission: "model.manage",
  input: z.strictObject({
    modelId,
    truth: classAt,
    predicted: classAt,
    limit: z.coerce.number().int().min(1).max(500).default(60),
  }),
  run: async (ctx, i) => ok(await cellObjects(ctx.db, i.modelId, i)),
});
