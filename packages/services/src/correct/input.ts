import { batchId, correction, projectId, userId } from "@nauplius/domain";
import { z } from "zod";

/** What the row of a correction run holds. */
export const correctionInput = z.object({ projectId, batchId, by: userId.nullable(), correction });
export type CorrectionInput = z.output<typeof correctionInput>;
