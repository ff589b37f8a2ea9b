import { z } from "zod";
import { hows } from "../annotation/states.ts";

const number = z.number();
const pooled = z.object({ precision: number, recall: number, f1: number });

/** Figures of one predictor on the held-out objects, at the prevalence that they have. */
export const evaluationFigures = z.object({
  objects: z.int(),
  top1: number,
  top5: number,
  balancedAccuracy: number,
  macroF1: number,
  logLoss: number,
  ece: number,
  /** Of the class counts of all held-out objects. */
  brayCurtis: number,
  /** Mean over samples; null where objects were split at random. */
  sampleBrayCurtis: number.nullable(),
  /** Mean over samples and classes of |predicted - true| / true count of the sample. */
  sampleCountError: number.nullable(),
  /** Classes of living taxa together; null where no class is living. */
  living: pooled.nullable(),
  /** The largest share of objects that is right so often; null where none is. */
  coverage: z.array(z.object({ precision: number, coverage: number.nullable(), threshold: number.nullable() })),
});
export type EvaluationFigures = z.output<typeof evaluationFigures>;

/** How good a model is on objects of the site that neither trained, steered nor calibrated it. */
export const modelEvaluation = z.object({
  at: z.string(),
  seed: z.int(),
  split: z.object({
    /** False: objects were split at random, samples stand on both sides. */
    bySample: z.boolean(),
    objects: z.object({ train: z.int(), validation: z.int(), test: z.int() }),
    samples: z.object({ train: z.int(), validation: z.int(), test: z.int() }),
    /** Samples that trained or steered it, not told to all: what descends from it is never judged on them. Since 2026-11-29. */
    taught: z.array(z.int()).optional(),
  }),
  /** In the order of the model's classes. */
  classes: z.array(
    z.object({
      name: z.string(),
      taxonId: z.int().nullable(),
      living: z.boolean(),
      train: z.int(),
      support: z.int(),
      predicted: z.int(),
      hits: z.int(),
      precision: number,
      recall: number,
      f1: number,
      /** Of `model.coverage`'s precisions, in their order: the score from which on the class is right so often; null: from none. Since 2026-11-28. */
      thresholds: z.array(number.nullable()).optional(),
    }),
  ),
  /** Cells that hold objects: true class, predicted class, objects. */
  confusion: z.array(z.tuple([z.int(), z.int(), z.int()])),
  reliability: z.array(z.object({ from: number, to: number, objects: z.int(), confidence: number, accuracy: number })),
  temperature: number,
  /** Of the objects that are wrong: how near the tree puts what they are called. */
  errors: z.object({
    objects: z.int(),
    /** Called by a taxon above or below the right one. */
    inLine: z.int(),
    /** Called by another taxon of the same parent. */
    siblings: z.int(),
  }),
  samples: z.array(z.object({ sampleId: z.int(), name: z.string(), objects: z.int(), top1: number, brayCurtis: number })),
  /** Held-out objects by instrument and by depth. Since 2026-11-28. */
  groups: z
    .array(z.object({ by: z.enum(["instrument", "depth"]), name: z.string(), objects: z.int(), top1: number, brayCurtis: number }))
    .optional(),
  /** How the held-out labels were given: page-wise ones are less sure than those given one by one. Since 2026-11-29. */
  labels: z.array(z.object({ how: z.enum(hows), objects: z.int() })).optional(),
  model: evaluationFigures,
  /** Others on the same objects: the forest, the model in service, and class frequencies alone. */
  others: z.array(z.object({ what: z.enum(["forest", "service", "prevalence"]), label: z.string(), figures: evaluationFigures })),
  /** Whether science's rule for promotion holds, and why (not). */
  gate: z.object({ passes: z.boolean(), why: z.string() }),
  warnings: z.array(z.string()),
});
export type ModelEvaluation = z.output<typeof modelEvaluation>;
