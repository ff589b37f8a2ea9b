import { ok } from "@nauplius/domain";
import type { RunOutcome } from "../run/execute.ts";
import { clearImport } from "./clear.ts";
import type { CheckFacts, Loaded } from "./cursor.ts";
import type { ImportJob } from "./job.ts";
import type { ImportQuestions } from "./questions.ts";

export type ImportResult = {
  readonly mode: CheckFacts["mode"];
  readonly tables: number;
  readonly rows: number;
  /** What the files hold. */
  readonly objects: number;
  readonly images: number;
  readonly errors: number;
  readonly warnings: number;
  readonly objectsAdded: number;
  readonly objectsUpdated: number;
  readonly imagesAdded: number;
  /** Rows whose object and image were there already. */
  readonly skipped: number;
  readonly leftOut: number;
  /** Of a check alone: what a load would ask. */
  readonly questions?: ImportQuestions;
};

export const resultOf = (facts: CheckFacts, loaded: Loaded | null): ImportResult => ({
  mode: facts.mode,
  tables: facts.tables,
  rows: facts.rows,
  objects: facts.objects,
  images: facts.images,
  errors: facts.errors,
  warnings: facts.warnings,
  objectsAdded: loaded?.objects ?? 0,
  objectsUpdated: 0,
  imagesAdded: loaded?.images ?? 0,
  skipped: loaded?.skipped ?? 0,
  leftOut: loaded?.leftOut ?? 0,
});

/** The end of a check without load: nothing stays but what was found. */
export async function endCheck(job: ImportJob, facts: CheckFacts, questions: ImportQuestions | null): Promise<RunOutcome> {
  await clearImport(job, job.handle.run.id, async () => true);
  return ok({ result: { ...resultOf(facts, null), ...(questions === null ? {} : { questions }) } });
}
