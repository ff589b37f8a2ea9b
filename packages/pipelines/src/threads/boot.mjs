// Plain JavaScript on purpose: a bare Node thread or process starts here and learns to read TypeScript.
import { register } from "tsx/esm/api";

register();

/** @param {{ module: string, task: string, input: unknown }} call */
export default async function run({ module, task, input }) {
  const tasks = await import(module);
  if (typeof tasks[task] !== "function") throw new TypeError(`"${module}" exports no task "${task}"`);
  return tasks[task](input);
}
