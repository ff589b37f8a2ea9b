import { type Db, embeddingModel, insertRun, modelById, projectsToCompare } from "@nauplius/db";
import type { Clock, ProjectId, RunId } from "@nauplius/domain";
import type { Producer } from "@nauplius/queue";
import { spaceOf } from "../predict/look.ts";

type Asking = { readonly db: Db; readonly clock: Clock; readonly queue: Producer };

/** Asks for a comparison wherever (or in one project) the last one is out of date: something was imported or labelled since, or another network is
 *  in service. Without a model in service there is nothing to ask for. */
export async function askComparisons({ db, clock, queue }: Asking, project: ProjectId | null): Promise<RunId[]> {
  const now = clock.now();
  const runs = await db.transaction(async (tx) => {
    const id = await embeddingModel(tx);
    const model = id === null ? null : await modelById(tx, id);
    if (model === null) return [];
    const asked: RunId[] = [];
    for (const projectId of await projectsToCompare(tx, spaceOf(model), now, project))
      asked.push(await insertRun(tx, { kind: "compareObjects", projectId, createdBy: null, input: {}, now }));
    return asked;
  });
  // What the queue does not take now, the sweep delivers.
  for (const runId of runs) await queue.enqueue("compareObjects", { runId });
  return runs;
}
