export type Priors = { readonly priors: Float64Array; readonly iterations: number; readonly converged: boolean };

/**
 * Shares of classes among new objects from their calibrated probabilities, by expectation maximisation (Saerens, Latinne and Decaestecker 2002,
 * Neural Computation 14:21): the model was trained at `trained` shares, and only the shares changed. `probabilities` row-major, n x k.
 * Holds only for calibrated models and for classes that the model knows.
 */
export function shiftPriors(probabilities: Float64Array, trained: ArrayLike<number>, most = 1000): Priors {
  const k = trained.length;
  const n = probabilities.length / k;
  for (let j = 0; j < k; j++)
    if (!(trained[j] > 0)) throw new RangeError(`share of class ${j} in training: got ${trained[j]}, expected more than 0`);
  let priors = Float64Array.from(trained as ArrayLike<number>);
  for (let iteration = 1; iteration <= most; iteration++) {
    const sums = new Float64Array(k);
    for (let i = 0; i < n; i++) {
      let mass = 0;
      for (let j = 0; j < k; j++) mass += probabilities[i * k + j] * (priors[j] / trained[j]);
      for (let j = 0; j < k; j++) sums[j] += (probabilities[i * k + j] * (priors[j] / trained[j])) / mass / n;
    }
    const change = sums.reduce((largest, value, j) => Math.max(largest, Math.abs(value - priors[j])), 0);
    priors = sums;
    if (change < 1e-9) return { priors, iterations: iteration, converged: true };
  }
  return { priors, iterations: most, converged: false };
}
