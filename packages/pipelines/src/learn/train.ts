import { rm } from "node:fs/promises";
import { join } from "node:path";
import { err, ok, type Result } from "@nauplius/domain";
import { contractHash, planktonContract } from "@nauplius/ml";
import { type Divided, divide, divideBy } from "./class-set.ts";
import { finishForest, finishNetwork } from "./finish.ts";
import { readImages, saveImages } from "./image-cache.ts";
import type { ImageSet } from "./image-set.ts";
import { joinFeatures, type MeasuredFeatures } from "./join-features.ts";
import { loadImages, loadObjects } from "./load-images.ts";
import { type OpenModel, openModel } from "./model-folder.ts";
import { byFineTuning, byHead, fromScratch } from "./network-recipes.ts";
import { objectionToProvider } from "./probe.ts";
import { byForest } from "./train-forest.ts";
import { type Material, sourceName, type TrainOptions, type TrainRequest, type TrainResult, workFolder } from "./train-request.ts";

/** Signals are kept a little larger than the network sees them, so that changes find detail. */
const trainingDetail = 1.25;

/** Trains a model on class folders or on objects and writes its folder; goes on where an interrupted training of the same request
 *  stopped. Refuses in one sentence what cannot be trained. */
export async function trainOnImages(asked: TrainRequest, options: TrainOptions = {}): Promise<Result<TrainResult, string>> {
  const began = performance.now();
  const lacking = await objectionToProvider(asked.provider ?? "cpu");
  if (lacking !== null) options.onNotice?.(lacking);
  const request: TrainRequest = lacking === null ? asked : { ...asked, provider: "cpu" };
  const parent = request.parent === null ? null : await openModel(request.parent);
  if (parent && !parent.ok) return err(parent.error);
  if (!parent && request.recipe !== "scratch") return err(`recipe "${request.recipe}" needs a model to begin with`);
  if (request.uses === "features" && request.recipe !== "forest")
    return err(`recipe "${request.recipe}" learns from images: expected a forest for features alone`);
  if (request.uses === "features" && featuresOf(request) === null)
    return err(`${sourceName(request)} has no measured features that can be compared`);
  if (parent?.value.forest) return err(`${parent.value.path} is a forest: expected a network to begin with`);
  const loaded = await load(request, parent?.value ?? null, options);
  if (!loaded.ok) return loaded;
  const { set, refused } = loaded.value;
  const { images } = request;
  const divided = typeof images === "string" ? divide(set, request.shares) : divideBy(set, images.partOf);
  const objection = objectionTo(set, divided);
  if (objection !== null) return err(`${sourceName(request)}: ${objection}`);
  const unmeasured = request.recipe === "forest" ? Number.NaN : 0;
  const joined = joinFeatures(request.uses === "features" ? withoutSizes(set) : set, featuresOf(request), {
    train: divided.train,
    unmeasured,
  });
  const material: Material = { ...joined, divided, parent: parent?.value ?? null, refused, began };
  const finished = await follow(request, material, options);
  if (options.keepWork !== true) await rm(workFolder(request), { recursive: true, force: true });
  return ok({ ...finished, warnings: divided.warnings, refused });
}

async function follow(request: TrainRequest, material: Material, options: TrainOptions) {
  if (request.recipe === "scratch") return finishNetwork(request, material, await fromScratch(request, material, options), options);
  if (request.recipe === "fine-tune") return finishNetwork(request, material, await byFineTuning(request, material, options), options);
  if (request.recipe === "head") return finishNetwork(request, material, await byHead(request, material, options), options);
  return finishForest(request, material, await byForest(request, material, options));
}

const featuresOf = ({ images, uses }: TrainRequest): MeasuredFeatures | null =>
  typeof images === "string" || uses === "images" ? null : (images.features ?? null);

/** Sizes are read from images: who learns from features alone does not see them. */
const withoutSizes = (set: ImageSet): ImageSet => ({ ...set, numbers: new Float32Array(set.numbers.length).fill(Number.NaN) });

function objectionTo(set: ImageSet, { taxa, train }: Divided): string | null {
  if (set.taxa.length < 2) return `found ${set.taxa.length} class folders, expected at least two`;
  if (taxa.length < 2) return "fewer than two classes have an object in the training part";
  return train.length < 10 ? `found ${train.length} training objects, expected at least 10` : null;
}

async function load(request: TrainRequest, parent: OpenModel | null, { signal, onProgress }: TrainOptions) {
  const contract = parent?.manifest.input ?? planktonContract;
  const cache = join(workFolder(request), `images-${contractHash(contract)}.bin`);
  const kept = await readImages(cache);
  if (kept) return ok({ set: kept, refused: [] });
  const progress = (done: number, of: number) => onProgress?.({ phase: "decode", share: done / of });
  const loading = { contract, detail: trainingDetail, signal, onProgress: progress };
  const { images } = request;
  const loaded = typeof images === "string" ? await loadImages(images, loading) : ok(await loadObjects(images, loading));
  if (!loaded.ok) return err(loaded.error.message);
  if (loaded.value.set.names.length === 0) return err(`${sourceName(request)} holds no image that can be read`);
  await saveImages(cache, loaded.value.set);
  return ok(loaded.value);
}
