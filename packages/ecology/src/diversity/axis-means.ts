/** Where the individuals of a sample lie on one axis: the community's mean trait and its spread. */
export type AxisSummary = { readonly mean: number; readonly sd: number; readonly q25: number; readonly q75: number };

/**
 * Weighted mean, population standard deviation and quartiles of individuals on each axis, a sample each; null where a sample has no
 * weight. A quartile is the first value at which a quarter (three) of the weight is reached.
 */
export function axisMeans(
  coordinates: Float64Array,
  axes: number,
  of: { readonly sampleOf: ArrayLike<number>; readonly weights: ArrayLike<number>; readonly samples: number },
): (AxisSummary[] | null)[] {
  const rows: number[][] = Array.from({ length: of.samples }, () => []);
  for (let i = 0; i < coordinates.length / axes; i++) if (of.weights[i] > 0) rows[of.sampleOf[i]].push(i);
  return rows.map((chosen) =>
    chosen.length === 0
      ? null
      : Array.from({ length: axes }, (_, axis) =>
          summaryOf(
            chosen,
            (row) => coordinates[row * axes + axis],
            (row) => of.weights[row],
          ),
        ),
  );
}

function summaryOf(rows: readonly number[], placeOf: (row: number) => number, weightOf: (row: number) => number): AxisSummary {
  const total = rows.reduce((sum, row) => sum + weightOf(row), 0);
  const mean = rows.reduce((sum, row) => sum + weightOf(row) * placeOf(row), 0) / total;
  const variance = rows.reduce((sum, row) => sum + weightOf(row) * (placeOf(row) - mean) ** 2, 0) / total;
  const sorted = [...rows].sort((a, b) => placeOf(a) - placeOf(b));
  const reaching = (share: number): number => {
    let reached = 0;
    const row = sorted.find((candidate) => {
      reached += weightOf(candidate);
      return reached >= share * total * (1 - 1e-12);
    });
    return placeOf(row ?? sorted[sorted.length - 1]);
  };
  return { mean, sd: Math.sqrt(variance), q25: reaching(0.25), q75: reaching(0.75) };
}
