import { keepPerson, taxaByIds } from "@nauplius/db";
import { refuse } from "@nauplius/domain";
import type { RunOutcome } from "../../run/execute.ts";
import type { CheckFacts } from "../cursor.ts";
import type { ImportAnswers } from "../input.ts";
import type { ImportJob } from "../job.ts";
import { columnsOf, tablesOf } from "../load/begin.ts";
import { makeTaxa } from "../load/make-taxa.ts";
import type { Resolved } from "../names/resolve.ts";
import { questionsOf } from "../questions.ts";
import { resultOf } from "../result.ts";
import { applyUpdate, beginUpdate, type UpdateState } from "./apply.ts";
import { previewUpdate, type UpdateTools } from "./compare.ts";

async function toolsOf(job: ImportJob, names: Resolved, now: Date): Promise<UpdateTools> {
  const tables = await tablesOf(job);
  const columns = await columnsOf(job, tables);
  const byFile = new Map(tables.map((t) => [t.file, t]));
  if (job.input.options.update === "metadata") return { job, tables: byFile, columns, names: null };
  const ids = [...names.taxa.known.values()].filter((id): id is number => id !== null);
  const taxonNames = new Map((await taxaByIds(job.db, ids)).map((t): [number, string] => [t.id, t.displayName]));
  return { job, tables: byFile, columns, names: { taxa: names.taxa.known, taxonNames, people: names.people.known, now } };
}

/** Shows what an update would change, asks, and changes it. */
export async function updateProject(
  job: ImportJob,
  facts: CheckFacts,
  names: Resolved,
  answers: ImportAnswers,
): Promise<RunOutcome | UpdateState> {
  const { preview, errors, firstError } = await previewUpdate(await toolsOf(job, names, job.clock.now()));
  if (errors > 0) {
    const others = errors === 1 ? "" : ` (and ${errors - 1} more)`;
    return refuse("invalid", `${firstError}${others}`, { details: resultOf({ ...facts, errors }, null) });
  }
  const asked = await questionsOf(job, facts, names, answers, preview);
  if (asked !== null) return asked;
  const now = job.clock.now();
  return goOn(job, names, await beginUpdate(job, facts, now));
}

/** Taxa and people that the answers asked for exist from here on. */
async function namesMade(job: ImportJob, names: Resolved): Promise<Resolved> {
  return job.db.transaction(async (tx) => {
    const { taxa } = await makeTaxa(tx, job, names.taxa);
    for (const person of names.people.keep) await keepPerson(tx, person);
    const people = new Map([...names.people.known, ...names.people.keep.map((p) => [p.key, p.id] as const)]);
    return { taxa: { ...names.taxa, known: taxa, make: [] }, people: { ...names.people, known: people, keep: [] } };
  });
}

/** From wherever an interrupted update stopped. */
export async function goOn(job: ImportJob, names: Resolved, state: UpdateState): Promise<UpdateState> {
  return applyUpdate(await toolsOf(job, await namesMade(job, names), new Date(state.plan.at)), state);
}
