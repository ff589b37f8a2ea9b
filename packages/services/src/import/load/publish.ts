import {
  addFeatureList,
  addFields,
  closeBatch,
  countBatch,
  insertProblems,
  joinExtraImages,
  placeSamples,
  publishParticles,
  publishRun,
} from "@nauplius/db";
import type { BatchId } from "@nauplius/domain";
import { problem } from "@nauplius/formats";
import type { Loaded } from "../cursor.ts";
import type { ImportJob } from "../job.ts";
import { columnsOf, tablesOf } from "./begin.ts";
import type { LoadState } from "./load.ts";

/** Objects of one sample further apart than this, in degrees (55 km on a meridian), are worth a word. */
const spreadDegrees = 0.5;

/** One transaction makes the whole batch seen: counters, dictionary, feature list, places of the samples. */
export async function publish(job: ImportJob, { facts, plan, loaded }: LoadState): Promise<Loaded> {
  const { projectId } = job.input;
  const run = job.handle.run.id;
  const columns = await columnsOf(job, await tablesOf(job));
  job.handle.progress({ step: "publish", done: 0, total: 1 });
  return job.db.transaction(async (tx) => {
    const extra = loaded.extra === 0 ? 0 : await joinExtraImages(tx, run, projectId);
    await countBatch(tx, projectId, run);
    if (plan.featureListId !== null) await addFeatureList(tx, projectId, plan.featureListId);
    await publishParticles(tx, run, projectId);
    await addFields(tx, projectId, columns.fields);
    const spread = await placeSamples(tx, run, spreadDegrees);
    await insertProblems(
      tx,
      run,
      spread.map((s) =>
        problem({
          severity: "warning",
          code: "doubtfulValue",
          file: s.name,
          column: "object_lat",
          what: `the objects of sample ${s.name} lie ${s.latitudes.toFixed(2)} degrees of latitude and ${s.longitudes.toFixed(2)} of longitude apart; its position is their median`,
        }),
      ),
    );
    const total = { ...loaded, images: loaded.images + extra, extra };
    await closeBatch(tx, plan.batch as BatchId, total);
    // Last, since it locks the run's row: until here the heartbeat goes on. Whoever lost the run meanwhile, or finds it published, takes all back.
    await job.handle.save(tx, { step: "published", facts, loaded: total });
    if (!(await publishRun(tx, run, job.clock.now()))) throw new Error(`run ${run} was published already`);
    return total;
  });
}
