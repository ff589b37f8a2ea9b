import { readNumber } from "@nauplius/formats";
import { GrowingColumn, GrowingText } from "./growing.ts";
import { TableProblem } from "./problem.ts";
import { readRecords } from "./read-records.ts";
import type { PlacedTable } from "./sweep.ts";

/** Reads a table of coordinates as `writeMorphospace` wrote it. */
export async function readCoordinates(path: string, signal?: AbortSignal): Promise<PlacedTable> {
  const [values, weights, samples] = [new GrowingColumn(), new GrowingColumn(), new GrowingText()];
  let dims = -1;
  for await (const { line, cells } of readRecords(path, signal)) {
    if (dims < 0) {
      dims = cells.filter((name) => /^axis\d+$/.test(name)).length;
      if (dims === 0) throw new TableProblem("the table of coordinates has no axes");
      continue;
    }
    const numbers = cells.slice(2, 3 + dims).map((cell) => readNumber(cell));
    if (numbers.length !== dims + 1 || numbers.some((value) => typeof value !== "number"))
      throw new TableProblem(`the table of coordinates is damaged at line ${line}`);
    samples.push(cells[1] ?? "");
    const [weight, ...places] = numbers as number[];
    weights.push(weight ?? 0);
    for (const place of places) values.push(place);
  }
  const { names, numberOf } = samples.take();
  return { points: values.take(), dims, weights: weights.take(), sampleOf: numberOf, samples: names };
}
