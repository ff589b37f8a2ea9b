import { batchById, type DivisibleRow, divisibleObjects, giveBatchToRun, inSight, insertRun, openBatch, projectOf } from "@nauplius/db";
import { batchId, type ObjectId, objectId, ok, projectId, type RunId, refuse } from "@nauplius/domain";
import { z } from "zod";
import { type Grant, sightOf } from "../access.ts";
import { earlierBatch } from "../annotation/gesture.ts";
import { actingUser, type Context } from "../context.ts";
import { deliver } from "../run/verbs.ts";
import { transact } from "../transact.ts";
import { type Outcome, verb } from "../verb.ts";
import { type DivisionInput, drawnLines, drawnOn, joinedObjects } from "./input.ts";
import { placeOf, scanOf } from "./work.ts";

type Asked = Omit<DivisionInput, "projectId"> & { readonly project: NonNullable<Grant["project"]> };

/** The objects that are to be divided, in sight and with a picture each. */
async function foundObjects(
  ctx: Context,
  grant: Grant,
  project: Asked["project"],
  ids: readonly ObjectId[],
): Promise<Outcome<DivisibleRow[]>> {
  const visible = await inSight(ctx.db, sightOf(grant), ids);
  if (visible.length !== new Set(ids).size)
    return refuse("notFound", "there is no such object here, or it was divided or deleted meanwhile");
  const rows = await divisibleObjects(ctx.db, project, ids);
  const without = rows.find(({ vignette }) => vignette === null);
  if (without !== undefined) return refuse("invalid", `${without.originalId} has no image on which it could be divided`);
  return ok(rows);
}

async function begin(ctx: Context, { project, ...asked }: Asked, name: string): Promise<Outcome<{ run: RunId }>> {
  const [by, now] = [actingUser(ctx), ctx.clock.now()];
  const outcome = await transact<{ run: RunId; fresh: boolean }>(ctx.db, async (tx) => {
    const { kind, objects } = asked;
    const fresh = await openBatch(tx, {
      id: asked.batchId,
      projectId: project,
      kind,
      by,
      at: now,
      request: { do: kind, objects: objects.length, name },
    });
    if (!fresh) {
      const earlier = by === null ? ok(await batchById(tx, asked.batchId)) : await earlierBatch(tx, asked.batchId, project, by);
      if (!earlier.ok) return earlier;
      const run = earlier.value?.runId ?? null;
      return run === null ? refuse("conflict", "this batch id was used for another gesture") : ok({ run, fresh });
    }
    const run = await insertRun(tx, {
      kind: "divideObjects",
      projectId: project,
      createdBy: by,
      input: { ...asked, projectId: project, name },
      now,
    });
    await giveBatchToRun(tx, asked.batchId, run);
    return ok({ run, fresh });
  });
  if (outcome.ok && outcome.value.fresh) await deliver(ctx, { id: outcome.value.run, kind: "divideObjects" });
  return outcome.ok ? ok({ run: outcome.value.run }) : outcome;
}

/** Cuts an object along drawn lines: the pieces become objects of their own, the object itself is retired. A run, seconds long. */
export const separateObject = verb({
  name: "object.separate",
  permission: "object.divide",
  input: z.strictObject({ objectId, batchId, lines: drawnLines, drawnOn }),
  project: (ctx, i) => projectOf(ctx.db, "object", i.objectId),
  run: async (ctx, i, grant) => {
    if (grant.project === null) return refuse("notFound", "there is no such object");
    const found = await foundObjects(ctx, grant, grant.project, [i.objectId]);
    if (!found.ok) return found;
    const [row] = found.value;
    if (i.drawnOn === "scan" && (row === undefined || (await scanOf(ctx.db, row)) === null))
      return refuse("invalid", "drawnOn: the scan of this object, or its place there, is not here; expected lines drawn on its vignette");
    const { batchId: batch, lines, drawnOn: on } = i;
    const asked = { project: grant.project, batchId: batch, kind: "separate" as const, objects: [i.objectId], lines, drawnOn: on };
    return begin(ctx, asked, row?.originalId ?? "");
  },
});

/** Makes one object of the parts of a broken animal, which are retired. */
export const joinObjects = verb({
  name: "object.join",
  permission: "object.divide",
  input: z.strictObject({ projectId, batchId, objects: joinedObjects }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i, grant) => {
    const objects = [...new Set(i.objects)];
    if (objects.length < 2) return refuse("invalid", "objects: expected at least two different ones");
    const found = await foundObjects(ctx, grant, i.projectId, objects);
    if (!found.ok) return found;
    const refusal = notOne(found.value);
    if (refusal !== null) return refuse("invalid", refusal);
    return begin(
      ctx,
      { project: i.projectId, batchId: i.batchId, kind: "join", objects, lines: [], drawnOn: "vignette" },
      found.value[0]?.originalId ?? "",
    );
  },
});

/** Why these cannot be parts of one animal, as far as rows say it. */
function notOne(rows: readonly DivisibleRow[]): string | null {
  const [first] = rows;
  if (first === undefined) return "nothing was chosen";
  const elsewhere = rows.find(({ acquisitionId }) => acquisitionId !== first.acquisitionId);
  if (elsewhere !== undefined)
    return `${elsewhere.originalId} and ${first.originalId} are of different acquisitions, expected parts in one scan`;
  const lost = rows.find((row) => placeOf(row) === null);
  if (lost !== undefined)
    return `where ${lost.originalId} lies in its scan is not known (features bx and by), so that it cannot be put beside others`;
  const image = first.free.image;
  const other = rows.find(({ free }) => free.image !== image);
  return other === undefined ? null : `${other.originalId} and ${first.originalId} are in different images`;
}
