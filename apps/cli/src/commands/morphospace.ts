import { availableParallelism } from "node:os";
import { percents } from "@nauplius/ecology";
import {
  buildMorphospace,
  type Morphospace,
  readFeatures,
  type SampleSeries,
  TableProblem,
  writeMorphospace,
} from "@nauplius/pipelines/morphospace";
import { type CommandDefinition, type Ending, exitCodes, type Invocation, pathOf } from "../command.ts";
import { UsageProblem } from "../env.ts";
import { preparationNames, recipeOf } from "../preparation.ts";

const help = `
Preparations:
  published    45 features of ZooProcess as Beck et al. 2023 trim and transform them
  yeo-johnson  every column of numbers, both tails trimmed, then Yeo and Johnson's transform
  none         every column of numbers as it is, individuals with a missing one left out

A recipe of one's own is a JSON file, taken in place of a preparation: the features that take part, each with its transform (none, log10, log1p, yeoJohnson),
the side that is trimmed (none, left, right, both) and the share of values trimmed there (0.001 where it is not said):
  { "area": { "transform": "log10", "trim": "right", "share": 0.001 }, "mean": { "trim": "left" } }

Writes axes.csv, coordinates.csv, morphs.csv, indices.csv, series.csv and space.json.`;

export const morphospace: CommandDefinition = {
  name: "morphospace",
  summary: "space, morphs, diversity and series of a table of features, without an instance",
  describe: (command) =>
    command
      .requiredOption("--features <file>", "table of individuals, TSV or CSV: a row each, its features in columns")
      .requiredOption("--out <dir>", "folder of the tables")
      .option("--weights <column>", "what an individual stands for: sub_part / volume (default: 1 each)")
      .option("--sample <column>", "the sample that an individual came from (default: its date)")
      .option("--date <column>", "date of the sample, as 2019-11-21 or 20191121")
      .option("--id <column>", "name of the individual (default: object_id, objid or id, else its row)")
      .option("--taxon <column>", "taxon of the individual, for the taxonomic twins of the indices")
      .option("--intervals", "bootstrap intervals, rarefaction and coverage of each sample: minutes where samples are many", false)
      .option("--preparation <name>", preparationNames, "published")
      .option("--recipe <file>", "JSON file with the rule of each feature, in place of a preparation")
      .option("--axes <n>", "axes kept (default: those above 1, at most 4)")
      .option("--k <n>", "morphs", "200")
      .option("--starts <n>", "starts of k-means, of which the best is kept", "10")
      .option("--groups <n>", "morphotypes that the morphs are joined to", "6")
      .option("--per-sample <n>", "at most so many individuals of a sample; 0 takes all (default: as the preparation says)")
      .option("--seed <n>", "the same seed gives the same result", "1")
      .option("--threads <n>", "cores to use (default: all)")
      .addHelpText("after", help),
  run,
};

async function run({ options, json, signal }: Invocation): Promise<Ending> {
  const recipe = await recipeOf(options);
  const [file, out] = [pathOf(String(options.features)), pathOf(String(options.out))];
  const wanted = {
    k: whole(options.k, "k", 1),
    starts: whole(options.starts, "starts", 1),
    groups: whole(options.groups, "groups", 1),
    seed: whole(options.seed, "seed", 0),
    axes: options.axes === undefined ? undefined : whole(options.axes, "axes", 1),
    threads: options.threads === undefined ? availableParallelism() : whole(options.threads, "threads", 1),
  };
  const perSample = options.perSample === undefined ? undefined : whole(options.perSample, "per-sample", 0);
  try {
    const individuals = await readFeatures(file, { ...columnsOf(options), features: recipe.features }, signal);
    const made = recipe.prepare(individuals.table);
    const preparation = perSample === undefined ? made : { ...made, perSample: perSample === 0 ? null : perSample };
    const onStage = json ? undefined : (stage: string, done: number, of: number) => process.stderr.write(`${stage} ${done}/${of}\n`);
    const built = await buildMorphospace(individuals, { ...wanted, preparation, signal, onStage, intervals: options.intervals === true });
    const files = await writeMorphospace(out, individuals, built);
    return { exit: exitCodes.done, json: { ...summaryOf(built), folder: out, files }, text: textOf(built, out, files) };
  } catch (error) {
    if (error instanceof TableProblem)
      return { exit: exitCodes.refused, json: { error: { code: "badInput", message: error.message } }, text: error.message };
    if (isMissingFile(error)) throw new UsageProblem(`there is no file ${file}`);
    throw error;
  }
}

const isMissingFile = (error: unknown): boolean =>
  error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "EISDIR");

function whole(value: unknown, option: string, least: number): number {
  const number = Number(value);
  if (Number.isSafeInteger(number) && number >= least) return number;
  throw new UsageProblem(`--${option}: got ${String(value)}, expected a whole number from ${least} up`);
}

const columnsOf = (options: Invocation["options"]) => {
  const text = (value: unknown): string | undefined => (value === undefined ? undefined : String(value));
  const { weights, sample, date, id, taxon } = options;
  return { weights: text(weights), sample: text(sample), date: text(date), id: text(id), taxon: text(taxon) };
};

/** Trends for conclusions, and beside them the published recipe. */
function trendOf({ variable, seasonal, published }: SampleSeries) {
  return {
    variable,
    seasonalMannKendall: seasonal === null ? null : { n: seasonal.n, z: seasonal.z, p: seasonal.p, slopePerYear: seasonal.slope },
    asPublished:
      published === null
        ? null
        : { mannKendallP: published.mannKendall.p, slopePerDay: published.line?.slope ?? null, lineP: published.line?.p ?? null },
  };
}

function summaryOf({ space, morphs, samples, series, warnings }: Morphospace) {
  return {
    individuals: space.individuals,
    features: space.pca.features.length,
    samples: samples.length,
    axes: space.axes,
    eigenvalues: space.pca.eigenvalues,
    percent: percents(space.pca),
    morphs: morphs.masses.length,
    objective: morphs.objective,
    iterations: morphs.iterations,
    converged: morphs.converged,
    trends: series.map(trendOf),
    warnings,
  };
}

function textOf(made: Morphospace, out: string, files: readonly string[]): string {
  const { space, morphs, samples, warnings } = made;
  const percent = percents(space.pca).slice(0, space.axes);
  const axes = percent.map((value) => `${value.toFixed(1)} %`).join(", ");
  return [
    `${space.individuals} individuals, ${space.pca.features.length} features, ${samples.length} samples`,
    `${space.axes} axes (${axes}), ${morphs.masses.length} morphs`,
    ...warnings,
    `${files.join(", ")} in ${out}`,
  ].join("\n");
}
