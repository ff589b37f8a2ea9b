import type { Change, InputContract, NetworkShape } from "@nauplius/ml";
import type { ImageSet } from "./image-set.ts";
import type { NetworkOutput } from "./run-network.ts";
import type { Provider } from "./runtime.ts";

/** What a thread that only predicts is born with. */
export type PredictStart = {
  readonly set: ImageSet;
  readonly contract: InputContract;
  /** What the network runs on, which must be there; the CPU by default. */
  readonly provider?: Provider;
};

/** What a thread that trains is born with. Weights and gradient lie in memory that it shares with the trainer. */
export type TrainStart = PredictStart & {
  readonly shape: NetworkShape;
  /** Parameters before this one are frozen. */
  readonly first: number;
  readonly weights: Float32Array;
  readonly gradient: Float32Array;
  readonly classOf: Int32Array;
  readonly importance?: Float32Array;
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
  readonly shape: Pick<NetworkShape, "classes" | "embedding" | "numbers">;
  readonly indices: readonly number[];
  readonly views: number;
};
export type Message = StepMessage | PredictMessage;

/** Sums over the batch. */
export type StepAnswer = { readonly loss: number; readonly correct: number; readonly count: number };
export type Answer = { readonly ok: true; readonly value: StepAnswer | NetworkOutput } | { readonly ok: false; readonly why: string };
