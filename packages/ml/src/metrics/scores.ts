/** Probabilities [n, classes] row by row, and the true class of each row. */
export type Scores = { readonly probabilities: Float32Array; readonly truth: Int32Array; readonly classes: number };

/** Class of the highest score of each row; the lower index where two are equal. */
export function bestOf({ probabilities, truth, classes }: Scores): Int32Array {
  return Int32Array.from(truth, (_, row) => {
    const scores = probabilities.subarray(row * classes, (row + 1) * classes);
    return scores.reduce((best, score, c) => (score > (scores[best] as number) ? c : best), 0);
  });
}

/** Share of rows whose true class is among the k highest; ties count against the model. */
export function topK({ probabilities, truth, classes }: Scores, k: number): number {
  let hits = 0;
  truth.forEach((label, row) => {
    const scores = probabilities.subarray(row * classes, (row + 1) * classes);
    const own = scores[label] ?? 0;
    const above = scores.reduce((count, score, c) => (c !== label && score >= own ? count + 1 : count), 0);
    if (above < k) hits += 1;
  });
  return hits / truth.length;
}

/** Mean of -ln p(true class), p no less than 1e-15 as at the National Data Science Bowl. */
export function logLoss({ probabilities, truth, classes }: Scores): number {
  let sum = 0;
  truth.forEach((label, row) => {
    sum -= Math.log(Math.max(1e-15, probabilities[row * classes + label] ?? 0));
  });
  return sum / truth.length;
}
