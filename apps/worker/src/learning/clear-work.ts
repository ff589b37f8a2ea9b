import { readdir, rm } from "node:fs/promises";
import { runById } from "@nauplius/db";
import { isOver, type RunId } from "@nauplius/domain";
import type { Dependencies } from "../jobs/dependencies.ts";
import { workFolder } from "./model-files.ts";

/** So long a training that was cancelled or failed can go on where it stood. */
const keptMs = 7 * 24 * 3_600_000;

/** Removes what trainings left on this machine and in the store that nobody will go on with: at the start of a worker. */
export async function clearWork(d: Pick<Dependencies, "db" | "env" | "clock" | "storage">): Promise<number> {
  let removed = 0;
  for (const name of await readdir(workFolder(d.env, "trainings")).catch(() => [])) {
    if (!(await isLeft(d, name))) continue;
    await rm(workFolder(d.env, "trainings", name), { recursive: true, force: true });
    removed += 1;
  }
  for await (const { key } of d.storage.list("trainings")) {
    if (!(await isLeft(d, key.slice("trainings/".length)))) continue;
    await d.storage.remove(key);
    removed += 1;
  }
  return removed;
}

async function isLeft({ db, clock }: Pick<Dependencies, "db" | "clock">, name: string): Promise<boolean> {
  const id = /^run-(\d+)/.exec(name)?.[1];
  if (id === undefined) return false;
  const run = await runById(db, Number(id) as RunId);
  if (run === null) return true;
  const isOld = run.finishedAt !== null && clock.now().getTime() - run.finishedAt.getTime() > keptMs;
  return isOver(run.state) && (run.state === "done" || isOld);
}
