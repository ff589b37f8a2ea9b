// Plain JavaScript on purpose: a bare thread starts here, learns to read TypeScript and goes on in its module.
import { workerData } from "node:worker_threads";
import { register } from "tsx/esm/api";

register();
await import(workerData.module);
