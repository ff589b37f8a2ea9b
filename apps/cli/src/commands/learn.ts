import type { CommandDefinition, Ending, Invocation } from "../command.ts";
import { UsageProblem } from "../env.ts";
import { type ActionName, actions } from "./learn/actions.ts";

const help = `
Actions:
  train     train a model on class folders or a project and write its folder; an interrupted training goes on when it is asked for again
              scratch: a network from random weights, hours; head: a new head on a model's embeddings, seconds to minutes;
              fine-tune: a new head, then the network itself; forest: EcoTaxa's way, a random forest on embeddings and measured features
  evaluate  judge a model on class folders; folders that it does not know are reported, not counted
  predict   write a model's best taxa for each image into a CSV file`;

export const learn: CommandDefinition = {
  name: "learn",
  summary: "train, judge and use models on images in folders, or train on a project",
  describe: (command) =>
    command
      .argument("<action>", Object.keys(actions).join(", "))
      .option("--images <path>", "images in class folders: a folder, zip, tar or tar.gz")
      .option("--project <title>", "train: the validated objects of a project of this instance instead, split by sample")
      .option("--model <dir>", "the model's folder (default: the newest that ships); train: the one to begin with")
      .option("--out <path>", "train: folder of the new model; predict: the CSV file")
      .option("--recipe <recipe>", "train: scratch, head, fine-tune or forest", "head")
      .option("--name <name>", "train: name of the new model", "model")
      .option("--model-version <version>", "train: version of the new model", "1.0.0")
      .option("--data-name <text>", "train: what the images are, for the card")
      .option("--data-origin <text>", "train: where they come from, and how to cite them", "Not told.")
      .option("--data-licence <text>", "train: under which licence they are", "not told")
      .option("--licence <text>", "train: licence of the model", "Not told.")
      .option("--citation <text>", "train: how to cite the model", "")
      .option("--note <text>", "train: what else the card should say", "")
      .option("--layers <which>", "fine-tune: all or last", "all")
      .option(
        "--uses <what>",
        "train: images, features (a forest on a project's measured features alone) or both, where a project's objects have them",
        "both",
      )
      .option(
        "--turns <which>",
        "train: scratch, fine-tune: lying on their long side (as networks get them), or any way: for --eight-views",
        "lying",
      )
      .option("--balance <number>", "train: 0 classes weigh as they occur, 1 all the same", "0")
      .option("--epochs <n>", "train: instead of the recipe's own")
      .option("--seed <n>", "train: the same seed, images and threads give the same model", "1")
      .option("--held-out", "evaluate: only the objects that a training by file names holds out", false)
      .option("--views <n>", "1, or 8: the mean over all turned and mirrored views", "1")
      .option("--top <n>", "predict: so many taxa for each image", "3")
      .option("--provider <provider>", "cpu, cuda or webgpu: what networks are trained and run on; where it is not there the CPU", "cpu")
      .option("--threads <n>", "cores to use (default: all)")
      .addHelpText("after", help),
  run,
};

async function run(invocation: Invocation): Promise<Ending> {
  const [name = ""] = invocation.args;
  if (!isAction(name)) throw new UsageProblem(`learn ${name}: expected one of ${Object.keys(actions).join(", ")}`);
  return actions[name](invocation);
}

const isAction = (name: string): name is ActionName => Object.hasOwn(actions, name);
