import { compileView, countView, maxWindow, objectWindow, positionOf } from "@nauplius/db";
import { defaultSort, fieldRef, filter, objectId, ok, projectId, refuse, sort } from "@nauplius/domain";
import { z } from "zod";
import { sightOf } from "../access.ts";
import { verb } from "../verb.ts";
import { checkFilter, unknownColumns } from "./check.ts";
import { namesOn, shownTo } from "./shown.ts";
import { pageOfOrder } from "./standing.ts";

const position = z.tuple([z.union([z.number(), z.string(), z.null()]), z.int()]);
const view = z.strictObject({ projectId, filter: filter.default({}), sort: sort.default(defaultSort) });

/** One page of the objects of a project: filter, order, place in the order; with the names of the taxa on it. */
export const listObjects = verb({
  name: "object.list",
  permission: "object.read",
  input: view.extend({
    after: position.optional(),
    before: position.optional(),
    limit: z.coerce.number().int().min(1).max(maxWindow).default(200),
    /** Columns to be shown with each object. */
    fields: z.array(fieldRef).max(8).default([]),
  }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i, grant) => {
    const refusal = checkFilter(grant, i.filter);
    if (refusal !== null) return refusal;
    const sight = sightOf(grant);
    const compiled = await compileView(ctx.db, sight, i.filter, i.sort, i.fields);
    if (compiled.unknown.length > 0) return unknownColumns(compiled.unknown);
    const misplaced = (["after", "before"] as const).find((way) => compiled.keyType === "number" && typeof i[way]?.[0] === "string");
    if (misplaced !== undefined)
      return refuse("invalid", `${misplaced}: got a text, expected a position of a view in this order: a number and an id`);
    // No index holds a project's own columns: their first page is that of the order, where somebody asked for it before.
    const isFirst = i.after === undefined && i.before === undefined && typeof i.sort.by !== "string";
    const known = isFirst ? await pageOfOrder(ctx.db, i, sight, { compiled, limit: i.limit }) : null;
    const objects = known ?? (await objectWindow(ctx.db, compiled, { after: i.after, before: i.before, limit: i.limit }));
    return ok({ objects: objects.map((row) => shownTo(grant, row)), taxa: await namesOn(ctx.db, objects) });
  },
});

/** Exact up to here; beyond, "more than". */
const countCap = 100_000;

export const countObjects = verb({
  name: "object.count",
  permission: "object.read",
  input: view.omit({ sort: true }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i, grant) => {
    const refusal = checkFilter(grant, i.filter);
    if (refusal !== null) return refusal;
    const compiled = await compileView(ctx.db, sightOf(grant), i.filter, defaultSort);
    if (compiled.unknown.length > 0) return unknownColumns(compiled.unknown);
    const objects = await countView(ctx.db, compiled, countCap + 1);
    return ok({ objects: Math.min(objects, countCap), atLeast: objects > countCap });
  },
});

/** The objects before and after one in a view, for leafing through it. */
export const objectNeighbours = verb({
  name: "object.neighbours",
  permission: "object.read",
  input: view.extend({ objectId }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i, grant) => {
    const refusal = checkFilter(grant, i.filter);
    if (refusal !== null) return refusal;
    const compiled = await compileView(ctx.db, sightOf(grant), i.filter, i.sort);
    if (compiled.unknown.length > 0) return unknownColumns(compiled.unknown);
    const here = await positionOf(ctx.db, compiled, i.objectId);
    if (here === null) return refuse("notFound", "this object is not in this view (any more)");
    const [before, after] = await Promise.all([
      objectWindow(ctx.db, compiled, { before: here, limit: 1 }),
      objectWindow(ctx.db, compiled, { after: here, limit: 1 }),
    ]);
    return ok({ previous: before[0]?.id ?? null, next: after[0]?.id ?? null });
  },
});
