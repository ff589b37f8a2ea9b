import { countKnownRows, type StagedPlace, stagedPlaces } from "@nauplius/db";
import { ok, refuse } from "@nauplius/domain";
import type { RunOutcome } from "../run/execute.ts";
import type { CheckFacts } from "./cursor.ts";
import type { ImportAnswers } from "./input.ts";
import type { ImportJob } from "./job.ts";
import { tablesOf } from "./load/begin.ts";
import { describeStaged, type UnitReading, unitsOf } from "./load/parents.ts";
import type { PersonQuestion } from "./names/people.ts";
import type { Resolved } from "./names/resolve.ts";
import type { TaxonQuestion } from "./names/taxa.ts";
import { endCheck, resultOf } from "./result.ts";
import type { UpdatePreview } from "./update/compare.ts";

/** What an import asks before it goes on. */
export type ImportQuestions = {
  readonly users: readonly PersonQuestion[];
  readonly taxa: readonly TaxonQuestion[];
  /** Images that cannot be used: leave their objects out? */
  readonly images: number;
  /** Answers that could not be understood. */
  readonly faults: readonly { readonly path: string; readonly message: string }[];
  readonly facts: CheckFacts;
  /** Updates: what would change. */
  readonly changes: UpdatePreview | null;
  /** Rows whose object and image the project has already. */
  readonly known: number;
  /** Where the samples' objects lie, to be looked at on a map. */
  readonly places: readonly StagedPlace[];
  /** How the units of the files were understood. */
  readonly units: readonly UnitReading[];
  /** Nothing else is open: load? */
  readonly confirm: boolean;
};

/** What is still open after the check; null: go on. Without a person who waits, bad images refuse the batch. */
export async function questionsOf(
  job: ImportJob,
  facts: CheckFacts,
  names: Resolved,
  answers: ImportAnswers,
  changes: UpdatePreview | null,
): Promise<RunOutcome | null> {
  const { confirm, checkOnly } = job.input.options;
  const images = answers.leaveOut ? 0 : facts.imageErrors;
  const users = names.people.questions;
  const taxa = names.taxa.questions;
  const faults = [...names.people.faults, ...names.taxa.faults];
  if (images > 0 && !confirm && !checkOnly) {
    const others = images === 1 ? "" : ` (and ${images - 1} more)`;
    return refuse("invalid", `${facts.firstError}${others}; answer leaveOut to import the rest`, { details: resultOf(facts, null) });
  }
  const open = users.length + taxa.length + faults.length + images;
  if (open === 0 && (!confirm || answers.load) && !checkOnly) return null;
  const known = await countKnownRows(job.db, job.handle.run.id, job.input.projectId);
  const places = await stagedPlaces(job.db, job.handle.run.id);
  const units = unitsOf(await describeStaged(job, await tablesOf(job)));
  const questions: ImportQuestions = { users, taxa, images, faults, facts, changes, known, places, units, confirm: open === 0 };
  // Who only looks is told what would be asked; nothing waits for an answer.
  if (checkOnly) return endCheck(job, facts, { ...questions, confirm: false });
  return ok({ questions, result: resultOf(facts, null) });
}
