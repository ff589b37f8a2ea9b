import { descendants, historyPeople, projectHistory } from "@nauplius/db";
import { how, ok, projectId, taxonId } from "@nauplius/domain";
import { z } from "zod";
import { actingUser } from "../context.ts";
import { verb } from "../verb.ts";
import { readerOf } from "./read.ts";

/** Kinds of batches as people filter them. */
export const historyKinds = {
  labels: ["label", "undo", "redo", "relabel", "revert"],
  corrections: ["correction", "separate", "join", "putBack"],
  imports: ["import", "copy"],
} as const;

const kind = z.enum(["labels", "corrections", "imports"]);
const before = z.tuple([z.iso.datetime(), z.uuid()]);

/** Labels, corrections and imports of a project in one history, newest first. Whoever sees some samples only sees their own gestures. */
export const projectHistoryList = verb({
  name: "history.list",
  permission: "history.read",
  input: z.strictObject({
    projectId,
    by: z.string().min(1).max(64).optional(),
    kind: kind.optional(),
    from: z.iso.date().optional(),
    to: z.iso.date().optional(),
    /** Labels that gave this taxon, or one below it, or took it away. */
    taxon: taxonId.optional(),
    how: how.optional(),
    before: before.optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i, grant) => {
    const limited = grant.sampleIds.length > 0;
    const by = limited ? (actingUser(ctx) ?? "") : i.by;
    const taxa = i.taxon === undefined ? undefined : await descendants(ctx.db, [i.taxon]);
    const batches = await projectHistory(ctx.db, i.projectId, readerOf(ctx, grant), {
      ...i,
      by,
      taxa,
      kinds: i.kind && historyKinds[i.kind],
      limit: i.limit + 1,
    });
    const people = limited ? [] : await historyPeople(ctx.db, i.projectId);
    return ok({ batches: batches.slice(0, i.limit), more: batches.length > i.limit, people });
  },
});
