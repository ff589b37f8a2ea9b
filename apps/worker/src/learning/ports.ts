import { mkdir, rm } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { heldOut, ok } from "@nauplius/domain";
import { compareObjects, mapObjects, objectionToProvider, openPredictor, type Provider, trainOnImages } from "@nauplius/pipelines/learn";
import type { LearningPorts, Seen, Training } from "@nauplius/services";
import type { Dependencies } from "../jobs/dependencies.ts";
import { checkpointsOf } from "./checkpoints.ts";
import { modelFolder, parcelOf, workFolder } from "./model-files.ts";

const threadsOf = ({ env }: Pick<Dependencies, "env">): number => (env.WORKER_THREADS === 0 ? availableParallelism() : env.WORKER_THREADS);

/** What networks run on here, on how many threads, and why not on what was asked for. */
async function predictingOn({ env }: Pick<Dependencies, "env">): Promise<{ provider: Provider; threads: number; notice: string | null }> {
  const notice = await objectionToProvider(env.WORKER_PROVIDER);
  if (notice !== null || env.WORKER_PROVIDER === "cpu") return { provider: "cpu", threads: threadsOf({ env }), notice };
  // Threads of a GPU share it: two keep it busy while the next batch is decoded.
  return { provider: env.WORKER_PROVIDER, threads: 2, notice };
}

/** What learning jobs need of files and networks. */
export function learningPorts(d: Pick<Dependencies, "env" | "storage" | "log">): LearningPorts {
  return {
    open: async ({ manifest }) => {
      let { notice, ...where } = await predictingOn(d);
      const folder = await modelFolder(d, manifest);
      const opened = await openPredictor(folder, { ...where, onNotice: (text) => (notice = text) });
      if (!opened.ok) return opened;
      return ok({
        predict: (source: AsyncIterable<Seen>, signal: AbortSignal) => opened.value.predict(source, { signal }),
        explain: opened.value.explain,
        notice: () => notice,
        close: opened.value.close,
      });
    },
    compare: (input, signal) => compareObjects(input, { signal }),
    map: mapObjects,
    train: (training) => train(d, training),
    forget: async (key) => {
      const out = workFolder(d.env, "trainings", key);
      for (const folder of [out, `${out}.work`]) await rm(folder, { recursive: true, force: true });
      await checkpointsOf(d, key, out).remove();
    },
  };
}

/** Trains in this machine's folder and hands the model over; what an interrupted training left there, or in the store, is gone on with. */
async function train(d: Pick<Dependencies, "env" | "storage" | "log">, training: Training) {
  const { key, parent, recipe, uses, seed, epochs, layers, turns, balance, about, source } = training;
  const out = workFolder(d.env, "trainings", key);
  await mkdir(workFolder(d.env, "trainings"), { recursive: true, mode: 0o700 });
  const checkpoints = checkpointsOf(d, key, `${out}.work`);
  await checkpoints.fetch();
  const onProgress: Training["onProgress"] = (progress) => {
    // Of an epoch of the network: a head's seconds are not worth a way back.
    if (progress.record && recipe !== "head") checkpoints.keep();
    training.onProgress(progress);
  };
  const trained = await trainOnImages(
    {
      ...about,
      ...{ images: source, out, recipe, uses, seed, epochs, layers, turns, balance, shares: heldOut },
      parent: await modelFolder(d, parent.manifest),
      ...{ threads: threadsOf(d), provider: d.env.WORKER_PROVIDER },
      eightViews: false,
    },
    { signal: training.signal, onProgress, onNotice: (message) => onProgress({ phase: "decode", share: 0, message }), keepWork: true },
  ).finally(checkpoints.settled);
  if (!trained.ok) return trained;
  const { manifest, judged, warnings, refused } = trained.value;
  const parcel = await parcelOf(out, manifest);
  await rm(out, { recursive: true, force: true });
  return ok({ parcel, judged, warnings, refused });
}
