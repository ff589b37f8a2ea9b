import { comparisonOf, embeddingModel, insertRun, runsAtWork } from "@nauplius/db";
import { ok, projectId, refuse } from "@nauplius/domain";
import { z } from "zod";
import { actingUser } from "../../context.ts";
import { deliver } from "../../run/verbs.ts";
import { verb } from "../../verb.ts";

const input = z.strictObject({ projectId });

/** When the objects of a project were last compared, so that orders by likeness, distance, doubt and cluster mean something. */
export const readComparison = verb({
  name: "comparison.read",
  permission: "object.read",
  input,
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i) => {
    const last = await comparisonOf(ctx.db, i.projectId);
    const isAtWork = (await runsAtWork(ctx.db, "compareObjects", i.projectId)) > 0;
    return ok({ last: last === null ? null : { objects: last.objects, clusters: last.clusters, at: last.finishedAt }, isAtWork });
  },
});

/** Lets the network in service look at what is new and compares the objects of a project anew; the worker does it by itself after imports and each hour. */
export const startComparison = verb({
  name: "comparison.start",
  permission: "predict.run",
  input,
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i) => {
    if ((await embeddingModel(ctx.db)) === null) return refuse("conflict", "no model is in service; an administrator promotes one");
    if ((await runsAtWork(ctx.db, "compareObjects", i.projectId)) > 0)
      return refuse("busy", "the objects of this project are being compared; wait for it, or cancel it");
    const run = await insertRun(ctx.db, {
      ...{ kind: "compareObjects", projectId: i.projectId, createdBy: actingUser(ctx), input: {}, now: ctx.clock.now() },
    });
    await deliver(ctx, { id: run, kind: "compareObjects" });
    return ok({ run });
  },
});
