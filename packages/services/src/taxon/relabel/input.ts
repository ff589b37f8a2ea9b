import { batchId, relabelChoices, type State } from "@nauplius/domain";
import { z } from "zod";

/** What a re-labelling run was asked: which taxa become which, and for which objects. */
export const relabelInput = z.object({
  /** `merge`: the same thing under another name, who decided stays; `local`: a manager decides anew. */
  why: z.enum(["merge", "local"]),
  pairs: z
    .array(z.tuple([z.int().positive(), z.int().positive()]).readonly())
    .min(1)
    .readonly(),
  choice: z.enum(relabelChoices),
  /** The change of the tree that it follows from. */
  eventId: z.int().positive().optional(),
  /** The manager's gesture, whose batch was opened with it. */
  batchId: batchId.optional(),
});
export type RelabelInput = z.output<typeof relabelInput>;

export const statesOf: Readonly<Record<RelabelInput["choice"], readonly State[]>> = {
  all: ["predicted", "dubious", "validated"],
  notValidated: ["predicted", "dubious"],
};
