import { type FormulaPurpose, formulaPurposes, formulaUnits, type ProjectFormula, projectFormula, refuse } from "@nauplius/domain";
import { type Formula, partProblems, readFormula } from "@nauplius/ecology/quantities";
import { z } from "zod";
import type { Outcome } from "../verb.ts";

/** What a manager confirms: formulas with the units of their names, and which findings of parts the project lives with. */
export const protocolInput = z.strictObject({
  name: z.string().trim().min(1).max(100),
  formulas: z.array(projectFormula).min(1).max(formulaPurposes.length),
  accepted: z.array(z.enum(partProblems)).max(partProblems.length).default([]),
});
export type ProtocolInput = z.output<typeof protocolInput>;
export type Protocol = ProtocolInput & { readonly version: number };

/** As it is kept; `unlikely`: what was confirmed although it looked like another unit. */
export const protocolBody = z.object({
  formulas: z.array(projectFormula),
  accepted: z.array(z.enum(partProblems)),
  unlikely: z.array(z.string()),
});

export type Formulas = Partial<Record<FormulaPurpose, Formula>>;

/** Purposes that are of a whole acquisition: its objects say nothing about them. */
const ofAcquisitions: readonly FormulaPurpose[] = [
  "sampledVolume",
  "imageVolume",
  "subPart",
  "pixelSize",
  "particleFactor",
  "particleExponent",
];
const name = /^(obj|sam|acq|process|ssm)\..+$/;

function faultOf({ purpose, variables }: ProjectFormula, formula: Formula): string | null {
  const strange = formula.names.find((one) => !name.test(one));
  if (strange !== undefined) return `got the name ${strange}, expected obj., sam., acq., process. or ssm. in front`;
  const own = formula.names.find((one) => one.startsWith("obj."));
  if (ofAcquisitions.includes(purpose) && own !== undefined)
    return `${own} is of single objects; expected names of the sample, acquisition or process`;
  const unused = Object.keys(variables).find((one) => !formula.names.includes(one));
  return unused === undefined ? null : `the unit of ${unused} is given, but the formula has no such name`;
}

/** Every formula read and its units checked; what is wrong names the formula and the place in it. */
export function readFormulas(given: readonly ProjectFormula[]): Outcome<Formulas> {
  const formulas: Formulas = {};
  for (const [at, one] of given.entries()) {
    const reading = readFormula(one.text, one.variables, formulaUnits[one.purpose]);
    const fault = reading.ok ? faultOf(one, reading.formula) : reading.error.message;
    const twice = formulas[one.purpose] !== undefined;
    if (fault !== null || twice || !reading.ok) {
      const message = twice ? "given twice" : (fault ?? "");
      return refuse("invalid", `${one.purpose}: ${message}`, { faults: [{ path: `formulas.${at}.text`, message }] });
    }
    formulas[one.purpose] = reading.formula;
  }
  return { ok: true, value: formulas };
}
