import { z } from "zod";
import { dialects } from "../features/dialects.ts";

export const trainingRecipes = ["scratch", "head", "fine-tune", "forest"] as const;
export type TrainingRecipe = (typeof trainingRecipes)[number];

const share = z.number().min(0).max(1);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, "expected 64 hexadecimal digits");
const size = z.int().positive();

export const modelName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, "expected small letters, digits and hyphens, at most 64, no hyphen first");

/** How a vignette becomes the network's input, as the learning package defines it. */
const inputContract = z.strictObject({
  version: z.literal(1),
  reference: z.number().positive(),
  exponent: share,
  longest: size,
  bucket: size,
  contrast: z.number().positive(),
});

const networkShape = z.strictObject({
  channels: z.union([z.literal(1), z.literal(3)]),
  stem: size,
  stages: z.array(z.strictObject({ width: size, inner: size, blocks: size })).min(1),
  embedding: size,
  numbers: size,
  numberUnits: size,
  classes: z.int().min(1),
});

/** Morphological features that a model takes beside the image: which, as measured by whom, and how they are scaled. */
const modelFeatures = z
  .strictObject({
    names: z.array(z.string().min(1)).min(1),
    /** Who measured what it learned from: only what means the same in all of them is comparable. */
    dialects: z.array(z.enum(dialects)).min(1),
    /** Lengths in µm and areas in µm² (else in pixels). */
    isPhysical: z.boolean(),
    /** Of each: (Yeo-Johnson of it - mean) / deviation joins. */
    lambdas: z.array(z.number()),
    means: z.array(z.number()),
    deviations: z.array(z.number().positive()),
  })
  .refine(({ names, lambdas, means, deviations }) => [lambdas, means, deviations].every((of) => of.length === names.length), {
    error: "expected one lambda, mean and deviation for each name",
  });
export type ModelFeatures = z.output<typeof modelFeatures>;

/** Figures on objects that neither trained nor steered nor calibrated the model. */
const metrics = z.object({
  objects: z.int(),
  classes: z.int(),
  top1: share,
  top5: share,
  balancedAccuracy: share,
  macroF1: share,
  logLoss: z.number(),
  ece: share,
  brayCurtis: share,
});

/** What a model's folder says about itself: `model.onnx` and, for a forest, `forest.bin` lie beside it. */
export const modelManifest = z.strictObject({
  format: z.literal(1),
  name: modelName,
  version: z.string().regex(/^\d+\.\d+\.\d+$/, "expected three numbers such as 1.0.0"),
  kind: z.enum(["network", "forest"]),
  created: z.iso.datetime(),
  input: inputContract,
  /** Of `input`: embeddings with the same hash and model are comparable. */
  preprocessing: z.string().regex(/^[0-9a-f]{16}$/),
  shape: networkShape,
  /** Names of the classes in the order of the scores. */
  taxa: z.array(z.string().min(1)).min(1),
  files: z.record(z.string(), z.strictObject({ bytes: size, sha256 })),
  /** What the embedding becomes before a forest: principal components; 0: it does not look at images. */
  components: z.int().nonnegative().optional(),
  /** Left out: it takes none. */
  features: modelFeatures.optional(),
  training: z.strictObject({
    recipe: z.enum(trainingRecipes),
    seed: z.int(),
    threads: size,
    /** Name, version and sha-256 of the model that it began with. */
    parent: z.string().nullable(),
    data: z.strictObject({ name: z.string(), images: z.int(), origin: z.string(), licence: z.string() }),
    split: z.strictObject({ how: z.string(), train: z.int(), validation: z.int(), test: z.int() }),
    settings: z.record(z.string(), z.unknown()),
    versions: z.record(z.string(), z.string()),
    history: z.array(z.record(z.string(), z.number())),
    seconds: z.number(),
  }),
  calibration: z.strictObject({ temperature: z.number().positive(), objects: z.int() }),
  /** Null where nothing was held out. */
  metrics: metrics.nullable(),
  /** The same objects, predictions averaged over the eight turned and mirrored views. */
  metricsOfEightViews: metrics.nullable(),
  licence: z.string(),
  citation: z.string(),
  /** What the figures do not tell. */
  note: z.string(),
});
export type ModelManifest = z.output<typeof modelManifest>;

/** A forest on features alone says nothing of an object by its image. */
export const looksAtImages = ({ kind, components = 0 }: Pick<ModelManifest, "kind" | "components">): boolean =>
  kind === "network" || components > 0;

/** Whether a model says something of an object that has features and no image. */
export const goesWithoutImage = ({ kind, features }: Pick<ModelManifest, "kind" | "features">): boolean =>
  kind === "forest" && features !== undefined;
