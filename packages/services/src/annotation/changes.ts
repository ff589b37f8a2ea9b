import { compileView, labelsChangedAfter, peopleSince, taxaByIds } from "@nauplius/db";
import { defaultSort, ok, projectId } from "@nauplius/domain";
import { z } from "zod";
import { sightOf } from "../access.ts";
import { actingUser } from "../context.ts";
import { verb } from "../verb.ts";

/** More than this a page reads anew rather than in place. */
const mostChanges = 2_000;
/** Somebody who labelled so recently is at work. */
const presentMs = 120_000;
/** Gestures are dated as they begin and seen as they are committed: those of the last moments are looked at twice. */
const overlapMs = 10_000;

/** What labels changed since a page last asked, and who else is at work: so that others' labels are shown in place. */
export const labelChanges = verb({
  name: "annotation.changes",
  permission: "view.read",
  input: z.strictObject({
    projectId /** The `last` of the answer before: a moment, in ms. */,
    after: z.coerce.number().int().nonnegative().max(8.64e15).optional(),
  }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i, grant) => {
    const user = actingUser(ctx);
    const last = ctx.clock.now().getTime();
    const since = new Date(last - presentMs);
    const people = user === null ? [] : await peopleSince(ctx.db, i.projectId, since, user);
    if (i.after === undefined) return ok({ last, changed: [], isMore: false, people, taxa: [] });
    const view = await compileView(ctx.db, sightOf(grant), {}, defaultSort);
    const changed = await labelsChangedAfter(ctx.db, view, {
      project: i.projectId,
      since: new Date(Math.max(0, i.after - overlapMs)),
      limit: mostChanges + 1,
    });
    const taxa = (await taxaByIds(ctx.db, [...new Set(changed.flatMap((c) => c.taxonId ?? []))])).map(({ id, displayName }) => ({
      id,
      displayName,
    }));
    return ok({ last, changed: changed.slice(0, mostChanges), isMore: changed.length > mostChanges, people, taxa });
  },
});
