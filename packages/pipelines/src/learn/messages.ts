import type { AugmentSettings, Change, InputContract, NetworkShape } from "@nauplius/ml";
import type { ImageSet } from "./image-set.ts";

/** What a gradient thread is born with. Weights and gradient lie in memory that it shares with the trainer. */
export type ThreadStart = {
  readonly set: ImageSet;
  readonly shape: NetworkShape;
  readonly contract: InputContract;
  readonly weights: Float32Array;
  readonly gradient: Float32Array;
  readonly classOf: Int32Array;
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
};

export type Member = { readonly index: number; readonly change: Change };

export type StepMessage = {
  readonly kind: "step";
  readonly seed: string;
  readonly width: number;
  readonly height: number;
  readonly members: readonly Member[];
  readonly smoothing: number;
  readonly dropout: number;
};
export type PredictMessage = {
  readonly kind: "predict";
  readonly model: Uint8Array;
  readonly indices: readonly number[];
  readonly views: number;
};
export type Message = StepMessage | PredictMessage;

export type StepAnswer = { readonly loss: number; readonly correct: number; readonly count: number };
export type PredictAnswer = { readonly probabilities: Float32Array };
export type Answer = { readonly ok: true; readonly value: StepAnswer | PredictAnswer } | { readonly ok: false; readonly why: string };
export type { AugmentSettings };
