import { clearProblems, type Db, insertProblems } from "@nauplius/db";
import { type Clock, ok, refuse } from "@nauplius/domain";
import type { Storage } from "@nauplius/storage";
import { z } from "zod";
import type { RunHandle, RunOutcome } from "../../run/execute.ts";
import { checkTaxonomy, type LoadPreview, loadTaxonomy } from "./load.ts";

const input = z.object({ key: z.string(), file: z.string() });
const answers = z.object({ load: z.boolean() });
const cursor = z.object({ loaded: z.record(z.string(), z.unknown()).optional() });

/** Problems that go with the question; all of them stand in the run's list. */
const asked = 100;

const figures = ({ taxa, added, changed, unchanged, adopted, synonyms, renamed }: LoadPreview) => ({
  taxa,
  added,
  changed,
  unchanged,
  adopted,
  synonyms,
  renamed,
});

/** Check, ask, load. The load is one transaction, in which the run remembers that it is done. */
export async function runLoadTaxonomy(d: { db: Db; storage: Storage; clock: Clock }, handle: RunHandle): Promise<RunOutcome> {
  const { run } = handle;
  const { key, file } = input.parse(run.input);
  const { loaded } = cursor.parse(run.cursor);
  if (loaded !== undefined) return ok({ result: loaded });
  if ((await d.storage.size(key)) === null) return refuse("gone", `${file} is no longer there; send it again`);
  const bytes = await d.storage.stream(key);
  if (run.answers === null) {
    handle.progress({ step: "check" });
    const checked = await checkTaxonomy(d.db, bytes, file);
    if (!checked.ok) return checked;
    const preview = checked.value;
    await d.db.transaction(async (tx) => {
      await clearProblems(tx, run.id);
      await insertProblems(tx, run.id, preview.problems);
    });
    const questions = { ...preview, file, problems: preview.problems.slice(0, asked) };
    if (preview.errors > 0)
      return refuse("invalid", `${file} has ${preview.errors} errors; correct them and send it again`, { details: questions });
    return ok({ questions });
  }
  if (!answers.parse(run.answers).load) {
    await d.storage.remove(key);
    return refuse("cancelled", "not loaded, as a person decided");
  }
  handle.progress({ step: "load" });
  const change = { by: run.createdBy, at: d.clock.now(), runId: run.id };
  const done = await loadTaxonomy(d.db, bytes, file, change, (tx, preview) => handle.save(tx, { loaded: figures(preview) }));
  if (!done.ok) return done;
  await d.storage.remove(key);
  return ok({ result: figures(done.value) });
}
