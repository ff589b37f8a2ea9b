import { describe, expect, test } from "vitest";
import { drawIndex, drawNormal, drawPoisson } from "../statistics/random.ts";
import { seeded } from "../statistics/seeded.fixture.ts";
import { addEstimates } from "./add.ts";
import { groupConfusion, makeConfusion, supportOf } from "./confusion.ts";
import { correctCounts } from "./correct.ts";
import { makeCorrector } from "./corrector.ts";
import { shiftPriors } from "./prior-shift.ts";
import { simplexFit } from "./simplex-fit.ts";

const classes = ["Copepoda", "Chaetognatha", "detritus"];
const confusion = makeConfusion(classes, [90, 8, 2, 15, 80, 25, 4, 10, 60]);
const columns = () => {
  const support = supportOf(confusion);
  return Float64Array.from({ length: 9 }, (_, at) => confusion.counts[(at % 3) * 3 + Math.floor(at / 3)] / support[at % 3]);
};

describe("least squares on counts", () => {
  // scipy.optimize.minimize(SLSQP), 1.10: x >= 0, sum x = sum y.
  test.each([
    [
      [200, 30, 90],
      [215.2434631493318, 0, 104.75653685066818],
    ],
    [
      [300, 2, 1],
      [303, 0, 0],
    ],
  ])("of %j is that of SciPy", (predicted, expected) => {
    const got = simplexFit(
      columns(),
      3,
      predicted,
      predicted.reduce((sum, n) => sum + n),
    );
    for (const [i, value] of expected.entries()) expect(got[i]).toBeCloseTo(value, 5);
  });

  test("is the inverse where that is possible", () => {
    const truth = [500, 300, 200];
    const a = columns();
    const seen = [0, 1, 2].map((r) => truth.reduce((sum, n, i) => sum + a[r * 3 + i] * n, 0));
    const got = simplexFit(a, 3, seen, 1000);
    for (const [i, value] of truth.entries()) expect(got[i]).toBeCloseTo(value, 7);
  });

  test("beats every neighbour that keeps the total", () => {
    const random = seeded(4);
    const k = 6;
    for (let trial = 0; trial < 20; trial++) {
      const a = Float64Array.from({ length: k * k }, (_, at) => random() ** 3 + (at % (k + 1) === 0 ? 0.3 : 0));
      const y = Array.from({ length: k }, () => Math.floor(100 * random() ** 3));
      const total = y.reduce((sum, n) => sum + n, 0);
      const x = simplexFit(a, k, y, total);
      const cost = (v: ArrayLike<number>) =>
        y.reduce((sum, n, r) => sum + (n - a.subarray(r * k, (r + 1) * k).reduce((s, w, i) => s + w * v[i], 0)) ** 2, 0);
      expect(x.reduce((sum, n) => sum + n)).toBeCloseTo(total, 6);
      for (let i = 0; i < k; i++) {
        for (let j = 0; j < k; j++) {
          const step = Math.min(x[i], 1e-3 * total);
          expect(cost(x.map((n, at) => (at === i ? n - step : at === j && i !== j ? n + step : n)))).toBeGreaterThanOrEqual(
            i === j ? 0 : cost(x) - 1e-6,
          );
        }
      }
    }
  });
});

describe("counts corrected for classification error", () => {
  const predicted = [200, 120, 90];

  test("stand beside those as predicted, with an interval, and keep the total", () => {
    const got = correctCounts(confusion, predicted, { random: seeded(1) });
    if (got.counts === null) throw new Error(got.reason);
    expect(got.counts.map((one) => one.predicted)).toEqual(predicted);
    expect(got.counts.reduce((sum, one) => sum + one.corrected, 0)).toBeCloseTo(410, 8);
    for (const { low, corrected, high } of got.counts) {
      expect(low).toBeLessThanOrEqual(corrected);
      expect(high).toBeGreaterThanOrEqual(corrected);
    }
  });

  test("are none where support is bad, and the classes are named", () => {
    const thin = makeConfusion(classes, [90, 8, 2, 1, 8, 3, 4, 10, 60]);
    expect(correctCounts(thin, predicted, { random: seeded(1) })).toEqual({
      counts: null,
      reason: "fewer than 50 test objects: Chaetognatha; group them with others",
    });
    const grouped = groupConfusion(thin, ["Copepoda", "other", "other"]);
    expect([...grouped.counts]).toEqual([90, 10, 5, 81]);
    expect(correctCounts(grouped, [200, 210], { random: seeded(1) }).counts).toHaveLength(2);
  });

  test("are none where the model cannot tell classes apart", () => {
    const alike = makeConfusion(["a", "b"], [51, 49, 50, 50]);
    expect(correctCounts(alike, [10, 10], { random: seeded(1) }).reason).toContain("cannot tell these classes apart");
  });

  test("cover the truth about as often as they say", () => {
    const random = seeded(7);
    const truth = [400, 150, 250];
    const rates = [0.9, 0.08, 0.02, 0.12, 0.68, 0.2, 0.05, 0.15, 0.8];
    const cumulative = (i: number) => [rates[i * 3], rates[i * 3] + rates[i * 3 + 1], 1];
    let covered = 0;
    const runs = 60;
    for (let run = 0; run < runs; run++) {
      const test = new Float64Array(9);
      for (let i = 0; i < 3; i++) for (let n = 0; n < 120; n++) test[i * 3 + drawIndex(cumulative(i), random)]++;
      const seen = [0, 0, 0];
      for (let i = 0; i < 3; i++) for (let n = drawPoisson(truth[i], random); n > 0; n--) seen[drawIndex(cumulative(i), random)]++;
      const got = correctCounts(makeConfusion(classes, test), seen, { random, draws: 100 });
      covered += got.counts?.filter(({ low, high }, i) => low <= truth[i] && truth[i] <= high).length ?? 0;
    }
    expect(covered / (3 * runs)).toBeGreaterThan(0.88);
  });

  test("refuse counts of other classes", () =>
    expect(() => correctCounts(confusion, [1, 2], { random: seeded(1) })).toThrow("got 2 counts, expected one for each of 3"));
});

describe("shares by expectation maximisation", () => {
  test("finds shares that changed, from probabilities of a model trained on others", () => {
    const random = seeded(3);
    const trained = [0.8, 0.2];
    // Two normal classes 2 apart: the calibrated probability at x follows from Bayes' rule.
    const probabilities = Float64Array.from({ length: 2 * 6000 });
    for (let i = 0; i < 6000; i++) {
      const x = drawNormal(random) + (random() < 0.7 ? 2 : 0);
      const odds = (trained[0] / trained[1]) * Math.exp(2 - 2 * x);
      probabilities[2 * i] = odds / (1 + odds);
      probabilities[2 * i + 1] = 1 / (1 + odds);
    }
    const { priors, converged } = shiftPriors(probabilities, trained);
    expect(converged).toBe(true);
    expect(Math.abs(priors[1] - 0.7)).toBeLessThan(0.02);
  });

  test("leaves shares that fit alone, and wants classes that were trained", () => {
    const { priors, iterations } = shiftPriors(Float64Array.of(0.5, 0.5, 0.5, 0.5), [0.5, 0.5]);
    expect([[...priors], iterations]).toEqual([[0.5, 0.5], 1]);
    expect(() => shiftPriors(Float64Array.of(1, 0), [1, 0])).toThrow("share of class 1 in training: got 0");
  });
});

describe("two estimates added", () => {
  test("keep both intervals, and nothing falls below nought", () => {
    expect(addEstimates({ value: 10, low: 7, high: 14 }, { value: 5, low: 1, high: 8 })).toEqual({ value: 15, low: 10, high: 20 });
    expect(addEstimates({ value: 0, low: 0, high: 3.69 }, { value: 1, low: -2, high: 2 }).low).toBe(0);
  });
});

describe("amounts that weigh", () => {
  test("are corrected as counts are, with intervals as wide as their weights make them", () => {
    const { correct } = makeCorrector(confusion, { random: seeded(5) });
    if (correct === null) throw new Error("no corrector");
    const counts = correct([200, 120, 90].map((n) => ({ sum: n, squares: n })));
    const heavy = correct([200, 120, 90].map((n) => ({ sum: 3 * n, squares: 9 * n })));
    for (const [i, one] of heavy.entries()) {
      expect(one.corrected).toBeCloseTo(3 * (counts[i]?.corrected ?? 0), 6);
      expect(Math.abs(one.high - one.low - 3 * ((counts[i]?.high ?? 0) - (counts[i]?.low ?? 0)))).toBeLessThan(0.35 * (one.high - one.low));
    }
  });
});
