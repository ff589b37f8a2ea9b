import { availableParallelism } from "node:os";
import { err, type Result } from "@nauplius/domain";
import type { TaskFailure } from "../threads/failure.ts";
import { openPool, type Pool } from "../threads/pool.ts";
import { BATCH_BYTES, BATCH_IMAGES, batchesOf, bytesOf, type Sized } from "./batches.ts";
import {
  type DerivedVignette,
  defaultLimits,
  type Encoded,
  type ImageInput,
  type ImageRefusal,
  type RefusedImage,
  type VignetteLimits,
} from "./types.ts";
import type { Batch, BurnInput } from "./vignette.tasks.ts";

type Tasks = typeof import("./vignette.tasks.ts");

export type VignettePoolOptions = {
  /** Decoding processes; one per core by default. */
  readonly processes?: number;
  readonly limits?: Partial<VignetteLimits>;
  /** Another module with the same tasks: a test's, whose decoder dies of some images. */
  readonly tasks?: URL;
};

export type VignettePool = {
  /** Every image decoded in full; one answer per image, in the order given. Throws the signal's reason when aborted. */
  readonly derive: (images: readonly ImageInput[], signal?: AbortSignal) => Promise<(DerivedVignette | RefusedImage)[]>;
  /** Derives a stream of any length in bounded memory: each input comes out, in order, beside its answer. */
  readonly deriveStream: <T extends ImageInput>(
    source: AsyncIterable<T> | Iterable<T>,
    signal?: AbortSignal,
  ) => AsyncGenerator<{ readonly input: T; readonly result: DerivedVignette | RefusedImage }>;
  /** Scale bars burned for an export; one answer per image, in the order given. */
  readonly burn: (images: readonly BurnInput[], signal?: AbortSignal) => Promise<Result<Encoded, ImageRefusal>[]>;
  readonly close: () => Promise<void>;
};

/** Time for a batch: one image may take its whole limit, the others their usual few milliseconds. */
const batchMs = (limits: VignetteLimits, images: number): number => limits.imageMs + 250 * (images - 1);

const refusalOf = (failure: TaskFailure): ImageRefusal =>
  failure.reason === "timedOut"
    ? { code: "timedOut", message: `it was, twice, ${failure.message}` }
    : { code: "crashed", message: `the decoder died of it, twice: ${failure.message}` };

type RunBatch<T, R> = (batch: readonly T[], limitMs: number, signal?: AbortSignal) => Promise<Result<R[], TaskFailure>>;

/** A batch whose process died or took too long is run again image by image, so that only the guilty one
 *  is refused; twice, for a busy machine or a killed process is no fault of an image. */
async function runBatch<T, R>(
  run: RunBatch<T, R>,
  batch: readonly T[],
  limits: VignetteLimits,
  asked: { readonly refuse: (image: T, refusal: ImageRefusal) => R; readonly signal?: AbortSignal },
): Promise<R[]> {
  const first = await run(batch, batchMs(limits, batch.length), asked.signal);
  if (first.ok) return first.value;
  asked.signal?.throwIfAborted();
  const alone = async (image: T): Promise<R> => {
    const again = await run([image], limits.imageMs, asked.signal);
    asked.signal?.throwIfAborted();
    if (!again.ok) return asked.refuse(image, refusalOf(again.error));
    const [result] = again.value;
    if (result === undefined) throw new Error("a task answered nothing for its one image");
    return result;
  };
  return Promise.all(batch.map(alone));
}

/** Opens the processes that decode, derive and burn vignettes. A decoder that dies takes its own image only. */
export function openVignettePool(options: VignettePoolOptions = {}): VignettePool {
  const limits = { ...defaultLimits, ...options.limits };
  const size = options.processes ?? availableParallelism();
  const pool: Pool<Tasks> = openPool<Tasks>({
    module: options.tasks ?? new URL("./vignette.tasks.ts", import.meta.url),
    size,
    isolation: "process",
    maxBytes: 32 * 1024 * 1024,
  });

  const runOf =
    <T extends Sized, R>(
      task: (batch: Batch<T>, how: { signal?: AbortSignal; bytes: number; limitMs: number }) => Promise<Result<R[], TaskFailure>>,
    ): RunBatch<T, R> =>
    (images, limitMs, signal) =>
      task({ images, limits }, { signal, bytes: bytesOf(images), limitMs });
  const runDerive = runOf<ImageInput, DerivedVignette | RefusedImage>((batch, how) => pool.run("derive", batch, how));
  const runBurn = runOf<BurnInput, Result<Encoded, ImageRefusal>>((batch, how) => pool.run("burn", batch, how));

  const refuseImage = ({ name }: ImageInput, refused: ImageRefusal): RefusedImage => ({ ok: false, name, refused });
  const deriveBatch = (batch: readonly ImageInput[], signal?: AbortSignal) =>
    runBatch(runDerive, batch, limits, { refuse: refuseImage, signal });

  const derive: VignettePool["derive"] = async (images, signal) => {
    signal?.throwIfAborted();
    return (await Promise.all(batchesOf(images).map((batch) => deriveBatch(batch, signal)))).flat();
  };

  async function* deriveStream<T extends ImageInput>(source: AsyncIterable<T> | Iterable<T>, signal?: AbortSignal) {
    type Ahead = { readonly batch: readonly T[]; readonly results: Promise<(DerivedVignette | RefusedImage)[]> };
    const ahead: Ahead[] = [];
    let batch: T[] = [];
    let bytes = 0;
    const send = () => {
      const results = deriveBatch(batch, signal);
      // Awaited below in its turn; an abort meanwhile must not count as unhandled.
      results.catch(() => {});
      ahead.push({ batch, results });
      batch = [];
      bytes = 0;
    };
    async function* take() {
      const first = ahead.shift();
      if (first === undefined) return;
      const results = await first.results;
      for (const [i, input] of first.batch.entries()) {
        const result = results[i];
        if (result !== undefined) yield { input, result };
      }
    }
    for await (const input of source) {
      signal?.throwIfAborted();
      if (batch.length > 0 && bytes + input.bytes.byteLength > BATCH_BYTES) send();
      batch.push(input);
      bytes += input.bytes.byteLength;
      if (batch.length >= BATCH_IMAGES) send();
      // One batch in each process, one waiting for each, no more.
      while (ahead.length >= 2 * size) yield* take();
    }
    if (batch.length > 0) send();
    while (ahead.length > 0) yield* take();
  }

  const burn: VignettePool["burn"] = async (images, signal) => {
    signal?.throwIfAborted();
    const refuse = (_: BurnInput, refusal: ImageRefusal) => err(refusal);
    return (await Promise.all(batchesOf(images).map((batch) => runBatch(runBurn, batch, limits, { refuse, signal })))).flat();
  };

  return { derive, deriveStream, burn, close: () => pool.close() };
}
