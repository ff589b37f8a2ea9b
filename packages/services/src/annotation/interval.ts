import {
  checkedFor,
  closeBatch,
  compileView,
  describeBatch,
  idsOfOrder,
  inSight,
  insertRejections,
  lockObjects,
  mayBeOther,
  type NewEvent,
  objectsAt,
  openBatch,
  openInInterval,
  rejectedFor,
  type Tx,
  taxaByIds,
  validatedAs,
} from "@nauplius/db";
import {
  allows,
  batchId,
  defaultSort,
  fewestChecks,
  maxObjectsAtOnce,
  maxObjectsPerGesture,
  objectId,
  ok,
  precisionAtLeast,
  projectId,
  refuse,
  type TaxonId,
  taxonId,
  usualChecks,
} from "@nauplius/domain";
import { z } from "zod";
import { type Grant, sightOf } from "../access.ts";
import { actingUser } from "../context.ts";
import { namesOn, shownTo } from "../object/shown.ts";
import { usableTaxon } from "../taxon/usable.ts";
import { transact } from "../transact.ts";
import { verb } from "../verb.ts";
import { asChanged, earlierBatch, roleForLabels, writeEvents } from "./gesture.ts";

/** Part of a view's order whose objects are taken for one taxon. */
const interval = z.strictObject({
  projectId,
  order: z.int().positive(),
  from: z.int().nonnegative(),
  end: z.int().positive(),
  taxonId,
});
type Interval = z.output<typeof interval>;

/** The ids of an interval, and those of them that nobody decided on. */
async function readInterval(tx: Tx, grant: Grant, i: Interval) {
  const length = i.end - i.from;
  if (length < 1 || length > maxObjectsPerGesture)
    return refuse("invalid", `end: the interval is of ${length} objects, expected 1 to ${maxObjectsPerGesture}`);
  const ids = await idsOfOrder(tx, i.projectId, { order: i.order, from: i.from, limit: length });
  if (ids === null) return refuse("gone", `the order ${i.order} is not kept any more: ask for the view's order again`);
  const view = await compileView(tx, sightOf(grant), {}, defaultSort);
  return ok({ ids, view, open: await openInInterval(tx, view, ids, i.taxonId) });
}

/** Objects that people said are not of a taxon: pages leave them out. */
export const listRejections = verb({
  name: "annotation.rejections",
  permission: "view.read",
  input: z.strictObject({ projectId, taxonId }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i, grant) => {
    const view = await compileView(ctx.db, sightOf(grant), {}, defaultSort);
    return ok(await rejectedFor(ctx.db, view, i.taxonId));
  },
});

/** Objects are not of a taxon, says somebody who looked: nothing else is said of them, and their label stays. What was moved or deleted since is
 *  left out: it keeps nobody from remembering the others. `standing`: those that are validated as that taxon all the same. */
export const rejectObjects = verb({
  name: "annotation.reject",
  permission: "annotation.label",
  input: z.strictObject({ projectId, taxonId, objects: z.array(objectId).min(1).max(maxObjectsPerGesture) }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i, grant) => {
    const visible = await inSight(ctx.db, sightOf(grant), i.objects);
    const of = { project: i.projectId, taxon: i.taxonId, objects: visible, by: actingUser(ctx), at: ctx.clock.now() };
    const rejected = await insertRejections(ctx.db, of);
    const standing = await validatedAs(ctx.db, visible, i.taxonId);
    return ok({ rejected, standing: standing.map((o) => asChanged({ ...o, objectId: o.id })) });
  },
});

/** Scatters ids by a seed, so that nobody chooses what is checked; the same seed draws the same. */
const scattered = (ids: readonly number[], seed: number): number[] =>
  ids
    .map((id) => ({ id, at: Math.imul(Math.imul(id ^ seed, 0x85ebca6b) ^ (id >>> 13), 0xc2b2ae35) >>> 0 }))
    .sort((a, b) => a.at - b.at || a.id - b.id)
    .map(({ id }) => id);

/** Objects of an interval that nobody saw, drawn by chance: what is found of them bounds the precision of the rest. */
export const drawChecks = verb({
  name: "annotation.drawChecks",
  permission: "annotation.label",
  input: interval.extend({ size: z.int().min(1).max(500).default(usualChecks), seed: z.int().nonnegative().default(0) }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i, grant) => {
    const read = await readInterval(ctx.db, grant, i);
    if (!read.ok) return read;
    const drawn = scattered(read.value.open, i.seed).slice(0, i.size);
    const objects = await objectsAt(ctx.db, await compileView(ctx.db, sightOf(grant), {}, defaultSort), drawn);
    return ok({ open: read.value.open.length, objects: objects.map((row) => shownTo(grant, row)), taxa: await namesOn(ctx.db, objects) });
  },
});

/** Of the checked objects, how many were of the taxon; a refusal where one is not decided on or not of the interval. */
async function judge(tx: Tx, ids: readonly number[], checked: readonly number[], taxon: TaxonId) {
  const unique = [...new Set(checked)];
  const within = new Set<number>(ids);
  const stranger = unique.find((id) => !within.has(id));
  if (stranger !== undefined) return refuse("invalid", `checked: the object ${stranger} is not in the interval`);
  const found = await checkedFor(tx, unique, taxon);
  const open = found.find((c) => c.right === null);
  if (open !== undefined) return refuse("invalid", `checked: nobody has decided on the object ${open.id} yet`);
  if (unique.length < fewestChecks)
    return refuse("invalid", `checked: got ${unique.length} objects, expected at least ${fewestChecks}: fewer bound no precision`);
  return ok({ checks: unique.length, right: found.filter((c) => c.right).length });
}

type Accepted = {
  readonly accepted: number;
  readonly checks: number;
  readonly right: number;
  /** Share of the accepted that are right, at least (95 %). */
  readonly atLeast: number;
  /** What the accepted may hold of other taxa. */
  readonly mayBe: readonly { readonly taxonId: number; readonly displayName: string; readonly objects: number }[];
};

/** Takes the objects of an interval that nobody saw for a taxon, with the precision that the checks bound: accepted, not validated. */
export const acceptInterval = verb({
  name: "annotation.acceptInterval",
  permission: "annotation.label",
  input: interval.extend({ batchId, checked: z.array(objectId).min(1).max(500) }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i, grant) => {
    const role = roleForLabels(grant);
    if (!role.ok) return role;
    const [user, at] = [actingUser(ctx), ctx.clock.now()];
    return transact<Accepted>(ctx.db, async (tx) => {
      const fresh = await openBatch(tx, { id: i.batchId, projectId: i.projectId, kind: "label", by: user, at, request: {} });
      if (!fresh) {
        const earlier = await earlierBatch(tx, i.batchId, i.projectId, user);
        return earlier.ok ? ok((earlier.value.result as { interval: Accepted }).interval) : earlier;
      }
      const usable = await usableTaxon(tx, i.taxonId, i.projectId);
      if (!usable.ok) return usable;
      const read = await readInterval(tx, grant, i);
      if (!read.ok) return read;
      const { ids, open, view } = read.value;
      if (open.length > maxObjectsAtOnce && !allows("annotation.review", grant.standing))
        return refuse("forbidden", `accepting more than ${maxObjectsAtOnce} objects at once is for reviewers`);
      const judged = await judge(tx, ids, i.checked, i.taxonId);
      if (!judged.ok) return judged;
      const locked = await lockObjects(tx, i.projectId, open);
      // What somebody else accepted, decided or marked since it was read, while this waited for its rows, is theirs.
      const still = new Set<number>(
        await openInInterval(
          tx,
          view,
          locked.map((o) => o.id),
          i.taxonId,
        ),
      );
      const held = locked.filter((o) => still.has(o.id));
      const events: NewEvent[] = held.map((o) => ({
        ...{ objectId: o.id, taxonId: i.taxonId, state: "predicted", proposed: false, accepted: true, how: "interval", seen: false },
        ...{ by: user, at, score: o.taxonId === i.taxonId ? o.score : null, fromId: o.lastEventId, version: o.version + 1 },
      }));
      await writeEvents(tx, i.projectId, i.batchId, held, events);
      const others = await mayBeOther(
        tx,
        held.map((o) => o.id),
        i.taxonId,
      );
      const names = new Map((await taxaByIds(tx, [...others.map((o) => o.taxonId)])).map((t) => [Number(t.id), t.displayName]));
      const accepted: Accepted = {
        ...{ accepted: events.length, ...judged.value, atLeast: precisionAtLeast(judged.value.right, judged.value.checks) },
        mayBe: others.map((o) => ({ ...o, displayName: names.get(o.taxonId) ?? "" })),
      };
      const request = { how: "interval", change: { taxonId: i.taxonId, state: "predicted" }, objects: events.length };
      await describeBatch(tx, i.batchId, { ...request, checks: accepted.checks, right: accepted.right, atLeast: accepted.atLeast });
      await closeBatch(tx, i.batchId, { interval: accepted });
      return ok(accepted);
    });
  },
});
