import { clearStage, insertProblems } from "@nauplius/db";
import { ok, refuse } from "@nauplius/domain";
import type { RunHandle, RunOutcome } from "../run/execute.ts";
import type { Outcome } from "../verb.ts";
import { check } from "./check/check.ts";
import { removePacks } from "./check/packs.ts";
import { clearImport } from "./clear.ts";
import { type CheckFacts, type ImportCursor, importCursor, type Loaded } from "./cursor.ts";
import { type ImportAnswers, importAnswers, importInput } from "./input.ts";
import type { ImportDependencies, ImportJob } from "./job.ts";
import { tablesOf } from "./load/begin.ts";
import { type LoadState, load, startLoad } from "./load/load.ts";
import { describeStaged, unitDoubts } from "./load/parents.ts";
import { publish } from "./load/publish.ts";
import { resolveNames } from "./names/resolve.ts";
import { questionsOf } from "./questions.ts";
import { endCheck, resultOf } from "./result.ts";

/** One import from wherever it stands: check, questions, load, publish. Running it again changes nothing more. */
export async function importBatch(d: ImportDependencies, handle: RunHandle): Promise<RunOutcome> {
  const job: ImportJob = { ...d, handle, input: importInput.parse(handle.run.input) };
  const cursor = await fromTheBeginning(job, importCursor.parse(handle.run.cursor));
  if (cursor.step === "published") return finish(job, cursor.facts, cursor.loaded);
  if (cursor.step === "load") return loadAll(job, cursor);
  const facts = cursor.step === "checked" ? ok(cursor.facts) : await checkFirst(job);
  if (!facts.ok) return facts;
  const answers = answersOf(job);
  const names = await resolveNames(job, answers);
  const asked = await questionsOf(job, facts.value, names, answers);
  if (asked !== null) return asked;
  if (job.input.options.checkOnly) return endCheck(job, facts.value, null);
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
  const given = input.options.answers;
  const later = importAnswers.parse(handle.run.answers ?? {});
  return {
    users: { ...given.users, ...later.users },
    taxa: { ...given.taxa, ...later.taxa },
    leaveOut: given.leaveOut || later.leaveOut,
    load: given.load || later.load,
  };
};

async function checkFirst(job: ImportJob): Promise<Outcome<CheckFacts>> {
  const checked = await check(job);
  if (!checked.ok) return checked;
  const doubts = unitDoubts(await describeStaged(job, await tablesOf(job)));
  await insertProblems(job.db, job.handle.run.id, doubts);
  const facts = { ...checked.value, warnings: checked.value.warnings + doubts.length };
  const hopeless = facts.errors - facts.imageErrors;
  if (hopeless > 0) {
    const others = facts.errors === 1 ? "" : ` (and ${facts.errors - 1} more)`;
    return refuse("invalid", `${facts.firstError ?? "the batch has errors"}${others}`, { details: resultOf(facts, null) });
  }
  await job.db.transaction((tx) => job.handle.save(tx, { step: "checked", facts }));
  return ok(facts);
}

async function loadAll(job: ImportJob, from: LoadState): Promise<RunOutcome> {
  const state = await load(job, from);
  const loaded = await publish(job, state);
  return finish(job, state.facts, loaded);
}

async function finish(job: ImportJob, facts: CheckFacts, loaded: Loaded): Promise<RunOutcome> {
  await clearStage(job.db, job.handle.run.id);
  // Packs that nothing points at: everything in them was there already.
  await removePacks(job, job.handle.run.id);
  return ok({ result: resultOf(facts, loaded) });
}
