import type { listModels, predictionModels, previewTraining, readModel, readModelCell } from "@nauplius/services";
import type { Wire } from "@/server/wire.ts";

type Answer<V> = V extends { call: (...args: never) => Promise<infer O> }
  ? Extract<O, { ok: true }> extends { value: infer T }
    ? T
    : never
  : never;

export type ListedModel = Wire<Answer<typeof listModels>>[number];
export type ShownModel = Wire<Answer<typeof readModel>>;
export type ModelReport = NonNullable<ShownModel["evaluation"]>;
export type CellObject = Wire<Answer<typeof readModelCell>>[number];
export type PredictionModel = Wire<Answer<typeof predictionModels>>[number];
export type TrainingPreview = Wire<Answer<typeof previewTraining>>;
