import { z } from "zod";
import { runId } from "../ids.ts";

/** Queues by cost; a worker serves those that its WORKER_QUEUES names. */
export const queues = ["io", "cpu", "gpu"] as const;
export type QueueName = (typeof queues)[number];

type Job = { readonly payload: z.ZodType; readonly queue: QueueName; readonly attempts: number; readonly visible: boolean };
const run = z.object({ runId });

/** The one catalogue of jobs. The queue carries ids; the run's row holds input and truth. `visible` jobs are runs that people see. */
export const jobs = {
  importBatch: { payload: run, queue: "io", attempts: 5, visible: true },
  matchUnits: { payload: run, queue: "io", attempts: 5, visible: true },
  previewUnit: { payload: run, queue: "cpu", attempts: 5, visible: true },
  segmentUnit: { payload: run, queue: "cpu", attempts: 5, visible: true },
  divideObjects: { payload: run, queue: "io", attempts: 5, visible: true },
  labelByFilter: { payload: run, queue: "io", attempts: 5, visible: true },
  undoBatch: { payload: run, queue: "io", attempts: 5, visible: true },
  correctBatch: { payload: run, queue: "io", attempts: 5, visible: true },
  exportProject: { payload: run, queue: "io", attempts: 5, visible: true },
  drawPlate: { payload: run, queue: "cpu", attempts: 3, visible: true },
  loadTaxonomy: { payload: run, queue: "cpu", attempts: 5, visible: true },
  relabelTaxa: { payload: run, queue: "io", attempts: 5, visible: true },
  countQuantities: { payload: run, queue: "cpu", attempts: 3, visible: true },
  buildSpace: { payload: run, queue: "cpu", attempts: 3, visible: true },
  sweepSpace: { payload: run, queue: "cpu", attempts: 3, visible: true },
  placeSamples: { payload: run, queue: "cpu", attempts: 3, visible: true },
  describeRegion: { payload: run, queue: "cpu", attempts: 3, visible: true },
  countUsage: { payload: z.object({}), queue: "io", attempts: 1, visible: false },
  predictObjects: { payload: run, queue: "gpu", attempts: 5, visible: true },
  compareObjects: { payload: run, queue: "gpu", attempts: 5, visible: true },
  mapObjects: { payload: run, queue: "cpu", attempts: 3, visible: true },
  explainObject: { payload: run, queue: "gpu", attempts: 3, visible: true },
  trainModel: { payload: run, queue: "cpu", attempts: 5, visible: true },
  checkModel: { payload: run, queue: "cpu", attempts: 5, visible: true },
  keepHouse: { payload: z.object({}), queue: "io", attempts: 1, visible: false },
  compactPacks: { payload: z.object({}), queue: "io", attempts: 1, visible: false },
  sweep: { payload: z.object({}), queue: "io", attempts: 1, visible: false },
} as const satisfies Record<string, Job>;

export type JobName = keyof typeof jobs;
export type RunKind = { [N in JobName]: (typeof jobs)[N]["visible"] extends true ? N : never }[JobName];
export type Payload<N extends JobName> = z.output<(typeof jobs)[N]["payload"]>;
export const jobNames = Object.keys(jobs) as JobName[];
export const runKinds = jobNames.filter((name): name is RunKind => jobs[name].visible);
