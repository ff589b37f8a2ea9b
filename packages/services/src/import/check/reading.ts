import type { ImportJob } from "../job.ts";
import type { ArchivePort, Discovery, FoundImage } from "../ports.ts";
import type { ProblemSink } from "./sink.ts";

/** One archive being read for one import. */
export type Reading = {
  readonly job: ImportJob;
  readonly archive: ArchivePort;
  readonly found: Discovery;
  readonly images: () => Iterable<FoundImage>;
  readonly sink: ProblemSink;
};
