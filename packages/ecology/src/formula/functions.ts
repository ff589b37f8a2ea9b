import { isPlain, plain, power, type Unit } from "./units.ts";

export type FormulaFunction = {
  readonly inputs: readonly [least: number, most: number];
  readonly compute: (...values: readonly number[]) => number;
  /** Unit of the result, or what is wrong with the units given. */
  readonly unit: (units: readonly Unit[]) => Unit | string;
};

const ofPlain = (compute: (x: number) => number): FormulaFunction => ({
  inputs: [1, 1],
  compute,
  unit: ([unit = plain]) => (isPlain(unit) ? plain : "expected a plain number: divide by a unit first, as in obj.area / 1 [px2]"),
});
const ofSame = (inputs: readonly [number, number], compute: (...values: readonly number[]) => number): FormulaFunction => ({
  inputs,
  compute,
  unit: ([first = plain]) => first,
});

export const functions: Readonly<Record<string, FormulaFunction>> = {
  sqrt: { inputs: [1, 1], compute: Math.sqrt, unit: ([unit = plain]) => power(unit, 0.5) },
  exp: ofPlain(Math.exp),
  log: ofPlain(Math.log),
  log10: ofPlain(Math.log10),
  abs: ofSame([1, 1], Math.abs),
  min: ofSame([1, 10], Math.min),
  max: ofSame([1, 10], Math.max),
};

export const constants: Readonly<Record<string, number>> = { pi: Math.PI, e: Math.E };

/** EcoTaxa's formulas say math.sqrt and math.pi. */
export const bareName = (name: string): string => (name.startsWith("math.") ? name.slice(5) : name);
