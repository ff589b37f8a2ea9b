import { readdir, rm } from "node:fs/promises";
import { runById } from "@nauplius/db";
import { isOver, type RunId } from "@nauplius/domain";
import type { Dependencies } from "../jobs/dependencies.ts";
import { workFolder } from "./model-files.ts";

/** So long a training that was cancelled or failed can go on where it stood. */
const keptMs = 7 * 24 * 3_600_000;

/** Removes what trainings left on this machine that nobody will go on with: at the start of a worker. */
export async function clearWork({ db, env, clock }: Pick<Dependencies, "db" | "env" | "clock">): Promise<number> {
  let removed = 0;
  for (const name of await readdir(workFolder(env, "trainings")).catch(() => [])) {
    const id = /^run-(\d+)/.exec(name)?.[1];
    if (id === undefined) continue;
    const run = await runById(db, Number(id) as RunId);
    const isOld = run?.finishedAt != null && clock.now().getTime() - run.finishedAt.getTime() > keptMs;
    if (run !== null && !(isOver(run.state) && (run.state === "done" || isOld))) continue;
    await rm(workFolder(env, "trainings", name), { recursive: true, force: true });
    removed += 1;
  }
  return removed;
}
