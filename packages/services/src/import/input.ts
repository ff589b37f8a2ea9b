import { projectId } from "@nauplius/domain";
import { z } from "zod";

export const importModes = ["tsv", "classes", "images", "update"] as const;
export type ImportMode = (typeof importModes)[number];

/** Where the batch lies: what its owner uploaded, a path below the allowed root, or any path for the operator at the machine. */
export const importSource = z.discriminatedUnion("from", [
  z.strictObject({ from: z.literal("upload"), upload: z.string().min(1).max(64) }),
  z.strictObject({ from: z.literal("server"), path: z.string().min(1).max(4096) }),
  z.strictObject({ from: z.literal("path"), path: z.string().min(1).max(4096) }),
]);
export type ImportSource = z.output<typeof importSource>;

const text = z.string().trim().max(255);

/** A taxon that the import is to make: below which one (display name or id; null: at the top of the tree), and of which kind. */
export const newTaxon = z.strictObject({
  create: text.min(1),
  under: z
    .union([text.min(1), z.int().positive()])
    .nullable()
    .default(null),
  kind: z.enum(["morphological", "phylogenetic"]).default("morphological"),
  /** The project's own. Of whoever is no taxon editor it always is. */
  local: z.boolean().default(false),
});

/** Answers by the key of the question; "*" stands for all that are not named. */
export const importAnswers = z.strictObject({
  /** "me" (the importer), "name" (keep the name without account), or an account's e-mail or id. */
  users: z.record(z.string(), text.min(1)).default({}),
  /** "leave" (unclassified), a taxon's display name or id, or a new one. */
  taxa: z.record(z.string(), z.union([text.min(1), z.int().positive(), newTaxon])).default({}),
  /** Goes on without the objects whose images cannot be read. */
  leaveOut: z.boolean().default(false),
  /** The check was read: load. */
  load: z.boolean().default(false),
});
export type ImportAnswers = z.output<typeof importAnswers>;
export const noAnswers: ImportAnswers = { users: {}, taxa: {}, leaveOut: false, load: false };

const constant = z.string().trim().max(255).optional();
/** What an import without a table says of all its objects; written as in EcoTaxa files. */
export const importConstants = z.strictObject({
  date: constant,
  time: constant,
  latitude: constant,
  longitude: constant,
  depthmin: constant,
  depthmax: constant,
  taxon: constant,
  user: constant,
  annotationDate: constant,
  status: constant,
});

export type ImportConstants = z.output<typeof importConstants>;

export const importOptions = z.strictObject({
  /** Left out: found out by looking. */
  mode: z.enum(importModes).optional(),
  /** What an update changes: metadata only, or the annotations as well. */
  update: z.enum(["metadata", "classification"]).default("metadata"),
  /** State of the objects of class folders. */
  classState: z.enum(["validated", "predicted"]).default("validated"),
  constants: importConstants.default({}),
  /** How ZooScan headers write positions; ZooProcess's own way unless a lab does otherwise. */
  positions: z
    .strictObject({ degrees: z.enum(["minutes", "decimal"]).default("minutes"), longitude: z.enum(["west", "east"]).default("west") })
    .default({ degrees: "minutes", longitude: "west" }),
  /** Only look: nothing is loaded. */
  checkOnly: z.boolean().default(false),
  /** Wait for a person's word between check and load. */
  confirm: z.boolean().default(false),
  answers: importAnswers.default(noAnswers),
});
export type ImportOptions = z.output<typeof importOptions>;

export const importInput = z.strictObject({
  projectId,
  source: importSource,
  /** What the batch is called, where the source's own name does not say it. */
  name: z.string().trim().max(255).optional(),
  /** E-mail of the person in whose name the operator imports. */
  importer: z.string().trim().max(255).optional(),
  options: importOptions,
});
export type ImportInput = z.output<typeof importInput>;
