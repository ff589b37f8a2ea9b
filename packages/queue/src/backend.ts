import type { PostgresConnectionOptions, Queue, QueueOptions, Worker, WorkerOptions } from "bullmq";

/** Both are large: a page that delivers nothing does not load them. */
const bullmq = () => import("bullmq");
const ioredis = () => import("ioredis");

/** Where the queue lives: Redis when its address is given, else in PostgreSQL. The code above does not know which. */
export type QueueSettings = { readonly redisUrl?: string; readonly databaseUrl: string };

const onPostgres = async () => {
  const { createPostgresBackend, withBackend } = await bullmq();
  return withBackend(createPostgresBackend);
};

const postgres = (databaseUrl: string): PostgresConnectionOptions => ({ connectionString: databaseUrl, migrate: true, max: 4 });

export type AnyQueue = Pick<Queue, "add" | "addBulk" | "close" | "getJobCounts" | "waitUntilReady">;
export type AnyWorker = Pick<Worker, "close" | "waitUntilReady">;
type OnError = (error: Error) => void;

/** A producer fails fast: a request must not hang while Redis is away; the sweep delivers later. */
export async function makeQueue(
  settings: QueueSettings,
  name: string,
  options: Omit<QueueOptions, "connection">,
  onError: OnError,
): Promise<AnyQueue> {
  if (settings.redisUrl === undefined) {
    const queue = new (await onPostgres()).Queue(name, { ...options, connection: postgres(settings.databaseUrl) });
    queue.on("error", onError);
    return queue;
  }
  const [{ Queue }, { Redis }] = await Promise.all([bullmq(), ioredis()]);
  const connection = new Redis(settings.redisUrl, { maxRetriesPerRequest: 1 });
  connection.on("error", () => undefined);
  const queue = new Queue(name, { ...options, connection });
  queue.on("error", onError);
  return queue;
}

/** A worker waits for ever: it goes on when Redis or PostgreSQL is back. */
export async function makeWorker(
  settings: QueueSettings,
  name: string,
  processor: (job: { name: string; data: unknown; id?: string }) => Promise<void>,
  options: Omit<WorkerOptions, "connection">,
  onError: OnError,
): Promise<AnyWorker> {
  if (settings.redisUrl === undefined) {
    const worker = new (await onPostgres()).Worker(name, processor, { ...options, connection: postgres(settings.databaseUrl) });
    worker.on("error", onError);
    return worker;
  }
  const [{ Worker }, { Redis }] = await Promise.all([bullmq(), ioredis()]);
  const connection = new Redis(settings.redisUrl, { maxRetriesPerRequest: null });
  connection.on("error", () => undefined);
  const worker = new Worker(name, processor, { ...options, connection });
  worker.on("error", onError);
  return worker;
}
