import { createRequire } from "node:module";
import type * as Ort from "onnxruntime-node";

const require = createRequire(import.meta.url);

export type Run = (
  feeds: Readonly<Record<string, { readonly data: Float32Array; readonly dims: readonly number[] }>>,
) => Promise<Readonly<Record<string, Float32Array>>>;

/** Loads a model; every input and output is float32. Runs block the calling thread: never on a server's event loop. */
export async function openSession(model: Uint8Array, threads: number): Promise<Run> {
  // Here and not above: who imports this only to say what could be done needs no native library.
  const ort = require("onnxruntime-node") as typeof Ort;
  const session = await ort.InferenceSession.create(model, {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: "sequential",
    logSeverityLevel: 3,
    extra: { session: { set_denormal_as_zero: "1" } },
  });
  return async (feeds) => {
    const tensors = Object.entries(feeds).map(([name, { data, dims }]) => [name, new ort.Tensor("float32", data, dims)] as const);
    const results = await session.run(Object.fromEntries(tensors));
    return Object.fromEntries(Object.entries(results).map(([name, tensor]) => [name, tensor.data as Float32Array]));
  };
}
