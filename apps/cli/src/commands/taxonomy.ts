import { createReadStream, statSync } from "node:fs";
import { basename } from "node:path";
import { type LoadPreview, loadTaxonomyFile } from "@nauplius/services";
import { type CommandDefinition, type Ending, exitCodes, type Invocation, pathOf, refused } from "../command.ts";
import { UsageProblem } from "../env.ts";
import { withInstance } from "../instance.ts";

export const taxonomy: CommandDefinition = {
  name: "taxonomy",
  summary: "load a tree of taxa: EcoTaxa's table (TSV) or an export of WoRMS",
  describe: (command) =>
    command
      .argument("<action>", "load")
      .argument("<file>", "the table; loading it again changes nothing")
      .option("--check", "only say what loading would do", false)
      .addHelpText("after", "\nTaxa are found again by the ids of the file's tree, AphiaIDs and names. With an error nothing is loaded."),
  run,
};

async function run({ args, options, data, signal }: Invocation): Promise<Ending> {
  const [action, given = ""] = args;
  if (action !== "load") throw new UsageProblem(`taxonomy ${action ?? ""}: expected load`);
  const path = pathOf(given);
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) throw new UsageProblem(`there is no file ${path}`);
  const check = options.check === true;
  return withInstance({ data, worker: false, signal }, async ({ ctx }) => {
    const outcome = await loadTaxonomyFile.call(ctx, { file: basename(path), bytes: createReadStream(path), check });
    if (!outcome.ok) return refused(outcome.error);
    const preview = outcome.value;
    const exit = preview.errors > 0 ? exitCodes.refused : exitCodes.done;
    return { exit, json: { ...preview, loaded: !check }, text: textOf(preview, check) };
  });
}

/** Problems that are printed; --json has all of them. */
const printed = 20;

function textOf(p: LoadPreview, check: boolean): string {
  const more = p.problems.length > printed ? [`… and ${p.problems.length - printed} more (--json has all)`] : [];
  const what = `${p.taxa} taxa: ${p.added} added, ${p.changed} changed, ${p.unchanged} as before, ${p.adopted} known from another source`;
  const names = `${p.synonyms} other names; ${p.renamed} taxa shown under a longer or shorter name`;
  const head = check ? `nothing was loaded; loading would give ${what}; ${names}` : `${what}; ${names}`;
  return [...p.problems.slice(0, printed).map((problem) => problem.message), ...more, head].join("\n");
}
