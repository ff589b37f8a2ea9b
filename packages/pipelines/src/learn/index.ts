export { admitModel } from "./admit.ts";
export { type EvaluateRequest, type Evaluation, evaluateOnImages } from "./evaluate.ts";
export { type OpenModel, openModel } from "./model-folder.ts";
export { type PredictedFile, type PredictRequest, predictToFile } from "./predict-file.ts";
export { openPredictor, type Predicted, type Prediction, type Predictor } from "./predictor.ts";
export { objectionToProvider } from "./probe.ts";
export { type Provider, providers } from "./runtime.ts";
export { trainOnImages } from "./train.ts";
export type { Judged, ObjectSource, TrainOptions, TrainProgress, TrainRequest, TrainResult } from "./train-request.ts";
