import { bestOf, logLoss, type Scores } from "./scores.ts";

export type ReliabilityBin = {
  readonly from: number;
  readonly to: number;
  readonly objects: number;
  readonly confidence: number;
  readonly accuracy: number;
};

/** Objects by the score of their best class, in equal bins: mean score and share that is right in each. */
export function reliability(scores: Scores, bins = 15): ReliabilityBin[] {
  const found = Array.from({ length: bins }, () => ({ objects: 0, confidence: 0, right: 0 }));
  bestOf(scores).forEach((best, row) => {
    const confidence = scores.probabilities[row * scores.classes + best] ?? 0;
    const bin = found[Math.min(bins - 1, Math.floor(confidence * bins))];
    if (!bin) return;
    bin.objects += 1;
    bin.confidence += confidence;
    bin.right += best === scores.truth[row] ? 1 : 0;
  });
  return found.map(({ objects, confidence, right }, index) => ({
    from: index / bins,
    to: (index + 1) / bins,
    objects,
    confidence: objects > 0 ? confidence / objects : 0,
    accuracy: objects > 0 ? right / objects : 0,
  }));
}

/** Expected calibration error (Naeini et al. 2015): mean distance of confidence and accuracy, bins weighted by objects. */
export function expectedCalibrationError(scores: Scores, bins = 15): number {
  const gaps = reliability(scores, bins).map(({ objects, confidence, accuracy }) => objects * Math.abs(confidence - accuracy));
  return gaps.reduce((a, b) => a + b, 0) / scores.truth.length;
}

/** Probabilities as another temperature would have given them: p^(1/T), normalised. */
export function atTemperature({ probabilities, truth, classes }: Scores, temperature: number): Scores {
  const result = new Float32Array(probabilities.length);
  for (let row = 0; row < truth.length; row++) {
    let total = 0;
    for (let at = row * classes; at < (row + 1) * classes; at++) {
      const value = Math.max(1e-30, probabilities[at] ?? 0) ** (1 / temperature);
      result[at] = value;
      total += value;
    }
    for (let at = row * classes; at < (row + 1) * classes; at++) result[at] = (result[at] ?? 0) / total;
  }
  return { probabilities: result, truth, classes };
}

/** Temperature that gives these objects the least log-loss (Guo et al. 2017), between 0.2 and 5, by golden section. */
export function bestTemperature(scores: Scores): number {
  const ratio = (Math.sqrt(5) - 1) / 2;
  const loss = (logT: number): number => logLoss(atTemperature(scores, Math.exp(logT)));
  let [low, high] = [Math.log(0.2), Math.log(5)];
  let [a, b] = [high - ratio * (high - low), low + ratio * (high - low)];
  let [lossA, lossB] = [loss(a), loss(b)];
  for (let i = 0; i < 24; i++) {
    if (lossA <= lossB) {
      [high, b, lossB] = [b, a, lossA];
      a = high - ratio * (high - low);
      lossA = loss(a);
    } else {
      [low, a, lossA] = [a, b, lossB];
      b = low + ratio * (high - low);
      lossB = loss(b);
    }
  }
  return Math.exp((low + high) / 2);
}
