import { err, ok, type Result } from "@nauplius/domain";
import { Tinypool } from "tinypool";
import { failureOf, type TaskFailure } from "./failure.ts";
import { openGate } from "./gate.ts";

/** A module of tasks: each exported function takes one clonable value and returns one. */
// biome-ignore lint/suspicious/noExplicitAny: the one place where a task's own parameter type must be accepted as it is.
type Tasks = Record<string, (input: any) => unknown>;

export type PoolOptions = {
  /** The TypeScript (or JavaScript) module whose exported functions are the tasks. */
  readonly module: URL;
  /** Threads or processes, at most. */
  readonly size: number;
  /** A thread is cheaper and takes buffers without copying; a process also survives a fault in native code. */
  readonly isolation: "thread" | "process";
  /** Tasks run a library whose code must not be cut off: to end its thread there ends the whole process. A task that was cancelled and a pool that
   *  is closed then wait for what runs. */
  readonly isWhole?: boolean;
  /** Bytes of input that may be on their way at once; more wait. Default 64 MiB. */
  readonly maxBytes?: number;
  /** JavaScript heap of one thread, MiB. Default 512. */
  readonly heapMb?: number;
  /** A task that is not done after so many ms is stopped with its thread. Default 60,000. */
  readonly limitMs?: number;
};

export type TaskOptions = {
  readonly signal?: AbortSignal;
  /** Size of the input, for back-pressure. */
  readonly bytes?: number;
  readonly limitMs?: number;
  /** Buffers to hand over instead of copying (threads only). */
  readonly transfer?: readonly ArrayBuffer[];
};

export type Pool<T extends Tasks> = {
  readonly size: number;
  /** Waits for a free thread and for room, runs the task, and answers its result or why there is none. What the task throws is thrown. */
  readonly run: <N extends keyof T & string>(
    task: N,
    input: Parameters<T[N]>[0],
    options?: TaskOptions,
  ) => Promise<Result<Awaited<ReturnType<T[N]>>, TaskFailure>>;
  /** Tasks that run, and the bytes they carry. */
  readonly load: () => { readonly running: number; readonly bytes: number };
  readonly close: () => Promise<void>;
};

/** What a child process needs to find Node and its temporary folder: no password of ours travels with it. */
const bareEnvironment = (): Record<string, string> => {
  const names = ["PATH", "HOME", "TMPDIR", "TEMP", "TMP", "SystemRoot", "LANG", "LD_LIBRARY_PATH", "USERPROFILE"];
  const entries = names.map((name) => [name, process.env[name]] as const);
  return Object.fromEntries(entries.filter((entry): entry is readonly [string, string] => entry[1] !== undefined));
};

const openTinypool = (options: PoolOptions): Tinypool => {
  const heapMb = options.heapMb ?? 512;
  return new Tinypool({
    filename: new URL("./boot.mjs", import.meta.url).href,
    runtime: options.isolation === "thread" ? "worker_threads" : "child_process",
    minThreads: 0,
    maxThreads: options.size,
    idleTimeout: 30_000,
    useAtomics: false,
    // Node refuses heap flags in a thread's execArgv and resourceLimits in a process.
    execArgv: options.isolation === "thread" ? [] : [`--max-old-space-size=${heapMb}`],
    ...(options.isolation === "thread" && { resourceLimits: { maxOldGenerationSizeMb: heapMb } }),
    env: bareEnvironment(),
    serialization: "advanced",
  });
};

/** Opens a pool of threads or processes that run the exported functions of one module; nothing starts before the first task. */
export function openPool<T extends Tasks>(options: PoolOptions): Pool<T> {
  const threads = openTinypool(options);
  // A thread that dies between two tasks is replaced by the next one: there is nobody to tell.
  threads.on("error", () => {});
  const gate = openGate(options.size, options.maxBytes ?? 64 * 1024 * 1024);
  const module = options.module.href;
  const inside = new Set<Promise<unknown>>();

  const runInside = async (task: string, input: unknown, asked: TaskOptions): Promise<Result<unknown, TaskFailure>> => {
    const limitMs = asked.limitMs ?? options.limitMs ?? 60_000;
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), limitMs);
    const signal = asked.signal === undefined || options.isWhole ? limit.signal : AbortSignal.any([asked.signal, limit.signal]);
    const transferList = asked.transfer === undefined ? undefined : [...asked.transfer];
    try {
      return ok(await threads.run({ module, task, input }, { signal, transferList }));
    } catch (error) {
      const failure = failureOf(error, { signal: asked.signal, limit: limit.signal, limitMs });
      if (failure === undefined) throw error;
      return err(failure);
    } finally {
      clearTimeout(timer);
    }
  };

  const run: Pool<T>["run"] = async (task, input, asked = {}) => {
    if (asked.signal?.aborted) return err({ reason: "cancelled", message: "cancelled before it began" });
    // A signal of its own: a thousand waiting tasks would each listen to the caller's.
    const signal = asked.signal === undefined ? undefined : AbortSignal.any([asked.signal]);
    const entered = await gate.enter(asked.bytes ?? 0, signal).catch(() => undefined);
    if (entered === undefined) return err({ reason: "cancelled", message: "cancelled before it began" });
    const working = runInside(task, input, asked);
    inside.add(working);
    try {
      // The task's own types: what comes back through the thread is what the exported function returned.
      return (await working) as Result<Awaited<ReturnType<T[typeof task]>>, TaskFailure>;
    } finally {
      inside.delete(working);
      entered();
    }
  };

  return {
    size: options.size,
    run,
    load: () => ({ running: gate.inside(), bytes: gate.weight() }),
    close: async () => {
      if (options.isWhole) await Promise.allSettled(inside);
      await threads.destroy();
    },
  };
}
