import type { Formula, FormulaResult, Values } from "./compile.ts";

/** What a manager sees before confirming: the formula applied to a few objects, with the numbers that went in. */
export type FormulaExample = { readonly object: string; readonly inputs: Values; readonly result: FormulaResult };

export const tryFormula = (formula: Formula, objects: readonly { readonly id: string; readonly values: Values }[]): FormulaExample[] =>
  objects.map(({ id, values }) => ({
    object: id,
    inputs: Object.fromEntries(formula.names.map((name) => [name, values[name] ?? null])),
    result: formula.evaluate(values),
  }));

export type Implausible = { readonly code: "pixelSize" | "twoDiameters" | "netVolume"; readonly got: number; readonly expected: string };

/** Numbers that block until a person confirms them: nearly always they are in another unit than was thought. */
export function implausible(seen: {
  /** Side of a pixel, um. */
  readonly pixelUm?: number | null;
  /** Diameters of one object by two ways, mm: from its area and the pixel, and as the file gives it. */
  readonly diameters?: readonly [number, number] | null;
  /** Sampled volume of a net, m3. */
  readonly netM3?: number | null;
}): Implausible[] {
  const found: Implausible[] = [];
  const { pixelUm, diameters, netM3 } = seen;
  if (pixelUm != null && !(pixelUm >= 0.5 && pixelUm <= 500)) found.push({ code: "pixelSize", got: pixelUm, expected: "0.5 to 500 um" });
  if (diameters != null) {
    const ratio = Math.max(diameters[0] / diameters[1], diameters[1] / diameters[0]);
    if (!(ratio < 3)) found.push({ code: "twoDiameters", got: ratio, expected: "less than 3 times apart" });
  }
  if (netM3 != null && !(netM3 >= 0.1)) found.push({ code: "netVolume", got: netM3, expected: "0.1 m3 or more" });
  return found;
}
