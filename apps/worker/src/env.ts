import { queues } from "@nauplius/domain";
import { providers } from "@nauplius/pipelines/learn";
import { z } from "zod";

/** The worker's whole environment. An empty value is no value. */
export const workerEnv = z.object({
  DATABASE_URL: z.url(),
  REDIS_URL: z.url().optional(),
  STORAGE_DIR: z.string().min(1).optional(),
  S3_ENDPOINT: z.url().optional(),
  S3_REGION: z.string().default("us-east-1"),
  S3_BUCKET: z.string().optional(),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  IMPORT_ROOT: z.string().optional(),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
  /** Which queues this worker serves, comma separated. */
  WORKER_QUEUES: z
    .string()
    .default(queues.join(","))
    .transform((text) => text.split(",").map((name) => name.trim()))
    .pipe(z.array(z.enum(queues)).min(1)),
  WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(64).default(2),
  /** Image threads; 0: one for each core. */
  WORKER_THREADS: z.coerce.number().int().min(0).max(256).default(0),
  /** What networks run on; where it is not there, the CPU. */
  WORKER_PROVIDER: z.enum(providers).default("cpu"),
  /** Checkpoints of trainings and models that are in use; may be emptied while the worker is stopped. */
  WORK_DIR: z.string().min(1).optional(),
  /** A worker silent for so long is taken for dead: its runs are taken up again. */
  RUN_STALE_SECONDS: z.coerce.number().min(5).max(3600).default(30),
  /** How often what the rows want done is compared with what the queue holds. */
  RUN_SWEEP_SECONDS: z.coerce.number().min(1).max(600).default(10),
  DISK_RESERVE_GB: z.coerce.number().nonnegative().default(2),
});
export type WorkerEnv = z.output<typeof workerEnv>;

export const readEnv = (from: NodeJS.ProcessEnv): WorkerEnv =>
  workerEnv.parse(Object.fromEntries(Object.entries(from).filter(([, value]) => value !== "")));
