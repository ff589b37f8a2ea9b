import { compileView, countView, giveBatchToRun, idsAfter, insertRun, openBatch } from "@nauplius/db";
import { allows, defaultSort, labelGesture, maxObjectsAtOnce, ok, projectId, type RunId, refuse } from "@nauplius/domain";
import { sightOf } from "../access.ts";
import { actingUser } from "../context.ts";
import { checkFilter, unknownColumns } from "../object/check.ts";
import { deliver } from "../run/verbs.ts";
import { usableTaxon } from "../taxon/usable.ts";
import { transact } from "../transact.ts";
import { verb } from "../verb.ts";
import { type Changed, type Conflict, closeGesture, earlierBatch, labelIds, roleForLabels } from "./gesture.ts";

type Answer = {
  readonly batchId: string;
  /** The run that does it, when it is too long for one request. */
  readonly runId: RunId | null;
  readonly changed: Changed[];
  readonly conflicts: Conflict[];
  readonly repeated: boolean;
};

/** A label on all that match a filter, as the person saw it: refused when the filter holds another number of objects by now. */
export const labelByFilter = verb({
  name: "annotation.labelByFilter",
  permission: "annotation.label",
  input: labelGesture.omit({ how: true }).extend({ projectId, target: labelGesture.shape.target.options[1] }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i, grant) => {
    const role = roleForLabels(grant);
    if (!role.ok) return role;
    const { expected, filter } = i.target;
    const long = expected > maxObjectsAtOnce;
    if (long && !allows("annotation.review", grant.standing))
      return refuse("forbidden", `a label on more than ${maxObjectsAtOnce} objects at once is for reviewers`);
    const refusal = checkFilter(grant, filter);
    if (refusal !== null) return refusal;
    const sight = sightOf(grant);
    const view = await compileView(ctx.db, sight, filter, defaultSort);
    if (view.unknown.length > 0) return unknownColumns(view.unknown);
    const [user, at] = [actingUser(ctx), ctx.clock.now()];
    const outcome = await transact<Answer>(ctx.db, async (tx) => {
      const request = { how: "filter", change: i.change, filter, objects: expected };
      const fresh = await openBatch(tx, { id: i.batchId, projectId: i.projectId, kind: "label", by: user, at, request });
      if (!fresh) {
        const earlier = await earlierBatch(tx, i.batchId, i.projectId, user);
        if (!earlier.ok) return earlier;
        const { changed = [], conflicts = [] } = earlier.value.result as Partial<Answer>;
        return ok({ batchId: i.batchId, runId: earlier.value.runId, changed, conflicts, repeated: true });
      }
      const usable = i.change.taxonId === "keep" ? null : await usableTaxon(tx, i.change.taxonId, i.projectId);
      if (usable?.ok === false) return usable;
      const found = await countView(tx, view, expected + 1);
      if (found !== expected)
        return refuse(
          "conflict",
          `the view holds ${found > expected ? "more" : found} objects by now, not the ${expected} that you decided on`,
          {
            details: { expected, found },
          },
        );
      if (long) {
        const input = { batchId: i.batchId, filter, expected, change: i.change, role: role.value, sampleIds: sight.sampleIds };
        const runId = await insertRun(tx, { kind: "labelByFilter", projectId: i.projectId, createdBy: user, input, now: at });
        await giveBatchToRun(tx, i.batchId, runId);
        return ok({ batchId: i.batchId, runId, changed: [], conflicts: [], gone: [], repeated: false });
      }
      const ids = await idsAfter(tx, view, 0, expected);
      const gesture = {
        project: i.projectId,
        batch: i.batchId,
        change: i.change,
        role: role.value,
        user,
        at,
        how: "filter" as const,
        seen: false,
      };
      const result = await labelIds(tx, gesture, ids, null);
      await closeGesture(tx, i.batchId, result);
      return ok({ batchId: i.batchId, runId: null, ...result, repeated: false });
    });
    if (outcome.ok && outcome.value.runId !== null) await deliver(ctx, { id: outcome.value.runId, kind: "labelByFilter" });
    return outcome;
  },
});
