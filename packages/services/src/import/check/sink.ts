import { insertProblems, type NewProblem } from "@nauplius/db";
import { type ImportJob, whileHeld } from "../job.ts";

/** Written in pieces of this many. */
const chunk = 500;
/** More are counted, not kept: nobody reads a million sentences. */
const keptAtMost = 200_000;

export type ProblemSink = {
  readonly add: (problem: NewProblem) => void;
  /** Writes what waits, when there is enough of it or `all`. */
  readonly flush: (all?: boolean) => Promise<void>;
  readonly counts: () => {
    readonly errors: number;
    readonly warnings: number;
    readonly imageErrors: number;
    readonly firstError: string | null;
    /** The first that nothing but another file heals. */
    readonly firstFatal: string | null;
  };
};

/** Errors that go away when the objects they concern are left out: an image, or an entry of the archive, is refused by name. */
const healable: ReadonlySet<string> = new Set([
  "badImage",
  "missingImage",
  "unsafeName",
  "link",
  "specialFile",
  "duplicateName",
  "nameClash",
  "overlappingEntries",
  "lyingSize",
  "bomb",
  "tooLarge",
  "encrypted",
  "unsupportedCompression",
  "truncated",
  "corrupt",
]);

export function problemSink(job: Pick<ImportJob, "db" | "handle">): ProblemSink {
  let waiting: NewProblem[] = [];
  const counts = { errors: 0, warnings: 0, imageErrors: 0, firstError: null as string | null, firstFatal: null as string | null };
  let kept = 0;
  return {
    add: (problem) => {
      if (problem.severity === "error") {
        counts.errors += 1;
        if (healable.has(problem.code)) counts.imageErrors += 1;
        else counts.firstFatal ??= problem.message;
        counts.firstError ??= problem.message;
      } else counts.warnings += 1;
      if (kept < keptAtMost) waiting.push(problem);
      kept += 1;
    },
    flush: async (all = false) => {
      if (waiting.length === 0 || (!all && waiting.length < chunk)) return;
      const batch = waiting;
      waiting = [];
      await whileHeld(job, (tx) => insertProblems(tx, job.handle.run.id, batch));
    },
    counts: () => counts,
  };
}
