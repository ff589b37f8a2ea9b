import { createWriteStream } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { pipeline } from "node:stream/promises";
import { type ExportFormat, exportFormats, exportOptions, type ProjectId, type RunId } from "@nauplius/domain";
import { type Context, type ExportFile, exportFile, type Outcome, startBackup, startExport } from "@nauplius/services";
import { type CommandDefinition, cancelled, type Ending, exitCodes, type Invocation, pathOf, refused } from "../command.ts";
import { UsageProblem } from "../env.ts";
import { followRun } from "../follow.ts";
import { withInstance } from "../instance.ts";
import { projectCalled } from "../project.ts";
import { plural } from "./segment/report.ts";

export const exportCommand: CommandDefinition = {
  name: "export",
  summary: "write a project's objects into a file, with a manifest beside it",
  describe: (command) =>
    command
      .requiredOption("--project <title>", "title of the project")
      .requiredOption("--format <format>", exportFormats.join(", "))
      .requiredOption(
        "--out <file>",
        "where the file goes; <file>.manifest.json lies beside it, and <file>_means.csv where figures of samples have means",
      )
      .option("--images <which>", "tsv: all, first or none", "all")
      .option("--image-kind <kind>", "tsv: clean, original or scaleBar", "clean")
      .option("--split <by>", "tsv, annotations: sample, taxon or none", "sample")
      .option("--filter <json>", "only these objects: the filter of the grid as JSON", "{}")
      .option("--by <group>", "concentrations, biovolumes, spectra: sample, acquisition or depthBin", "sample")
      .option("--bin <m>", "depthBin: thickness of a bin", "5")
      .option("--states <list>", "concentrations, biovolumes, spectra: states that count", "validated")
      .option(
        "--recast <list>",
        "concentrations, biovolumes, spectra: FROM=TO by ids of taxa, FROM= leaves it out; separated by commas",
        "",
      )
      .option("--no-permalinks", "without a link to each object")
      .option("--no-types", "without EcoTaxa's line of types"),
  run,
};

async function run(invocation: Invocation): Promise<Ending> {
  const { options, data, signal, json } = invocation;
  const wanted = wantedOf(options);
  const out = pathOf(String(options.out));
  return withInstance({ data, worker: true, signal }, async ({ ctx }) => {
    const project = await projectCalled(ctx, { title: String(options.project), create: false, as: undefined });
    if (!project.ok) return refused(project.error);
    const started = await start(ctx, project.value.id, wanted);
    if (!started.ok) return refused(started.error);
    const ended = await followRun(ctx, started.value.run, { signal, quiet: json });
    if (ended.state === "cancelled") return cancelled;
    if (ended.state !== "done")
      return { exit: exitCodes.refused, json: { run: ended.id, state: ended.state, error: { message: ended.reason } }, text: ended.reason };
    const result = ended.result as { objects: number; images: number; files: ExportFile[]; warnings: string[] };
    const [file, manifest, means] = result.files;
    if (file === undefined || manifest === undefined) throw new Error(`export ${ended.id} ended without its files`);
    const beside = `${out.replace(/\.csv$/i, "")}_means.csv`;
    for (const [from, to] of [
      [file, out],
      [manifest, `${out}.manifest.json`],
      ...(means === undefined ? [] : [[means, beside] as const]),
    ] as const) {
      const saved = await save(ctx, ended.id, from, to);
      if (!saved.ok) return refused(saved.error);
    }
    const { objects, images } = result;
    const text = [
      `${plural(objects, "object")} and ${plural(images, "image")} in ${out}`,
      ...(means === undefined ? [] : [`means over samples in ${beside}`]),
      ...result.warnings,
    ].join("\n");
    const files = { file: out, ...(means !== undefined && { means: beside }) };
    return { exit: exitCodes.done, json: { run: ended.id, objects, images, ...files, warnings: result.warnings }, text };
  });
}

function wantedOf(options: Invocation["options"]) {
  const parsed = exportOptions.safeParse({
    format: options.format,
    images: options.images,
    imageKind: options.imageKind,
    split: options.split,
    filter: jsonOf(String(options.filter)),
    permalinks: options.permalinks !== false,
    typesRow: options.types !== false,
    quantities: {
      by: options.by,
      binStep: Number(options.bin),
      states: String(options.states).split(","),
      recast: recastOf(String(options.recast ?? "")),
    },
    // For machines: what a script reads must be what was written.
    spreadsheetSafe: false,
  });
  if (parsed.success) return parsed.data;
  throw new UsageProblem(parsed.error.issues.map((issue) => `--${issue.path.join(".")}: ${issue.message}`).join("\n"));
}

const recastOf = (text: string) =>
  text === ""
    ? []
    : text.split(",").map((rule) => {
        const [from = "", to = ""] = rule.split("=");
        return { from: Number(from), to: to === "" ? null : Number(to) };
      });

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageProblem(`--filter: got ${text}, expected JSON such as {"states":["validated"]}`);
  }
}

const start = (ctx: Context, projectId: ProjectId, options: ReturnType<typeof wantedOf>): Promise<Outcome<{ run: RunId }>> =>
  options.format === ("backup" satisfies ExportFormat)
    ? startBackup.call(ctx, { projectId })
    : startExport.call(ctx, { projectId, options });

/** The file appears under its name only when it is whole. */
async function save(ctx: Context, runId: RunId, file: ExportFile, to: string): Promise<Outcome<null>> {
  const found = await exportFile.call(ctx, { runId, name: file.name });
  if (!found.ok) return found;
  await mkdir(dirname(to), { recursive: true });
  const part = `${to}.part`;
  try {
    await pipeline(await ctx.storage.stream(found.value.key), createWriteStream(part));
    await rename(part, to);
  } finally {
    await rm(part, { force: true });
  }
  return { ok: true, value: null };
}
