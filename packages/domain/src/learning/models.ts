import { z } from "zod";
import { modelId, projectId, taxonId } from "../ids.ts";
import { modelName, type TrainingRecipe } from "./manifest.ts";

/** A candidate was made and not promoted; at most one model of a name is in service; a retired one was. */
export const modelStates = ["candidate", "service", "retired"] as const;
export type ModelState = (typeof modelStates)[number];

export const modelOrigins = ["shipped", "trained", "uploaded"] as const;
export type ModelOrigin = (typeof modelOrigins)[number];

export const modelEventKinds = ["registered", "promoted", "retired", "rolledBack", "mapped"] as const;
export type ModelEventKind = (typeof modelEventKinds)[number];

/** So many best taxa are kept of each prediction. */
export const keptTaxa = 5;

const share = z.number().min(0).max(1);

/** An object whose best taxon scores less stays unclassified. */
export const thresholds = z.strictObject({
  least: share.default(0),
  taxa: z
    .array(z.strictObject({ taxonId, least: share }))
    .max(1000)
    .refine((taxa) => new Set(taxa.map((line) => line.taxonId)).size === taxa.length, "expected one score for each taxon, got two of one")
    .default([]),
});
export type Thresholds = z.output<typeof thresholds>;

/** Recipes that a site offers: from nothing takes hours and is the command line's. */
export const siteRecipes = ["head", "fine-tune", "forest"] as const;
export type SiteRecipe = (typeof siteRecipes)[number];

/** What a model learns from: images, measured features, or both where objects have them. Only a forest goes without images. */
export const trainingUses = ["both", "images", "features"] as const;
export type TrainingUse = (typeof trainingUses)[number];

/** What an object must have to train. */
export type NeededToTrain = "image" | "features" | "either";
export const neededToTrain = ({ recipe, uses }: { readonly recipe: TrainingRecipe; readonly uses: TrainingUse }): NeededToTrain => {
  if (uses === "features") return "features";
  return recipe === "forest" && uses === "both" ? "either" : "image";
};

/** Which validated objects train, and under which names. */
export const trainingSet = z.strictObject({
  projects: z
    .array(projectId)
    .min(1, "choose at least one project")
    .max(200)
    .refine((projects) => new Set(projects).size === projects.length, "expected each project once, got one of them twice"),
  /** A taxon counts as another one; null: its objects are left out. */
  mapping: z
    .array(z.strictObject({ from: taxonId, to: taxonId.nullable() }))
    .max(5000)
    .default([]),
  /** Classes with fewer objects are left out. */
  fewest: z.int().min(1).max(10_000).default(2),
  /** At most so many objects of a class train; what is held out keeps its proportions. */
  most: z.int().min(1).max(1_000_000).nullable().default(null),
  seed: z.int().min(0).max(2_147_483_647).default(1),
});
export type TrainingSet = z.output<typeof trainingSet>;

export const trainingRequest = z.strictObject({
  set: trainingSet,
  /** The model to begin with. */
  parentId: modelId,
  recipe: z.enum(siteRecipes),
  uses: z.enum(trainingUses).default("both"),
  name: modelName,
  /** Instead of the recipe's own. */
  epochs: z.int().min(1).max(1000).optional(),
  layers: z.enum(["all", "last"]).default("last"),
  /** Ways in which objects may lie while a network is tuned. */
  turns: z.enum(["lying", "any"]).default("lying"),
  /** 0: classes weigh as they occur; 1: all the same. */
  balance: share.default(0),
  note: z.string().max(2000).default(""),
});
export type TrainingRequest = z.output<typeof trainingRequest>;

/** Shares of the objects that are held out, and that steer and calibrate. */
export const heldOut = { test: 0.2, validation: 0.1 } as const;
