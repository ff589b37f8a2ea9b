import { z } from "zod";
import { state } from "../annotation/states.ts";
import { taxonId } from "../ids.ts";

/** What a project's formulas say, with the unit that each must give. */
export const formulaUnits = {
  sampledVolume: "m3",
  imageVolume: "m3",
  subPart: "1",
  pixelSize: "um/px",
  plainVolume: "mm3",
  riddledVolume: "mm3",
  ellipsoidVolume: "mm3",
  particleFactor: "mm2",
  particleExponent: "1",
} as const;
export type FormulaPurpose = keyof typeof formulaUnits;
export const formulaPurposes = Object.keys(formulaUnits) as FormulaPurpose[];

/** Kinds of individual volume, in the order in which they are shown. */
export const volumeKinds = ["plain", "riddled", "ellipsoid"] as const;
export type VolumeKind = (typeof volumeKinds)[number];

export const projectFormula = z.strictObject({
  purpose: z.enum(formulaPurposes as [FormulaPurpose, ...FormulaPurpose[]]),
  text: z.string().trim().min(1).max(2_000),
  /** Unit of each name: a column has no unit of its own. */
  variables: z.record(z.string().min(1).max(255), z.string().min(1).max(20)),
});
export type ProjectFormula = z.output<typeof projectFormula>;

export const quantityGroupings = ["sample", "acquisition", "depthBin"] as const;

/** How quantities are counted: for this table only, nothing of the project changes. */
export const quantityOptions = z.strictObject({
  by: z.enum(quantityGroupings).default("sample"),
  /** Thickness of a depth bin, m. */
  binStep: z.number().positive().max(10_000).default(5),
  states: z.array(state).min(1).max(4).default(["validated"]),
  /** Count a taxon and those below it under another one, or (null) leave them out. */
  recast: z
    .array(z.strictObject({ from: taxonId, to: taxonId.nullable() }))
    .max(500)
    .default([]),
});
export type QuantityOptions = z.output<typeof quantityOptions>;
