import { z } from "zod";

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
  /** What embedding and numbers become before a forest: principal components. */
  components: z.int().nonnegative().optional(),
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
