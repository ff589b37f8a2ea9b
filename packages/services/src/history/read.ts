import {
  correctedIn,
  correctionsOf,
  hiddenBatches,
  historyBatch,
  inSight,
  labelledIn,
  projectOf,
  type Reader,
  sightCondition,
} from "@nauplius/db";
import { batchId, objectId, ok, projectId, refuse } from "@nauplius/domain";
import { z } from "zod";
import { type Grant, sightOf } from "../access.ts";
import { actingUser, type Context } from "../context.ts";
import { verb } from "../verb.ts";

export const readerOf = (ctx: Context, grant: Grant): Reader => ({
  user: actingUser(ctx),
  isAdmin: grant.standing.siteRoles.includes("admin"),
});

/** One gesture of the history, row by row: what stood before and after. */
export const readHistoryBatch = verb({
  name: "history.batch",
  permission: "history.read",
  input: z.strictObject({
    projectId,
    batchId,
    after: z.coerce.number().int().nonnegative().default(0),
    limit: z.coerce.number().int().min(1).max(500).default(200),
  }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i, grant) => {
    const reader = readerOf(ctx, grant);
    const batch = await historyBatch(ctx.db, i.projectId, reader, i.batchId);
    const limited = grant.sampleIds.length > 0;
    if (batch === null || (limited && batch.by !== actingUser(ctx))) return refuse("notFound", "there is no such gesture in this project");
    const page = { after: i.after, limit: i.limit + 1 };
    const sight = sightCondition(sightOf(grant), await hiddenBatches(ctx.db, i.projectId));
    const [labels, edits] =
      batch.kind === "correction"
        ? [[], limited ? [] : await correctedIn(ctx.db, i.batchId, reader, page)]
        : [await labelledIn(ctx.db, i.batchId, sight, page), []];
    const rows = Math.max(labels.length, edits.length);
    return ok({ batch, labels: labels.slice(0, i.limit), edits: edits.slice(0, i.limit), more: rows > i.limit });
  },
});

const shownCorrections = 200;

/** Corrections of an object and of the sample, acquisition and process above it, newest first; for members. */
export const objectCorrections = verb({
  name: "object.corrections",
  permission: "history.read",
  input: z.strictObject({ objectId }),
  project: (ctx, i) => projectOf(ctx.db, "object", i.objectId),
  run: async (ctx, i, grant) => {
    const [visible] = await inSight(ctx.db, sightOf(grant), [i.objectId]);
    if (visible === undefined) return refuse("notFound", "there is no such object, or it is not open to you");
    return ok(await correctionsOf(ctx.db, i.objectId, readerOf(ctx, grant), shownCorrections));
  },
});
