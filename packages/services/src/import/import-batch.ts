import { clearStage, insertProblems } from "@nauplius/db";
import { ok, refuse } from "@nauplius/domain";
import type { RunHandle, RunOutcome } from "../run/execute.ts";
import type { Outcome } from "../verb.ts";
import { mergeAnswers } from "./answers.ts";
import { check } from "./check/check.ts";
import { removePacks } from "./check/packs.ts";
import { clearImport } from "./clear.ts";
import { type CheckFacts, type ImportCursor, importCursor, type Loaded } from "./cursor.ts";
import { type ImportAnswers, type ImportInput, importAnswers, importInput, noAnswers } from "./input.ts";
import { type ImportDependencies, type ImportJob, whileHeld } from "./job.ts";
import { tablesOf } from "./load/begin.ts";
import { type LoadState, load, startLoad } from "./load/load.ts";
import { describeStaged, unitDoubts } from "./load/parents.ts";
import { publish } from "./load/publish.ts";
import { resolveNames } from "./names/resolve.ts";
import { questionsOf } from "./questions.ts";
import { resultOf } from "./result.ts";
import { goOn, updateProject } from "./update/update.ts";

/** One import from wherever it stands: check, questions, load, publish. Running it again changes nothing more. */
export const importBatch = (d: ImportDependencies, handle: RunHandle): Promise<RunOutcome> =>
  importBatchOf(d, handle, importInput.parse(handle.run.input));

/** The same for a run of another kind whose work ends in an import. */
export async function importBatchOf(d: ImportDependencies, handle: RunHandle, input: ImportInput): Promise<RunOutcome> {
  const job: ImportJob = { ...d, handle, input };
  const cursor = await fromTheBeginning(job, importCursor.parse(handle.run.cursor));
  if (cursor.step === "published") return finish(job, cursor.facts, cursor.loaded);
  if (cursor.step === "updated") return finishUpdate(job, cursor);
  if (cursor.step === "load") return loadAll(job, cursor);
  const facts = cursor.step === "checked" || cursor.step === "update" ? ok(cursor.facts) : await checkFirst(job);
  if (!facts.ok) return facts;
  const answers = answersOf(job);
  const names = await resolveNames(job, answers);
  if (cursor.step === "update") return finishUpdate(job, await goOn(job, names, cursor));
  if (facts.value.mode === "update") {
    const updated = await updateProject(job, facts.value, names, answers);
    return "plan" in updated ? finishUpdate(job, updated) : updated;
  }
  const asked = await questionsOf(job, facts.value, names, answers, null);
  if (asked !== null) return asked;
  const state = await startLoad(job, facts.value, names);
  return state.ok ? loadAll(job, state.value) : state;
}

/** A run that was being cleared when it was started again is cleared to the end first. */
async function fromTheBeginning(job: ImportJob, cursor: ImportCursor): Promise<ImportCursor> {
  if (cursor.step !== "clearing") return cursor;
  await clearImport(job, job.handle.run.id, async () => true);
  return { step: "new" };
}

const answersOf = ({ handle, input }: ImportJob): ImportAnswers => {
  const later = importAnswers.safeParse(handle.run.answers ?? {});
  return mergeAnswers(input.options.answers, later.success ? later.data : noAnswers);
};

async function checkFirst(job: ImportJob): Promise<Outcome<CheckFacts>> {
  const checked = await check(job);
  if (!checked.ok) return checked;
  const doubts = unitDoubts(await describeStaged(job, await tablesOf(job)));
  await whileHeld(job, (tx) => insertProblems(tx, job.handle.run.id, doubts));
  const facts = { ...checked.value, warnings: checked.value.warnings + doubts.length };
  const hopeless = facts.errors - facts.imageErrors;
  if (hopeless > 0) {
    const others = facts.errors === 1 ? "" : ` (and ${facts.errors - 1} more)`;
    return refuse("invalid", `${facts.firstFatal ?? "the batch has errors"}${others}`, { details: resultOf(facts, null) });
  }
  await job.db.transaction((tx) => job.handle.save(tx, { step: "checked", facts }));
  return ok(facts);
}

async function loadAll(job: ImportJob, from: LoadState): Promise<RunOutcome> {
  const state = await load(job, from);
  const loaded = await publish(job, state);
  return finish(job, state.facts, loaded);
}

async function finishUpdate(job: ImportJob, { facts, objects }: { facts: CheckFacts; objects: number }): Promise<RunOutcome> {
  await clearStage(job.db, job.handle.run.id);
  return ok({ result: { ...resultOf(facts, null), objectsUpdated: objects } });
}

async function finish(job: ImportJob, facts: CheckFacts, loaded: Loaded): Promise<RunOutcome> {
  await clearStage(job.db, job.handle.run.id);
  // Packs that nothing points at: everything in them was there already.
  await whileHeld(job, (tx) => removePacks({ db: tx, storage: job.storage }, job.handle.run.id));
  return ok({ result: resultOf(facts, loaded) });
}
