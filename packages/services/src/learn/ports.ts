import type { ModelRow } from "@nauplius/db";
import type { ModelManifest, Result, SiteRecipe, TrainingUse } from "@nauplius/domain";
import type { Compared, CompareInput, MapInput, Mapped, Part, Scores } from "@nauplius/ml";
import type { TakenFeatures } from "./features.ts";
import type { ModelParcel } from "./registry/register.ts";

/** An object on its way to a model. */
export type Seen = {
  readonly objectId: number;
  /** Its vignette; null: it has none. */
  readonly bytes: Uint8Array | null;
  /** In the order of the model's names; NaN: not measured. */
  readonly features?: Float32Array;
};
/** No embedding of an object without an image. */
type Answer = { readonly scores: Float32Array; readonly embedding: Float32Array | null };

/** A model that is loaded, on threads of the worker. */
export type RunningModel = {
  readonly predict: (
    source: AsyncIterable<Seen>,
    signal: AbortSignal,
  ) => AsyncIterable<{ readonly input: Seen; readonly result: Result<Answer, string> }>;
  /** What in a vignette speaks for the classes that are weighted: a square grid over it, 0..255. */
  readonly explain: (
    bytes: Uint8Array,
    weights: Float32Array,
    signal: AbortSignal,
  ) => Promise<Result<{ readonly side: number; readonly cells: Uint8Array }, string>>;
  /** Why it runs elsewhere than asked for; null: it does not. */
  readonly notice: () => string | null;
  readonly close: () => Promise<void>;
};

export type Training = {
  /** Of the run: where a training that was interrupted goes on. */
  readonly key: string;
  readonly parent: ModelRow;
  readonly recipe: SiteRecipe;
  readonly uses: TrainingUse;
  readonly seed: number;
  readonly epochs?: number;
  readonly layers: "all" | "last";
  readonly turns: "lying" | "any";
  readonly balance: number;
  readonly about: Pick<ModelManifest, "name" | "version" | "created" | "licence" | "citation" | "note"> & {
    readonly data: Pick<ModelManifest["training"]["data"], "name" | "origin" | "licence">;
  };
  readonly source: {
    readonly name: string;
    readonly objects: number;
    readonly features?: TakenFeatures | null;
    readonly read: () => AsyncGenerator<{
      readonly path: string;
      readonly taxon: string;
      readonly bytes: Uint8Array | null;
      readonly features?: Float32Array;
    }>;
    readonly partOf: (path: string) => Part;
    readonly how: string;
  };
  readonly signal: AbortSignal;
  readonly onProgress: (progress: TrainingProgress) => void;
};
export type EpochFigures = { readonly epoch: number; readonly trainLoss: number; readonly logLoss: number };
export type TrainingProgress = {
  readonly phase: string;
  readonly share: number;
  readonly message?: string;
  readonly record?: EpochFigures;
};

export type Trained = {
  readonly parcel: ModelParcel;
  /** What it says of the objects that were held out, by their paths. */
  readonly judged: { readonly names: readonly string[]; readonly scores: Scores } | null;
  readonly warnings: readonly string[];
  readonly refused: readonly { readonly name: string; readonly why: string }[];
};

/** What learning needs of the file side (packages/pipelines): services never opens a file. */
export type LearningPorts = {
  readonly open: (model: ModelRow) => Promise<Result<RunningModel, string>>;
  /** On a thread of its own: seconds for thousands of objects, a minute for a million. */
  readonly compare: (input: CompareInput, signal: AbortSignal) => Promise<Compared>;
  /** On a thread of its own: a minute or two for a hundred thousand objects. Answers why where nothing can be laid out. */
  readonly map: (
    input: MapInput,
    watch: { readonly signal: AbortSignal; readonly onStage: (stage: string) => void },
  ) => Promise<Result<Mapped, string>>;
  readonly train: (training: Training) => Promise<Result<Trained, string>>;
  /** Removes what a training of this key would go on with: its model is kept now. */
  readonly forget: (key: string) => Promise<void>;
};
