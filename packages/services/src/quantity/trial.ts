import type { ExportObject } from "@nauplius/db";
import { type FormulaPurpose, formulaPurposes } from "@nauplius/domain";
import { equivalentDiameter, type FormulaResult, type Implausible, implausible, type Values } from "@nauplius/ecology/quantities";
import type { ExportFacts } from "../export/facts.ts";
import type { Formulas } from "./protocol.ts";
import { evaluate, valuesFor } from "./values.ts";

/** Formulas applied to one object: what went in, what came out, and what is unlikely about it. */
export type Trial = {
  readonly objectId: number;
  readonly object: string;
  readonly sample: string;
  readonly results: readonly { readonly purpose: FormulaPurpose; readonly inputs: Values; readonly result: FormulaResult }[];
  /** Diameter of the sphere of the plain volume, um. */
  readonly esd: number | null;
  /** What this object alone adds to its taxon, individuals a m3; of a cast, to the water of one image. */
  readonly concentration: number | null;
  readonly unlikely: readonly Implausible[];
};

export function tryOn(facts: ExportFacts, formulas: Formulas, object: ExportObject): Trial {
  const acquisition = object.acquisitionId;
  const results = formulaPurposes.flatMap((purpose) => {
    const formula = formulas[purpose];
    if (formula === undefined) return [];
    const inputs = valuesFor(facts, formula, acquisition, object);
    return [{ purpose, inputs, result: formula.evaluate(inputs) }];
  });
  const of = (purpose: FormulaPurpose): number | null => results.find((one) => one.purpose === purpose)?.result.value ?? null;
  const [volume, water, part] = [of("plainVolume"), of("sampledVolume") ?? of("imageVolume"), of("subPart")];
  const esd = volume === null ? null : Math.cbrt((6 * volume) / Math.PI) * 1000;
  return {
    objectId: object.id,
    object: object.originalId,
    sample: facts.samples.get(object.sampleId)?.name ?? "",
    results,
    esd,
    concentration: water === null || part === null || !(water > 0) ? null : part / water,
    unlikely: implausible({ pixelUm: of("pixelSize"), netM3: of("sampledVolume"), diameters: diametersOf(facts, object, esd) }),
  };
}

/** The formula's diameter against that of the measured area and the pixel as the product read it: 3 times apart, a unit is wrong. */
function diametersOf(facts: ExportFacts, object: ExportObject, esd: number | null): [number, number] | null {
  const area = evaluate(facts, areaFormula, object.acquisitionId, object);
  const pixel = facts.acquisitions.get(object.acquisitionId)?.pixelSize ?? null;
  if (esd === null || area === null || pixel === null) return null;
  return [esd / 1000, (equivalentDiameter(area) * pixel) / 1000];
}

const areaFormula = {
  text: "obj.area",
  unit: "px2",
  names: ["obj.area"],
  evaluate: ({ "obj.area": area }: Values): FormulaResult =>
    area === null || area === undefined ? { value: null, reason: "missing: obj.area" } : { value: area },
};
