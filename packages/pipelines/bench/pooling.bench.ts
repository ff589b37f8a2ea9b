import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { createRng } from "@nauplius/domain";
import {
  countOf,
  encodeModel,
  fractionalShape,
  inferenceGraph,
  type NetworkShape,
  parametersOf,
  planktonContract,
  planktonShape,
  scaleSignal,
  sizeNames,
} from "@nauplius/ml";
import { imageFolders, imagesOf } from "../src/archive/classes.ts";
import { openArchive } from "../src/archive/open.ts";
import { divide } from "../src/learn/class-set.ts";
import { type Fitted, fit } from "../src/learn/fit.ts";
import { fitDefaults } from "../src/learn/fit-settings.ts";
import { type ImageSet, signalAt } from "../src/learn/image-set.ts";
import { loadObjects } from "../src/learn/load-images.ts";
import { runNetwork } from "../src/learn/run-network.ts";
import { openSession } from "../src/learn/runtime.ts";
import { timed } from "./measure.ts";

/** `pnpm --filter @nauplius/pipelines bench:pooling <planktonset.tar> [images] [epochs] [seeds]`: the network as it is and with two fractional
 *  poolings in the place of each halving, trained alike on one thread and judged on the same held-out objects: what stands in the developer's guide. */
const [path = join(import.meta.dirname, "../../../../shared/data/planktonset.tar"), images = "8000", epochs = "8", seeds = "1"] =
  process.argv.slice(2);
if (!existsSync(path)) {
  process.stdout.write(`skipped: ${path} is not there\n`);
  process.exit();
}
const contract = { ...planktonContract, reference: 30 };
const shares = { test: 0.25, validation: 0 } as const;

async function drawn(): Promise<ImageSet> {
  const opened = await openArchive(path);
  if (!opened.ok) throw new Error(opened.error.message);
  const archive = opened.value;
  const chosen = createRng(1)
    .shuffle([...imagesOf(archive, imageFolders(archive))])
    .slice(0, Number(images));
  async function* read() {
    for (const { name, path: file, taxon } of chosen) {
      const bytes = await archive.read(name);
      if (bytes.ok && taxon !== null) yield { path: file, taxon, bytes: bytes.value.slice() };
    }
  }
  // The same detail as `learn train` keeps; loaded at the scale of use, so that cost is measured there.
  const source = { name: basename(path), objects: chosen.length, read, partOf: () => "train" as const, how: "" };
  const { set } = await loadObjects(source, { contract: planktonContract, detail: 1.25 });
  await archive.close();
  return set;
}

const set = await drawn();
const divided = divide(set, shares);
const shapes = { "halving (as shipped)": planktonShape, "fractional, ratio 1.4": fractionalShape };
const shapeOf = (of: (typeof shapes)[keyof typeof shapes]): NetworkShape => of(divided.taxa.length, sizeNames.length);

/** Milliseconds for an object of the network alone on one thread at the scale of use, the networks in turn, the quickest of sixty runs. */
async function costs(): Promise<number[]> {
  const objects = divided.test.slice(0, 60).map((index) => {
    const signal = scaleSignal(signalAt(set, index), planktonContract);
    return { signal, numbers: set.numbers.slice(index * sizeNames.length, (index + 1) * sizeNames.length) };
  });
  const scaling = { temperature: 1, mean: sizeNames.map(() => 0), deviation: sizeNames.map(() => 1) };
  const runs = await Promise.all(
    Object.values(shapes).map(async (of) => {
      const shape = shapeOf(of);
      const weights = new Float32Array(countOf(parametersOf(shape))).fill(0.01);
      return { shape, run: await openSession(encodeModel(inferenceGraph(shape, weights, scaling)), 1) };
    }),
  );
  const best = runs.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < 60; round++) {
    for (const [at, { shape, run }] of runs.entries()) {
      const { seconds } = await timed(objects.length, () => runNetwork(run, objects, { shape, contract: planktonContract, views: 1 }));
      best[at] = Math.min(best[at] ?? seconds, seconds);
    }
  }
  return best.map((seconds) => (seconds * 1000) / objects.length);
}

async function trained(name: string, shape: NetworkShape, seed: number): Promise<Fitted> {
  const folder = await mkdtemp(join(tmpdir(), "pooling-"));
  try {
    const settings = { ...fitDefaults, seed, threads: 1, epochs: Number(epochs), curriculum: [] };
    const input = { set, classOf: divided.classOf, train: divided.train, validation: divided.test, shape, contract };
    // Nothing is chosen by the held-out part: the last weights are judged.
    return await fit(input, settings, {
      checkpoint: join(folder, "checkpoint.bin"),
      onEpoch: ({ epoch, trainLoss, top1, logLoss, seconds }) =>
        process.stderr.write(
          `${name}, seed ${seed}, epoch ${epoch}: training loss ${trainLoss.toFixed(3)}, held out ${top1.toFixed(3)} / ${logLoss.toFixed(3)}, ${seconds.toFixed(0)} s\n`,
        ),
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

process.stdout.write(
  `${divided.train.length} training and ${divided.test.length} held-out objects of ${divided.taxa.length} classes of ${basename(path)} (held out by the hash of the name), ` +
    `${epochs} epochs at reference ${contract.reference}, one thread\n` +
    `${"".padEnd(24)}${["seed", "top-1", "log-loss", "train loss", "s/epoch", "weights", "ms/object"].map((column) => column.padStart(12)).join("")}\n`,
);
const cost = await costs();
for (let seed = 1; seed <= Number(seeds); seed++) {
  for (const [at, [name, of]] of Object.entries(shapes).entries()) {
    const shape = shapeOf(of);
    const { history } = await trained(name, shape, seed);
    const last = history.at(-1);
    // The epoch that other work on the machine disturbed least.
    const pace = Math.min(...history.map(({ seconds }) => seconds));
    const figures = [
      last?.top1.toFixed(3),
      last?.logLoss.toFixed(3),
      last?.trainLoss.toFixed(3),
      pace.toFixed(1),
      countOf(parametersOf(shape)),
      cost[at]?.toFixed(2),
    ];
    process.stdout.write(`${name.padEnd(24)}${[seed, ...figures].map((figure) => String(figure).padStart(12)).join("")}\n`);
  }
}
process.exit();
