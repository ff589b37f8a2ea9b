import { describe, expect, test } from "vitest";
import { chiSquareQuantile, chiSquareUpperTail, gammaQuantile } from "./chi-square.ts";
import { gammaTails, logGamma } from "./gamma.ts";
import { normalQuantile, normalTwoSided, normalUpperTail } from "./normal.ts";
import { studentHalfWidth, studentTwoSided } from "./student.ts";

/** Every reference is R 4.2.2 (lgamma, pgamma, qgamma, qnorm, pnorm, pt, qt) to 16 digits. */
const close = (got: number, expected: number, relative = 1e-12) =>
  expect(Math.abs(got - expected)).toBeLessThanOrEqual(relative * Math.max(Math.abs(expected), 1e-300));

describe("distributions are those of R", () => {
  test.each([
    [0.1, 2.252712651734206],
    [0.5, 0.5723649429247001],
    [3.3, 0.9870985778947344],
    [16.5, 29.27775451504082],
    [18, 33.50507345013689],
    [170, 701.4372638087372],
    [1e6, 12815504.56914761],
  ])("log Gamma(%d)", (x, expected) => close(logGamma(x), expected));

  test.each([
    [0.5, 0.5, 0.3173105078629141],
    [5, 2, 0.9473469826562888],
    [20, 30, 0.02187346844139086],
    [130, 100, 0.9977179069456831],
    [1e6, 1e6 + 500, 0.3084495242285028],
  ])("upper tail of the gamma distribution, shape %d at %d", (a, x, expected) => close(gammaTails(a, x).upper, expected, 1e-11));

  test.each([
    [0.025, 0.5, 0.0004910345585876281],
    [0.975, 1, 3.688879454113935],
    [0.5, 3, 2.674060313723561],
    [1e-6, 0.2, 6.525480843457257e-31],
    [0.025, 1000, 938.9730184076952],
    [0.975, 123456, 124145.6056062617],
  ])("gamma quantile %d of shape %d", (p, a, expected) => close(gammaQuantile(p, a), expected));

  test("chi-square is the gamma distribution in other words", () => {
    close(chiSquareQuantile(0.95, 1), 3.841458820694124);
    close(chiSquareUpperTail(3.841458820694124, 1), 0.05);
  });

  test.each([
    [1e-12, -7.034483825301132],
    [0.01, -2.326347874040841],
    [0.3, -0.5244005127080407],
    [0.975, 1.959963984540054],
    [0.999999, 4.753424308817089],
  ])("normal quantile %d", (p, expected) => close(normalQuantile(p), expected));

  test.each([
    [-3, 0.9986501019683699],
    [0, 0.5],
    [1.959963984540054, 0.025],
    [8, 6.220960574271785e-16],
    [20, 2.753624118606234e-89],
  ])("normal upper tail at %d", (z, expected) => close(normalUpperTail(z), expected));

  test("a two-sided p-value is 1 at 0 and never above", () => expect(normalTwoSided(0)).toBe(1));

  test.each([
    [0.5, 1, 0.7048327646991336],
    [2, 5, 0.1019394788298583],
    [4.3, 100, 3.976818351411783e-5],
    [30, 7, 1.178846888073313e-8],
  ])("two-sided p of t = %d with %d degrees", (t, df, expected) => close(studentTwoSided(t, df), expected, 1e-11));

  test.each([
    [1, 12.70620473617469],
    [4, 2.776445105197793],
    [30, 2.042272456301238],
    [622, 1.963785231521206],
  ])("half width at 95 %% with %d degrees", (df, expected) => close(studentHalfWidth(0.95, df), expected, 1e-11));
});
