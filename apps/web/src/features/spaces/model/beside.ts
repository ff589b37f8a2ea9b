import { adjustedRand } from "@nauplius/ecology/quantities";
import type { SpaceResult } from "../types.ts";

export type Agreement = {
  /** Individuals that both spaces show. */
  readonly shared: number;
  /** Adjusted Rand index of their morphs: 1 the same cut, 0 as chance. */
  readonly morphs: number | null;
  /** Correlation of each axis of the one (rows) with each of the other. */
  readonly axes: readonly (readonly number[])[];
};

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [ma, mb] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (const [i, value] of a.entries()) {
    const other = (b[i] ?? 0) - mb;
    ab += (value - ma) * other;
    aa += (value - ma) ** 2;
    bb += other ** 2;
  }
  return ab / Math.sqrt(aa * bb);
}

/** How far two spaces of a project say the same of the individuals that both show. */
export function agreementOf(one: SpaceResult, other: SpaceResult): Agreement {
  const there = new Map(other.points.map((point) => [point[0], point]));
  const pairs = one.points.flatMap((point) => {
    const found = there.get(point[0]);
    return found === undefined ? [] : [[point, found] as const];
  });
  if (pairs.length < 3) return { shared: pairs.length, morphs: null, axes: [] };
  const column = (side: 0 | 1, at: number) => pairs.map((pair) => pair[side][at] ?? 0);
  return {
    shared: pairs.length,
    morphs: adjustedRand(Uint16Array.from(column(0, 2)), Uint16Array.from(column(1, 2))),
    axes: Array.from({ length: one.axes }, (_, a) =>
      Array.from({ length: other.axes }, (_, b) => correlation(column(0, 3 + a), column(1, 3 + b))),
    ),
  };
}
