import { inSight, openBatch } from "@nauplius/db";
import { labelGesture, ok, projectId, refuse } from "@nauplius/domain";
import { sightOf } from "../access.ts";
import { actingUser } from "../context.ts";
import { usableTaxon } from "../taxon/usable.ts";
import { transact } from "../transact.ts";
import { verb } from "../verb.ts";
import { closeGesture, earlierBatch, type GestureResult, labelIds, roleForLabels } from "./gesture.ts";

/** One gesture of a person on objects that were on their screen: taxon, state, or both. Those that were moved, deleted or divided meanwhile are
 *  named and keep nobody else from their label. Repeating it answers the same and changes nothing. */
export const labelObjects = verb({
  name: "annotation.label",
  permission: "annotation.propose",
  input: labelGesture.extend({ projectId, target: labelGesture.shape.target.options[0] }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i, grant) => {
    const role = roleForLabels(grant);
    if (!role.ok) return role;
    const user = actingUser(ctx);
    const ids = [...new Set(i.target.objects.map((o) => o.id))];
    const visible = new Set<number>(await inSight(ctx.db, sightOf(grant), ids));
    if (visible.size === 0) {
      const retired = await inSight(ctx.db, { ...sightOf(grant), retired: true }, ids);
      if (retired.length > 0)
        return refuse(
          "conflict",
          "what you labelled was divided and is retired; label what was made of it, or put it back first; nothing was changed",
        );
      return refuse("notFound", "these objects are not in this project (any more), or not open to you; nothing was changed");
    }
    const versions = new Map(i.target.objects.map((o) => [Number(o.id), o.version]));
    const at = ctx.clock.now();
    return transact(ctx.db, async (tx) => {
      const request = { how: i.how, change: i.change, objects: ids.length };
      const fresh = await openBatch(tx, { id: i.batchId, projectId: i.projectId, kind: "label", by: user, at, request });
      if (!fresh) {
        const earlier = await earlierBatch(tx, i.batchId, i.projectId, user);
        return earlier.ok ? ok({ batchId: i.batchId, ...(earlier.value.result as GestureResult), repeated: true }) : earlier;
      }
      const usable = i.change.taxonId === "keep" ? null : await usableTaxon(tx, i.change.taxonId, i.projectId);
      if (usable?.ok === false) return usable;
      const gesture = { project: i.projectId, batch: i.batchId, change: i.change, role: role.value, user, at, how: i.how, seen: true };
      const labelled = await labelIds(
        tx,
        gesture,
        ids.filter((id) => visible.has(id)),
        versions,
      );
      const result = { ...labelled, gone: [...ids.filter((id) => !visible.has(id)), ...labelled.gone] };
      await closeGesture(tx, i.batchId, result);
      return ok({ batchId: i.batchId, ...result, repeated: false });
    });
  },
});
