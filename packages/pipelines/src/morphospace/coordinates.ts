import { readNumber } from "@nauplius/formats";
import { GrowingColumn, GrowingText } from "./growing.ts";
import { TableProblem } from "./problem.ts";
import { readRecords } from "./read-records.ts";
import type { PlacedTable } from "./sweep.ts";

/** Individuals of a space as its table of coordinates has them, with their morphs, and taxa and objects where it names them. */
export type CoordinateTable = PlacedTable & {
  readonly labels: Uint16Array;
  readonly taxa: { readonly numberOf: Int32Array; readonly count: number } | null;
  /** Ids of the objects; null where the table came from a file of features. */
  readonly objects: Float64Array | null;
};

/** Reads a table of coordinates as `writeMorphospace` wrote it. */
export async function readCoordinates(path: string, signal?: AbortSignal): Promise<CoordinateTable> {
  const [values, weights, labels, objects] = [new GrowingColumn(), new GrowingColumn(), new GrowingColumn(), new GrowingColumn()];
  const [samples, taxa] = [new GrowingText(), new GrowingText()];
  let [dims, taxonAt, objectAt] = [-1, -1, -1];
  for await (const { line, cells } of readRecords(path, signal)) {
    if (dims < 0) {
      dims = cells.filter((name) => /^axis\d+$/.test(name)).length;
      if (dims === 0) throw new TableProblem("the table of coordinates has no axes");
      [taxonAt, objectAt] = [cells.indexOf("taxon"), cells.indexOf("object")];
      continue;
    }
    const numbers = cells.slice(2, 4 + dims).map((cell) => readNumber(cell));
    const object = objectAt < 0 ? 0 : readNumber(cells[objectAt] ?? "");
    if (numbers.length !== dims + 2 || numbers.some((value) => typeof value !== "number") || typeof object !== "number")
      throw new TableProblem(`the table of coordinates is damaged at line ${line}`);
    samples.push(cells[1] ?? "");
    const [weight, ...places] = numbers as number[];
    weights.push(weight ?? 0);
    for (const place of places.slice(0, dims)) values.push(place);
    labels.push((places[dims] ?? 1) - 1);
    if (taxonAt >= 0) taxa.push(cells[taxonAt] ?? "");
    if (objectAt >= 0) objects.push(object);
  }
  const { names, numberOf } = samples.take();
  const named = taxonAt < 0 ? null : taxa.take();
  return {
    ...{ points: values.take(), dims, weights: weights.take(), sampleOf: numberOf, samples: names },
    labels: Uint16Array.from(labels.take()),
    taxa: named === null ? null : { numberOf: named.numberOf, count: named.names.length },
    objects: objectAt < 0 ? null : objects.take(),
  };
}
