import { z } from "zod";

/** At most this part of a person's work is shown again, %. */
export const largestShare = 5;

/** What a project says of second opinions. */
export const opinionTerms = z.strictObject({
  /** Part of each person's work that is shown again, %; 0: nothing is. */
  share: z.int().min(0).max(largestShare, `at most ${largestShare} % of the work is shown again`),
  /** Managers see the agreement of the project and of each person; without it each person sees their own alone. */
  managerSees: z.boolean(),
});
export type OpinionTerms = z.output<typeof opinionTerms>;
export const noOpinions: OpinionTerms = { share: 0, managerSees: false };

/** How many objects may have been shown again to a person who decided so many: never more than the share. */
export const allowedOpinions = (decided: number, share: number): number => Math.floor((decided * share) / 100);

/** What a person decided themselves comes back a day later at the earliest: before, they would remember. */
export const opinionRestMs = 24 * 3_600_000;

/** Letters of a comment on an object: more is a document. */
export const mostCommentLetters = 4_000;
