import { createHash } from "node:crypto";
import { batchId, ok, type ProjectId, uuidV7 } from "@nauplius/domain";
import { type Context, type Outcome, predictionModels, startPrediction } from "@nauplius/services";
import { untilDone, type Watch } from "./import.ts";

/** Objects whose best taxon scores less stay unclassified: the model learnt from a camera, not from drawings. */
const least = 0.5;

/** The model that ships looks at what nobody labelled. Doing it again changes nothing; without a model in service there is nothing to do. */
export async function predictDemo(ctx: Context, manager: Context, project: ProjectId, watch: Watch): Promise<Outcome<null>> {
  const models = await predictionModels.call(manager, { projectId: project });
  if (!models.ok) return models;
  const model = models.value.find(({ state }) => state === "service");
  if (model === undefined) return ok(null);
  watch.tell("a model predicts");
  const started = await startPrediction.call(manager, {
    projectId: project,
    batchId: idOf(project),
    modelId: model.id,
    filter: { states: ["unclassified"] },
    thresholds: { least },
  });
  if (!started.ok) return started;
  const done = await untilDone(ctx, started.value.run, watch);
  return done.ok ? ok(null) : done;
}

function idOf(project: ProjectId): string {
  const digest = createHash("sha256").update(`demo prediction ${project}`).digest();
  return batchId.parse(uuidV7(digest.readUIntBE(0, 6), digest.subarray(6, 16)));
}
