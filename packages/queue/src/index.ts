export type { QueueSettings } from "./backend.ts";
export { openProducer, type Producer } from "./producer.ts";
export { type JobHandlers, startWorkers, type WorkersOptions } from "./workers.ts";
