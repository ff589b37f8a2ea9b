import { batchId, objectId, projectId } from "@nauplius/domain";
import { z } from "zod";

const point = z.tuple([z.number().finite(), z.number().finite()]);
/** Lines as they are drawn, in pixels of what they were drawn on. */
export const drawnLines = z.array(z.array(point).min(2).max(2000)).min(1).max(50);
/** The vignette shown first, or the object's scan where that is kept. */
export const drawnOn = z.enum(["vignette", "scan"]).default("vignette");
/** Parts of one broken animal. */
export const joinedObjects = z.array(objectId).min(2).max(20);

/** What the run of a division is given. */
export const divisionInput = z.object({
  projectId,
  batchId,
  kind: z.enum(["separate", "join"]),
  objects: z.array(objectId).min(1),
  lines: z.array(z.array(point)).default([]),
  drawnOn,
});
export type DivisionInput = z.output<typeof divisionInput>;
