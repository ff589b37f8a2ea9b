/** The distinct whole radii round(1.1^k), k = 1..40, px: those of ZooProcess' fractal dimension. */
export const radii: readonly number[] = [...new Set(Array.from({ length: 40 }, (_, k) => Math.round(1.1 ** (k + 1))))];

const logs = radii.map((r) => Math.log(2 * r));

/** 2 - sd(log area) / sd(log 2r), for the areas of the sausages of these radii: the reduced major axis, not the slope of least squares.
 *  Source: Berube & Jebrak 1999, Computers & Geosciences 25:1059, as in ZooProcess. */
export function sausageDimension(areas: Float64Array): number {
  const n = radii.length;
  let [mean, meanLog] = [0, 0];
  for (let i = 0; i < n; i++) {
    mean += Math.log(areas[i]) / n;
    meanLog += logs[i] / n;
  }
  let [a, l] = [0, 0];
  for (let i = 0; i < n; i++) {
    a += (Math.log(areas[i]) - mean) ** 2;
    l += (logs[i] - meanLog) ** 2;
  }
  return 2 - Math.sqrt(a / l);
}
