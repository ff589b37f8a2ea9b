import type { listModels, predictionModels, previewTraining, readModel, readModelCell } from "@nauplius/services";
import type { Answer } from "@/server/wire.ts";

export type ListedModel = Answer<typeof listModels>[number];
export type ShownModel = Answer<typeof readModel>;
export type ModelReport = NonNullable<ShownModel["evaluation"]>;
export type CellObject = Answer<typeof readModelCell>[number];
export type PredictionModel = Answer<typeof predictionModels>[number];
export type TrainingPreview = Answer<typeof previewTraining>;
