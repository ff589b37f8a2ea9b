import { Worker } from "node:worker_threads";
import { cellSize } from "@nauplius/ml";
import { openModel } from "./model-folder.ts";
import { openSession } from "./runtime.ts";

export type Trial = { readonly folder: string; readonly memoryMb: number };

/** Kills this process when it grows too large: the network's own memory lies outside of JavaScript's heap, and a run blocks its loop. */
const watchdog = (bytes: number): Worker =>
  new Worker(`setInterval(() => process.memoryUsage.rss() > ${bytes} && process.kill(process.pid, "SIGKILL"), 20)`, { eval: true });

/** Runs a model on some empty objects of one size, then on others of another: a network made for one number of them fits no other; says in a sentence what is wrong with its answer, null where nothing is. */
export async function tryModel({ folder, memoryMb }: Trial): Promise<string | null> {
  const dog = watchdog(memoryMb * 1024 * 1024);
  try {
    await runOnce(folder);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    await dog.terminate();
  }
}

async function runOnce(folder: string): Promise<void> {
  const model = await openModel(folder);
  if (!model.ok) throw new Error(model.error);
  const { shape, taxa, kind } = model.value.manifest;
  const run = await openSession(model.value.network, 1);
  for (const [n, width, height] of [
    [2, 32, 16],
    [3, 64, 48],
  ] as const) {
    const results = await run({
      image: { data: new Float32Array(n * width * height), dims: [n, 1, height, width] },
      mask: { data: new Float32Array((n * width * height) / cellSize ** 2).fill(1), dims: [n, 1, height / cellSize, width / cellSize] },
      numbers: { data: new Float32Array(n * shape.numbers), dims: [n, shape.numbers] },
    });
    expectLength("embedding", results.embedding, n, shape.embedding);
    expectLength("scores", results.scores, n, shape.classes);
    if (kind === "network" && shape.classes !== taxa.length)
      throw new Error(`the manifest names ${taxa.length} taxa, the network has ${shape.classes} classes`);
    expectShares(results.scores ?? new Float32Array(), shape.classes);
  }
}

function expectLength(name: string, values: Float32Array | undefined, n: number, each: number): void {
  if (values?.length !== n * each)
    throw new Error(`its output "${name}" has ${values?.length ?? 0} numbers for ${n} objects, expected ${n * each}`);
  if (!values.every(Number.isFinite)) throw new Error(`its output "${name}" holds numbers that are not finite`);
}

/** Of each object the scores are shares of one: what a network says before its softmax is none. */
function expectShares(scores: Float32Array, classes: number): void {
  for (let at = 0; at < scores.length; at += classes) {
    const own = scores.subarray(at, at + classes);
    const sum = own.reduce((a, b) => a + b, 0);
    if (own.some((score) => score < 0) || Math.abs(sum - 1) > 1e-3)
      throw new Error(`its output "scores" of an object adds up to ${sum.toFixed(3)}, expected shares of 1`);
  }
}
