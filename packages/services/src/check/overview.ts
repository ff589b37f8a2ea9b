import { objectsInScan, overviewOfAcquisition, projectOf } from "@nauplius/db";
import { acquisitionId, ok, refuse } from "@nauplius/domain";
import { z } from "zod";
import type { OverviewFacts } from "../segment/ports.ts";
import { verb } from "../verb.ts";

/** Boxes that are drawn at once. */
const mostObjects = 20_000;

/** The scan of an acquisition made small, with the boxes of its objects and of what was left out, and why. */
export const readOverview = verb({
  name: "acquisition.overview",
  permission: "check.read",
  input: z.strictObject({ acquisitionId }),
  project: (ctx, i) => projectOf(ctx.db, "acquisition", i.acquisitionId),
  run: async (ctx, i, grant) => {
    const found = await overviewOfAcquisition(ctx.db, i.acquisitionId);
    const isSeen = found !== null && (grant.sampleIds.length === 0 || grant.sampleIds.includes(found.sampleId));
    if (!isSeen) return refuse("notFound", "there is no such acquisition, or it is not open to you");
    const { picture, facts, ...acquisition } = found;
    return ok({
      ...acquisition,
      png: picture === null ? null : Buffer.from(picture).toString("base64"),
      // Written by the worker, in this shape.
      facts: facts as OverviewFacts | null,
      objects: picture === null ? [] : await objectsInScan(ctx.db, i.acquisitionId, mostObjects),
    });
  },
});
