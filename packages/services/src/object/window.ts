import { compileView, countView, maxWindow, objectWindow } from "@nauplius/db";
import { defaultSort, filter, ok, projectId, refuse, sort } from "@nauplius/domain";
import { z } from "zod";
import { sightOf } from "../access.ts";
import { verb } from "../verb.ts";

const position = z.tuple([z.union([z.number(), z.string(), z.null()]), z.int()]);

/** One page of the objects of a project: filter, order, place in the order. */
export const listObjects = verb({
  name: "object.list",
  permission: "object.read",
  input: z.strictObject({
    projectId,
    filter: filter.default({}),
    sort: sort.default(defaultSort),
    after: position.optional(),
    before: position.optional(),
    limit: z.coerce.number().int().min(1).max(maxWindow).default(200),
  }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i, grant) => {
    const view = await compileView(ctx.db, sightOf(grant), i.filter, i.sort);
    if (view.unknown.length > 0)
      return refuse("invalid", `this project has no column ${view.unknown.join(", ")}`, {
        faults: view.unknown.map((path) => ({ path, message: "unknown column" })),
      });
    return ok({ objects: await objectWindow(ctx.db, view, { after: i.after, before: i.before, limit: i.limit }) });
  },
});

/** Exact up to here; beyond, "more than". */
const countCap = 100_000;

export const countObjects = verb({
  name: "object.count",
  permission: "object.read",
  input: z.strictObject({ projectId, filter: filter.default({}) }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i, grant) => {
    const view = await compileView(ctx.db, sightOf(grant), i.filter, defaultSort);
    if (view.unknown.length > 0) return refuse("invalid", `this project has no column ${view.unknown.join(", ")}`);
    const objects = await countView(ctx.db, view, countCap + 1);
    return ok({ objects: Math.min(objects, countCap), atLeast: objects > countCap });
  },
});
