import { describe, expect, test } from "vitest";
import { drawNormal } from "../statistics/random.ts";
import { seeded } from "../statistics/seeded.fixture.ts";
import { nile, nottem } from "./classics.ts";
import { lineTrend, residualCorrelation } from "./gls.ts";
import { hamedRao, mannKendall } from "./mann-kendall.ts";
import { seasonalMannKendall, seasonTable } from "./seasonal.ts";
import { pairSlopes, senSlope } from "./sen.ts";

const years = Float64Array.from({ length: 100 }, (_, i) => i + 1);

describe("trend of the Nile", () => {
  test("by Mann-Kendall is R's cor.test(method = 'kendall', exact = FALSE, continuity = TRUE)", () => {
    const { s, variance, z, p, n } = mannKendall(nile);
    expect([n, s]).toEqual([100, -1387]);
    expect(variance).toBeCloseTo(112728.333333333, 8);
    expect(z).toBeCloseTo(-4.1280665228441, 12);
    expect(p).toBeCloseTo(3.65826292166434e-5, 15);
  });

  test("by Sen has the median slope and the interval of ranks", () => {
    const slope = senSlope(pairSlopes(years, nile), mannKendall(nile).variance);
    expect(slope?.slope).toBeCloseTo(-2.6, 12);
    expect(slope?.low).toBeCloseTo(-3.62792647784487, 9);
    expect(slope?.high).toBeCloseTo(-1.42844437594575, 9);
  });

  // The correction by the formula of the paper over acf(rank(x - slope * t)) of R 4.2.2: lags 1, 2, 3, 33, 34, 35 are significant.
  test("with autocorrelation by Hamed and Rao", () => {
    const { inflation, z } = hamedRao(nile);
    expect(inflation).toBeCloseTo(2.14289832709872, 10);
    expect(z).toBeCloseTo(-2.81997919564514, 10);
  });

  // nlme::gls(y ~ t, correlation = corAR1(form = ~t)) of R 4.2.2.
  test("by least squares with AR(1) errors is that of nlme", () => {
    const got = lineTrend(years, nile, { autocorrelated: true });
    expect(got?.phi).toBeCloseTo(0.40027385062494, 5);
    expect(got?.intercept).toBeCloseTo(1058.776176951568, 3);
    expect(got?.slope).toBeCloseTo(-2.75813638634661, 5);
    expect(got?.standardError).toBeCloseTo(0.790406466581886, 5);
    expect(got?.p).toBeCloseTo(7.26676625183636e-4, 7);
    expect(got?.low).toBeCloseTo(-4.32667229511141, 4);
    expect(got?.high).toBeCloseTo(-1.18960047758181, 4);
  });

  test("with gaps is that of nlme with corCAR1", () => {
    const gaps = nile.map((value, i) => ((i > 8 && i < 14) || i === 49 || (i > 75 && i < 80) ? Number.NaN : value));
    const got = lineTrend(years, gaps, { autocorrelated: true });
    expect(got?.phi).toBeCloseTo(0.413904443393545, 5);
    expect(got?.slope).toBeCloseTo(-2.87135648548054, 5);
    expect(got?.standardError).toBeCloseTo(0.881428088704846, 5);
    expect(got?.n).toBe(90);
  });

  test("by ordinary least squares is R's lm, and its residuals correlate as R's pacf says", () => {
    const got = lineTrend(years, nile, { autocorrelated: false });
    if (got === null) throw new Error("no line");
    expect(got.slope).toBeCloseTo(-2.71430543054305, 11);
    expect(got.standardError).toBeCloseTo(0.521554090157457, 11);
    expect(got.p).toBeCloseTo(1.07169488632501e-6, 14);
    expect(residualCorrelation(years, nile, got)).toBeCloseTo(0.374941063098948, 11);
  });
});

describe("seasonal Mann-Kendall", () => {
  const table = { values: nottem, years: 20, seasons: 12, firstYear: 1920 };

  // trend::smk.test(nottem) and trend::csmk.test(nottem), the examples of that R package: S 224, varS 11364; the covariances of
  // Hirsch and Slack raise the variance to 19663.33 (z 1.5974 there, without continuity correction).
  test("of Nottingham is as published for R's package trend, with and without the correlation of seasons", () => {
    const got = seasonalMannKendall(table);
    expect([got.s, got.independentVariance, got.n]).toEqual([224, 11364, 240]);
    expect((got.s - 1) / Math.sqrt(got.independentVariance)).toBeCloseTo(2.0919, 4);
    expect(got.variance).toBeCloseTo(19663.3333333333, 8);
    expect(got.s / Math.sqrt(got.variance)).toBeCloseTo(1.5974, 4);
    expect(got.p).toBeCloseTo(0.111769481135905, 10);
    expect(got.slope?.slope).toBeCloseTo(0.05, 12);
  });

  test("counts no pair with a missing value", () => {
    const gaps = nottem.map((value, i) => (i % 7 === 0 ? Number.NaN : value));
    const got = seasonalMannKendall({ ...table, values: gaps });
    expect(got.n).toBe(240 - 35);
    expect(got.independentVariance).toBeLessThan(11364);
    expect(got.variance).toBeGreaterThan(got.independentVariance);
  });

  test("has one value a year and season: the mean of what was observed, or the median", () => {
    const made = seasonTable([2001, 2001, 2001, 2003], [0, 0, 1, 1], [1, 4, Number.NaN, 9], { seasons: 2 });
    expect(made).toEqual({
      values: Float64Array.of(2.5, Number.NaN, Number.NaN, Number.NaN, Number.NaN, 9),
      years: 3,
      seasons: 2,
      firstYear: 2001,
    });
    expect(seasonTable([1, 1, 1], [0, 0, 0], [0, 0, 9], { seasons: 1 })?.values[0]).toBe(3);
    expect(seasonTable([1, 1, 1], [0, 0, 0], [0, 0, 9], { seasons: 1, cell: "median" })?.values[0]).toBe(0);
    expect(seasonTable([2001], [0], [Number.NaN], { seasons: 12 })).toBeNull();
  });

  test("keeps its level on correlated months without trend, where independence would not", () => {
    const random = seeded(11);
    let [corrected, naive] = [0, 0];
    const runs = 150;
    for (let run = 0; run < runs; run++) {
      let state = drawNormal(random);
      const values = Float64Array.from({ length: 240 }, (_, i) => {
        state = 0.6 * state + 0.8 * drawNormal(random);
        return state + 3 * Math.cos((i * Math.PI) / 6);
      });
      const got = seasonalMannKendall({ ...table, values });
      if (got.p < 0.05) corrected++;
      if (Math.abs(got.s) > 1.96 * Math.sqrt(got.independentVariance)) naive++;
    }
    expect(naive / runs).toBeGreaterThan(0.2);
    expect(corrected / runs).toBeLessThan(0.13);
  });
});

test("a series that never varies has no trend, and ties no variance to speak of", () => {
  const still = new Float64Array(10).fill(3);
  expect(mannKendall(still)).toMatchObject({ s: 0, z: 0, p: 1 });
  expect(senSlope(pairSlopes(years, still), 0)).toMatchObject({ slope: 0, low: 0, high: 0 });
  expect(senSlope([], 1)).toBeNull();
  expect(lineTrend(years, [1, 2, 3], { autocorrelated: true })).toBeNull();
});
