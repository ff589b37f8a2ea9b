/** Why a task has no result although its code threw nothing. */
export type TaskFailure = {
  readonly reason: "crashed" | "outOfMemory" | "timedOut" | "cancelled";
  readonly message: string;
};

const codeOf = (error: unknown): unknown => (error instanceof Error && "code" in error ? error.code : undefined);

const isCrash = (error: unknown): boolean =>
  error instanceof Error && /^(Worker exited unexpectedly|Terminating worker thread|Channel closed)/.test(error.message);

/** Tells the ends of a thread or process from an error that the task itself threw (undefined: the caller's to throw). */
export function failureOf(error: unknown, asked: { signal?: AbortSignal; limit: AbortSignal; limitMs: number }): TaskFailure | undefined {
  if (asked.signal?.aborted) return { reason: "cancelled", message: "cancelled before it was done" };
  if (asked.limit.aborted) {
    return { reason: "timedOut", message: `not done within ${asked.limitMs / 1000} s; its thread was stopped` };
  }
  if (codeOf(error) === "ERR_WORKER_OUT_OF_MEMORY") {
    return { reason: "outOfMemory", message: "its thread used more memory than it is given" };
  }
  if (isCrash(error) || codeOf(error) === "ERR_IPC_CHANNEL_CLOSED" || codeOf(error) === "EPIPE") {
    return { reason: "crashed", message: "its thread stopped: out of memory, or a fault in native code" };
  }
  return undefined;
}
