import { type Context, type ImportQuestions, type ImportResult, listProblems, type RunRow } from "@nauplius/services";
import { type Ending, exitCodes } from "../../command.ts";
import { plural } from "../segment/report.ts";

/** Problems of each kind that a command prints; all of them lie with the run, as CSV. */
const shownAtMost = 1000;

const problemsOf = async (ctx: Context, run: RunRow, severity: "error" | "warning") => {
  const found = await listProblems.call(ctx, { runId: run.id, severity, limit: shownAtMost });
  return (found.ok ? found.value : []).map(({ file, line, column, value, message }) => ({ file, line, column, value, message }));
};

/** The documented shape of `import --json`, and how the command ends. */
export async function report(ctx: Context, run: RunRow): Promise<Ending> {
  // What an import of ours wrote into its own row.
  const result = (run.result ?? {}) as Partial<ImportResult>;
  const asked = (run.state === "asking" ? run.questions : result.questions) as ImportQuestions | null | undefined;
  const json = {
    run: run.id,
    objectsAdded: result.objectsAdded ?? 0,
    objectsUpdated: result.objectsUpdated ?? 0,
    imagesAdded: result.imagesAdded ?? 0,
    errors: await problemsOf(ctx, run, "error"),
    warnings: await problemsOf(ctx, run, "warning"),
    questions: { users: asked?.users ?? [], taxa: asked?.taxa ?? [], faults: asked?.faults ?? [] },
    state: run.state,
    reason: run.reason,
    skipped: result.skipped ?? 0,
    leftOut: result.leftOut ?? 0,
    ...(asked?.changes == null ? {} : { changes: asked.changes }),
  };
  if (run.state === "cancelled") return { exit: exitCodes.cancelled, json, text: "cancelled; nothing was loaded" };
  const open = (asked?.users.length ?? 0) + (asked?.taxa.length ?? 0) + (asked?.faults.length ?? 0);
  if (asked != null && open > 0) return { exit: exitCodes.questions, json, text: questionText(asked) };
  if (run.state !== "done") return { exit: exitCodes.refused, json, text: refusalText(run.reason, json.errors) };
  const text = `${plural(json.objectsAdded, "object")} and ${plural(json.imagesAdded, "image")} added, ${plural(json.objectsUpdated, "object")} updated, ${json.skipped} there already; ${plural(json.warnings.length, "warning")}`;
  // A check alone may end with images that cannot be used: the load would be refused.
  return { exit: (asked?.images ?? 0) > 0 ? exitCodes.refused : exitCodes.done, json, text };
}

const told = 20;
/** Why a run was refused, and the errors that this sentence does not tell already, each once. */
export const refusalText = (reason: string, errors: readonly { readonly message: string }[]): string =>
  [reason, ...new Set(errors.map(({ message }) => message).filter((message) => !reason.includes(message)))].slice(0, 1 + told).join("\n");

const questionText = (asked: ImportQuestions): string =>
  [
    ...asked.users.map(
      (q) => `user ${JSON.stringify(q.key)}: ${plural(q.objects, "object")}; "me", "name" (kept without account), or an e-mail`,
    ),
    ...asked.taxa.map(
      (q) =>
        `taxon ${JSON.stringify(q.key)} is ${q.why}: ${plural(q.objects, "object")}; ${q.suggestions.map((s) => JSON.stringify(s.name)).join(", ") || "nothing alike is known"}`,
    ),
    ...asked.faults.map((f) => `${f.path}: ${f.message}`),
    'Answer in a file: --answers answers.json with {"users": {…}, "taxa": {…}}',
  ].join("\n");
