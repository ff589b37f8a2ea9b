import { readFile } from "node:fs/promises";
import { forgetUnused, type ImportOptions, importAnswers, importConstants, importModes, importOptions } from "@nauplius/services";
import { type CommandDefinition, type Ending, type Invocation, pathOf, refused } from "../command.ts";
import { UsageProblem } from "../env.ts";
import { withInstance } from "../instance.ts";
import { projectCalled } from "../project.ts";
import { followImport } from "./import/follow.ts";
import { report } from "./import/report.ts";
import { startImportRun } from "./import/start.ts";

export const importCommand: CommandDefinition = {
  name: "import",
  summary: "import a folder, zip or tar: EcoTaxa tables, ZooProcess work folders, class folders or images",
  describe: (command) =>
    command
      .argument("<path>", "folder, zip, tar or tar.gz")
      .requiredOption("--project <title>", "title of the project")
      .option("--create", "make the project if there is none of that title", false)
      .option("--mode <mode>", `${importModes.join(", ")} (default: found out by looking)`)
      .option("--update <what>", "with --mode update: metadata, or classification (annotations as well)", "metadata")
      .option("--class-state <state>", "state of objects in class folders: validated or predicted", "validated")
      .option(
        "--constant <name=value...>",
        "for images without a table: date, time, latitude, longitude, depthmin, depthmax, taxon, user...",
      )
      .option("--degrees <how>", "ZooScan headers: positions in degrees.minutes (minutes) or in decimal degrees (decimal)", "minutes")
      .option("--longitude <sign>", "ZooScan headers: the positive longitudes, west or east", "west")
      .option(
        "--answers <file>",
        'JSON: {"users": {KEY: "me" | "name" | e-mail}, "taxa": {KEY: "leave" | name | id | {"create", "under", "kind"}}, "leaveOut": true}',
      )
      .option("--as <email>", "the person who imports (default: the first administrator)")
      .option("--check", "only check: nothing is loaded", false)
      .addHelpText(
        "after",
        "\nQuestions end the command with exit code 2 and print what is asked; answer them in a file and import again.",
      ),
  run,
};

async function run(invocation: Invocation): Promise<Ending> {
  const { args, options, data, signal } = invocation;
  const chosen = await optionsOf(options);
  const path = pathOf(args[0] ?? "");
  return withInstance({ data, worker: true, signal }, async ({ ctx }) => {
    const project = await projectCalled(ctx, { title: String(options.project), create: options.create === true, as: textOf(options.as) });
    if (!project.ok) return refused(project.error);
    const { id, made } = project.value;
    const forget = async () => void (made && (await forgetUnused(ctx, id)));
    const started = await startImportRun(ctx, { project: id, path, options: chosen, as: textOf(options.as) });
    if (!started.ok) {
      await forget();
      return refused(started.error);
    }
    const run = await followImport(ctx, started.value, { signal, quiet: invocation.json });
    const ending = await report(ctx, run);
    await forget();
    return ending;
  });
}

const textOf = (option: unknown): string | undefined => (typeof option === "string" ? option : undefined);

async function optionsOf(options: Invocation["options"]): Promise<ImportOptions> {
  const parsed = importOptions.safeParse({
    mode: options.mode,
    update: options.update,
    classState: options.classState,
    constants: constantsOf(options.constant),
    positions: { degrees: options.degrees, longitude: options.longitude },
    checkOnly: options.check === true,
    answers: await answersOf(textOf(options.answers)),
  });
  if (parsed.success) return parsed.data;
  throw new UsageProblem(parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("\n"));
}

function constantsOf(given: unknown): Record<string, string> {
  const entries = (Array.isArray(given) ? given : []).map((text: unknown) => {
    const [name = "", ...value] = String(text).split("=");
    if (!Object.hasOwn(importConstants.shape, name) || value.length === 0)
      throw new UsageProblem(
        `--constant ${String(text)}: expected name=value with a name out of ${Object.keys(importConstants.shape).join(", ")}`,
      );
    return [name, value.join("=")] as const;
  });
  return Object.fromEntries(entries);
}

async function answersOf(file: string | undefined): Promise<unknown> {
  if (file === undefined) return undefined;
  const path = pathOf(file);
  const text = await readFile(path, "utf8").catch(() => {
    throw new UsageProblem(`--answers ${path}: there is no such file`);
  });
  try {
    return importAnswers.parse(JSON.parse(text));
  } catch (error) {
    throw new UsageProblem(`--answers ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
