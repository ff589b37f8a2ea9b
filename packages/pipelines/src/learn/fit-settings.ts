import type { AugmentSettings, Calibration, InputContract, NetworkShape } from "@nauplius/ml";
import type { EpochRecord } from "./fit-state.ts";
import type { ImageSet } from "./image-set.ts";
import type { Provider } from "./runtime.ts";

export type FitSettings = {
  readonly seed: number;
  readonly epochs: number;
  /** Each thread computes a part of every step: more threads are larger steps. */
  readonly threads: number;
  /** Objects of one thread in one step, on average. */
  readonly batch: number;
  readonly peakRate: number;
  readonly warmUp: number;
  readonly weightDecay: number;
  readonly smoothing: number;
  readonly dropout: number;
  readonly augment: AugmentSettings;
  /** Weights are averaged over about 1 / (1 - averaging) steps. */
  readonly averaging: number;
  /** Scale of the input while training: small first, the contract's own in the end. `until` is a share of the epochs. */
  readonly curriculum: readonly { readonly until: number; readonly reference: number }[];
};

export const fitDefaults: FitSettings = {
  seed: 1,
  epochs: 25,
  threads: 2,
  batch: 40,
  peakRate: 3e-3,
  warmUp: 0.1,
  weightDecay: 0.05,
  smoothing: 0.05,
  dropout: 0.1,
  augment: { rotate: 12, mirror: true, scale: 0.12, stretch: 0.08, shift: 2, contrast: 0.2, blur: 0.1 },
  averaging: 0.995,
  curriculum: [
    { until: 0.5, reference: 30 },
    { until: 1, reference: 44 },
  ],
};

/** Where a training begins that does not begin from nothing. */
export type FitStart = {
  readonly weights: Float32Array<ArrayBuffer>;
  readonly scaling: Omit<Calibration, "temperature">;
  /** The first layer that learns ("down2", "head"); null: all do. */
  readonly from: string | null;
};

export type FitInput = {
  readonly set: ImageSet;
  /** Class of each object of the set. */
  readonly classOf: Int32Array;
  readonly train: readonly number[];
  readonly validation: readonly number[];
  readonly shape: NetworkShape;
  readonly contract: InputContract;
  readonly start?: FitStart;
  /** Weight of each class in the loss; all 1 by default. */
  readonly importance?: Float32Array;
};

export type FitProgress = {
  readonly epoch: number;
  readonly epochs: number;
  readonly share: number;
  readonly loss: number;
  readonly imagesPerSecond: number;
};

export type FitOptions = {
  readonly checkpoint: string;
  /** What gradients and validation are computed on; the CPU by default. */
  readonly provider?: Provider;
  /** Stops after so many epochs without a smaller validation loss, and takes the best; by default never. */
  readonly patience?: number;
  readonly signal?: AbortSignal;
  readonly onStep?: (progress: FitProgress) => void;
  readonly onEpoch?: (record: EpochRecord) => void;
};
