import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";

export type EpochRecord = {
  readonly epoch: number;
  readonly reference: number;
  readonly trainLoss: number;
  readonly trainAccuracy: number;
  readonly top1: number;
  readonly top5: number;
  readonly logLoss: number;
  readonly seconds: number;
  readonly imagesPerSecond: number;
};

/** All that a training needs to go on as if it had never stopped. */
export type FitState = {
  readonly key: string;
  epoch: number;
  steps: number;
  readonly history: EpochRecord[];
  readonly vectors: Vectors;
};
/** `average` is the running average of the weights, `best` the average at the epoch with the least validation loss. */
const vectorNames = ["weights", "first", "second", "average", "best"] as const;
type Vectors = Readonly<Record<(typeof vectorNames)[number], Float32Array<ArrayBuffer>>>;

export function newState(key: string, weights: Float32Array<ArrayBuffer>): FitState {
  const zeros = () => new Float32Array(weights.length);
  const vectors = { weights, first: zeros(), second: zeros(), average: weights.slice(), best: weights.slice() };
  return { key, epoch: 0, steps: 0, history: [], vectors };
}

/** One line of JSON, then the vectors; the old checkpoint stays until the new one is whole on the disk. */
export async function saveState(path: string, { key, epoch, steps, history, vectors }: FitState): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const length = vectors.weights.length;
  const head = Buffer.from(`${JSON.stringify({ key, epoch, steps, history, length })}\n`);
  const file = await open(`${path}.part`, "w");
  try {
    await file.appendFile(head);
    for (const name of vectorNames) await file.appendFile(Buffer.from(vectors[name].buffer));
    await file.sync();
  } catch (error) {
    // A full disk must not stay full of half a checkpoint.
    await rm(`${path}.part`, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  await rename(`${path}.part`, path);
}

/** Null where there is none, or one of another training (`key` differs). */
export async function loadState(path: string, key: string): Promise<FitState | null> {
  const bytes = await readFile(path).catch(() => null);
  if (!bytes) return null;
  const end = bytes.indexOf(10);
  const head = JSON.parse(bytes.toString("utf8", 0, end));
  if (head.key !== key || bytes.length !== end + 1 + 4 * vectorNames.length * head.length) return null;
  const vector = (name: (typeof vectorNames)[number]) => {
    const start = end + 1 + vectorNames.indexOf(name) * 4 * head.length;
    return new Float32Array(Uint8Array.from(bytes.subarray(start, start + 4 * head.length)).buffer);
  };
  const [weights, first, second] = [vector("weights"), vector("first"), vector("second")];
  const vectors = { weights, first, second, average: vector("average"), best: vector("best") };
  return { key, epoch: head.epoch, steps: head.steps, history: head.history, vectors };
}
