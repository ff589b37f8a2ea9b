import type { ModelFeatures, ModelManifest, TrainingRecipe, TrainingUse } from "@nauplius/domain";
import type { Part, Scores } from "@nauplius/ml";
import type { Divided, Shares } from "./class-set.ts";
import type { ImageSet } from "./image-set.ts";
import type { MeasuredFeatures } from "./join-features.ts";
import type { OpenModel } from "./model-folder.ts";
import type { Provider } from "./runtime.ts";

export type SourceObject = {
  readonly path: string;
  readonly taxon: string;
  readonly bytes: Uint8Array | null;
  /** In the order of the source's names; NaN: not measured. */
  readonly features?: Float32Array;
};

/** Objects from elsewhere than class folders, each with its class and its part. */
export type ObjectSource = {
  /** What refusals call it. */
  readonly name: string;
  readonly objects: number;
  /** Measured features that come with each object; none by default. */
  readonly features?: MeasuredFeatures | null;
  /** Only a forest on features takes objects without an image. */
  readonly read: () => AsyncIterable<SourceObject>;
  readonly partOf: (path: string) => Part;
  /** How they were split, for the manifest. */
  readonly how: string;
};

export type TrainRequest = {
  /** Class folders (a folder, zip, tar or tar.gz), or objects. */
  readonly images: string | ObjectSource;
  /** The model's folder; checkpoints and decoded images lie in `<out>.work` until it is there. */
  readonly out: string;
  readonly recipe: TrainingRecipe;
  /** Folder of the model to begin with; needed by all recipes but `scratch`. */
  readonly parent: string | null;
  readonly name: string;
  readonly version: string;
  /** ISO time, for the manifest. */
  readonly created: string;
  readonly data: { readonly name: string; readonly origin: string; readonly licence: string };
  readonly licence: string;
  readonly citation: string;
  /** What else the card should say. */
  readonly note: string;
  readonly shares: Shares;
  readonly seed: number;
  readonly threads: number;
  /** What networks are trained and run on; where it is not there, and by default, the CPU. What lies behind an embedding (a head, a forest) always is
   *  trained on the CPU: seconds. */
  readonly provider?: Provider;
  /** Instead of the recipe's own. */
  readonly epochs?: number;
  /** Which layers fine-tuning changes. */
  readonly layers: "all" | "last";
  /** Which ways objects may lie: along the rectangle, turned a little, as the network is given them; or any, so that predictions may be averaged over
   *  the eight views. Of `scratch` and `fine-tune`. */
  readonly turns?: "lying" | "any";
  /** What it learns from: images, measured features, or both. Only a forest goes without images. */
  readonly uses: TrainingUse;
  /** 0: classes weigh as they occur; 1: all classes weigh the same; between them (count^-balance). */
  readonly balance: number;
  /** Also judges the mean over the eight turned and mirrored views: eight times the work. */
  readonly eightViews: boolean;
};

export type TrainOptions = {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: TrainProgress) => void;
  /** Told once where the provider asked for is not there. */
  readonly onNotice?: (notice: string) => void;
  /** Leaves `<out>.work`, for who has more to do with the model that may be interrupted: asked for again, only the judging is done again. */
  readonly keepWork?: boolean;
};
export type TrainProgress = {
  readonly phase: "decode" | "embed" | "train" | "evaluate";
  /** 0 to 1. */
  readonly share: number;
  /** What is worth a line. */
  readonly message?: string;
  /** At the end of an epoch. */
  readonly record?: { readonly epoch: number; readonly trainLoss: number; readonly logLoss: number };
};

/** What the new model says of the objects that were held out. */
export type Judged = { readonly names: readonly string[]; readonly scores: Scores };

export type TrainResult = {
  readonly manifest: ModelManifest;
  /** Null where nothing was held out. */
  readonly judged: Judged | null;
  readonly warnings: readonly string[];
  readonly refused: readonly { readonly name: string; readonly why: string }[];
};

/** What every recipe works on. */
export type Material = {
  readonly set: ImageSet;
  readonly divided: Divided;
  readonly parent: OpenModel | null;
  /** Joined to the set's numbers, behind the sizes. */
  readonly features: ModelFeatures | null;
  readonly refused: TrainResult["refused"];
  readonly began: number;
};

export const sourceName = ({ images }: Pick<TrainRequest, "images">): string => (typeof images === "string" ? images : images.name);

/** Where networks run. Threads of a GPU share it: two keep it busy while the next batch is prepared. */
export const computingOn = ({ threads, provider = "cpu" }: Pick<TrainRequest, "threads" | "provider">) => ({
  provider,
  threads: provider === "cpu" ? threads : Math.min(threads, 2),
});

export const workFolder = ({ out }: Pick<TrainRequest, "out">): string => `${out}.work`;
