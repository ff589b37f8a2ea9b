import { createRequire } from "node:module";
import type * as Ort from "onnxruntime-node";

const require = createRequire(import.meta.url);

export type Run = (
  feeds: Readonly<Record<string, { readonly data: Float32Array; readonly dims: readonly number[] }>>,
) => Promise<Readonly<Record<string, Float32Array>>>;

/** What computes: cpu is always there, the others where the machine and the installed runtime have them. */
export const providers = ["cpu", "cuda", "webgpu"] as const;
export type Provider = (typeof providers)[number];

export type Session = {
  readonly run: Run;
  readonly provider: Provider;
  /** Says that and why another provider was taken than the one asked for. */
  readonly notice: string | null;
};

/** Loads a model on a provider, or on the CPU where it is not there. */
export async function openSessionOn(model: Uint8Array, { threads, provider }: { threads: number; provider: Provider }): Promise<Session> {
  if (provider === "cpu") return { run: await openSession(model, threads), provider, notice: null };
  try {
    return { run: await create(model, { threads, provider }), provider, notice: null };
  } catch (error) {
    const notice = `${provider} was asked for and is not there (${reasonOf(error)}): running on the CPU`;
    return { run: await openSession(model, threads), provider: "cpu", notice };
  }
}

/** The runtime's own words, without the place in its source and the condition that they may begin with. */
function reasonOf(error: unknown): string {
  const [why = ""] = (error instanceof Error ? error.message : String(error)).replace(/^\/\S+:\d+ .*? was false\. /s, "").split("\n");
  return why.trim().slice(0, 200) || "no reason given";
}

/** Loads a model on the CPU, or on a provider that is known to be there; every input and output is float32. Runs block the calling thread: never on
 *  a server's loop. */
export const openSession = (model: Uint8Array, threads: number, provider: Provider = "cpu"): Promise<Run> =>
  create(model, { threads, provider });

async function create(model: Uint8Array, { threads, provider }: { threads: number; provider: Provider }): Promise<Run> {
  // Here and not above: who imports this only to say what could be done needs no native library.
  const ort = require("onnxruntime-node") as typeof Ort;
  const session = await ort.InferenceSession.create(model, {
    executionProviders: provider === "cpu" ? ["cpu"] : [provider, "cpu"],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: "sequential",
    logSeverityLevel: 3,
    // Never set_denormal_as_zero: the first session of a process would switch it on or off for all, and for good for the
    // JavaScript of the thread that opens it, where 1e-310 would be 0.
  });
  return async (feeds) => {
    const tensors = Object.entries(feeds).map(([name, { data, dims }]) => [name, new ort.Tensor("float32", data, dims)] as const);
    const results = await session.run(Object.fromEntries(tensors));
    return Object.fromEntries(Object.entries(results).map(([name, tensor]) => [name, tensor.data as Float32Array]));
  };
}
