import { modelName, type TrainingRecipe, type TrainingUse, trainingRecipes, trainingSet, trainingUses } from "@nauplius/domain";
import { type TrainRequest, trainOnImages } from "@nauplius/pipelines/learn";
import { chooseSet, sourceOf } from "@nauplius/services";
import { type Ending, exitCodes, type Invocation, refused } from "../../command.ts";
import { UsageProblem } from "../../env.ts";
import { withInstance } from "../../instance.ts";
import { projectCalled } from "../../project.ts";
import {
  failed,
  imagesOf,
  line,
  modelOf,
  outOf,
  percent,
  providerOf,
  shares,
  threadsOf,
  toldOnStderr,
  viewsOf,
  wholeNumber,
} from "./options.ts";

/** On class folders without an instance; on a project through the instance of the data folder. */
export async function train(invocation: Invocation): Promise<Ending> {
  const { options, data, signal } = invocation;
  if (options.project === undefined) {
    const images = imagesOf(options);
    return trainOn(invocation, await requestOf(options, images.path, images.name));
  }
  if (options.images !== undefined) throw new UsageProblem("--images and --project: expected one of them");
  return withInstance({ data, worker: false, signal }, async ({ ctx }) => {
    const title = String(options.project);
    const project = await projectCalled(ctx, { title, create: false, as: undefined });
    if (!project.ok) return refused(project.error);
    const seed = wholeNumber(options, "seed", { from: 0, to: 2 ** 31 - 1 });
    const [recipe, uses] = [recipeOf(options.recipe), usesOf(options.uses)];
    const fixed = await chooseSet(ctx.db, { set: trainingSet.parse({ projects: [project.value], seed }), recipe, uses });
    for (const warning of fixed.warnings) toldOnStderr(warning);
    return trainOn(invocation, await requestOf(options, sourceOf(ctx, fixed, seed), `validated objects of ${title}`));
  });
}

async function trainOn({ json, signal }: Invocation, request: TrainRequest): Promise<Ending> {
  const result = await trainOnImages(request, {
    signal,
    onNotice: toldOnStderr,
    onProgress: ({ phase, share, message }) => {
      if (message !== undefined && !json) process.stderr.write(`\r\u001b[2K${message}\n`);
      else line(json, `${phase} ${percent(share)}`);
    },
  });
  line(json, "");
  if (!result.ok) return failed(result.error);
  const { manifest, warnings, refused: unread } = result.value;
  const { name, version, training, metrics, calibration } = manifest;
  const sentences = [
    `${name} ${version} in ${request.out}: ${manifest.taxa.length} classes, ${training.split.train} training objects, ${training.seconds} s`,
    metrics === null
      ? "nothing was held out: nothing is known of its quality"
      : `${metrics.objects} held-out objects (${/^random/.test(training.split.how) ? "random split" : "by sample"}): top-1 ${percent(metrics.top1)}, top-5 ${percent(metrics.top5)}, log-loss ${metrics.logLoss.toFixed(3)}`,
    ...warnings,
    ...unread.map((image) => `${image.name}: ${image.why}`),
  ];
  const summary = { out: request.out, name, version, recipe: training.recipe, classes: manifest.taxa.length, split: training.split };
  const figures = { metrics, metricsOfEightViews: manifest.metricsOfEightViews, calibration, seconds: training.seconds };
  return { exit: exitCodes.done, json: { ...summary, ...figures, warnings, refused: unread }, text: sentences.join("\n") };
}

async function requestOf(options: Invocation["options"], images: TrainRequest["images"], dataName: string): Promise<TrainRequest> {
  const recipe = recipeOf(options.recipe);
  const text = (name: string): string => String(options[name] ?? "");
  const { turns } = options;
  if (turns !== "lying" && turns !== "any") throw new UsageProblem(`--turns: got ${text("turns")}, expected lying or any`);
  const balance = Number(options.balance);
  if (!(balance >= 0 && balance <= 1)) throw new UsageProblem(`--balance: got ${text("balance")}, expected a number from 0 to 1`);
  if (options.layers !== "all" && options.layers !== "last")
    throw new UsageProblem(`--layers: got ${text("layers")}, expected all or last`);
  if (!modelName.safeParse(text("name")).success) {
    throw new UsageProblem(`--name: got ${text("name")}, expected small letters, digits and hyphens, at most 64, no hyphen first`);
  }
  if (!/^\d+\.\d+\.\d+$/.test(text("modelVersion"))) {
    throw new UsageProblem(`--model-version: got ${text("modelVersion")}, expected three numbers such as 1.0.0`);
  }
  return {
    images,
    out: outOf(options),
    recipe,
    parent: recipe === "scratch" ? null : await modelOf(options),
    name: text("name"),
    version: text("modelVersion"),
    created: new Date().toISOString(),
    data: {
      name: options.dataName === undefined ? dataName : text("dataName"),
      origin: text("dataOrigin"),
      licence: text("dataLicence"),
    },
    licence: text("licence"),
    citation: text("citation"),
    note: text("note"),
    shares,
    seed: wholeNumber(options, "seed", { from: 0, to: 2 ** 31 }),
    threads: threadsOf(options),
    provider: providerOf(options),
    epochs: options.epochs === undefined ? undefined : wholeNumber(options, "epochs", { from: 1, to: 10_000 }),
    layers: options.layers,
    uses: usesOf(options.uses),
    turns,
    balance,
    eightViews: viewsOf(options) === 8,
  };
}

function usesOf(given: unknown): TrainingUse {
  const use = trainingUses.find((known) => known === given);
  if (use) return use;
  throw new UsageProblem(`--uses: got ${String(given)}, expected one of ${trainingUses.join(", ")}`);
}

function recipeOf(given: unknown): TrainingRecipe {
  const recipe = trainingRecipes.find((known) => known === given);
  if (recipe) return recipe;
  throw new UsageProblem(`--recipe: got ${String(given)}, expected one of ${trainingRecipes.join(", ")}`);
}
