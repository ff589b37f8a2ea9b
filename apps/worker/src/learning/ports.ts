import { mkdir, rm } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { heldOut, ok } from "@nauplius/domain";
import { compareObjects, mapObjects, openPredictor, trainOnImages } from "@nauplius/pipelines/learn";
import type { LearningPorts, Seen, Training } from "@nauplius/services";
import type { Dependencies } from "../jobs/dependencies.ts";
import { checkpointsOf } from "./checkpoints.ts";
import { modelFolder, parcelOf, workFolder } from "./model-files.ts";

const threadsOf = ({ env }: Pick<Dependencies, "env">): number => (env.WORKER_THREADS === 0 ? availableParallelism() : env.WORKER_THREADS);

/** What learning jobs need of files and networks. */
export function learningPorts(d: Pick<Dependencies, "env" | "storage" | "log">): LearningPorts {
  const { WORKER_PROVIDER: provider } = d.env;
  return {
    open: async ({ manifest }) => {
      let notice: string | null = null;
      const folder = await modelFolder(d, manifest);
      // Threads of a GPU share it: two keep it busy while the next batch is decoded.
      const threads = provider === "cpu" ? threadsOf(d) : 2;
      const opened = await openPredictor(folder, { threads, provider, onNotice: (text) => (notice = text) });
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
      threads: threadsOf(d),
      eightViews: false,
    },
    { signal: training.signal, onProgress, keepWork: true },
  ).finally(checkpoints.settled);
  if (!trained.ok) return trained;
  const { manifest, judged, warnings, refused } = trained.value;
  const parcel = await parcelOf(out, manifest);
  await rm(out, { recursive: true, force: true });
  return ok({ parcel, judged, warnings, refused });
}
