import { compileView, idsOfOrder, maxWindow, objectsAt, readOrder, touchOrder, waitForOrder } from "@nauplius/db";
import { defaultSort, fieldRef, filter, ok, projectId, refuse, sort } from "@nauplius/domain";
import { z } from "zod";
import { sightOf } from "../access.ts";
import { transact } from "../transact.ts";
import { verb } from "../verb.ts";
import { checkFilter, unknownColumns } from "./check.ts";
import { namesOn, shownTo } from "./shown.ts";
import { keyOfView, orderOf } from "./standing.ts";

/** Reads the order of a view once, so that any place in it can be asked for; an order of the same view that still holds is used again. */
export const orderObjects = verb({
  name: "object.order",
  permission: "object.read",
  input: z.strictObject({
    projectId,
    filter: filter.default({}),
    sort: sort.default(defaultSort),
    /** Never one that was read before. */
    fresh: z.boolean().default(false),
  }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i, grant) => {
    const refusal = checkFilter(grant, i.filter);
    if (refusal !== null) return refusal;
    const sight = sightOf(grant);
    const key = keyOfView(i, sight);
    return transact(ctx.db, async (tx) => {
      await waitForOrder(tx, `${i.projectId} ${key}`);
      const standing = i.fresh ? null : await orderOf(tx, i, sight);
      if (standing !== null) return ok({ order: standing.id, objects: standing.objects });
      const view = await compileView(tx, sight, i.filter, i.sort);
      if (view.unknown.length > 0) return unknownColumns(view.unknown);
      const made = await readOrder(tx, view, { project: i.projectId, key, at: ctx.clock.now() });
      return ok({ order: made.id, objects: made.objects });
    });
  },
});

/** The objects at some places of an order. `ids` has one for each place, null where the object is not in sight any more. */
export const objectsOfOrder = verb({
  name: "object.places",
  permission: "object.read",
  input: z.strictObject({
    projectId,
    order: z.int().positive(),
    from: z.int().nonnegative().max(1e9),
    limit: z.int().min(1).max(maxWindow).default(200),
    /** Columns to be shown with each object. */
    fields: z.array(fieldRef).max(8).default([]),
  }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i, grant) => {
    const ids = await idsOfOrder(ctx.db, i.projectId, i);
    if (ids === null) return refuse("gone", `the order ${i.order} is not kept any more: ask for the view's order again`);
    const view = await compileView(ctx.db, sightOf(grant), {}, defaultSort, i.fields);
    const objects = await objectsAt(ctx.db, view, ids);
    await touchOrder(ctx.db, i.order, ctx.clock.now());
    const seen = new Set(objects.map((o) => o.id));
    return ok({
      ids: ids.map((id) => (seen.has(id) ? id : null)),
      objects: objects.map((row) => shownTo(grant, row)),
      taxa: await namesOn(ctx.db, objects),
    });
  },
});
