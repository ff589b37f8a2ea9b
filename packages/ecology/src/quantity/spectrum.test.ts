import { describe, expect, test } from "vitest";
import { seeded } from "../statistics/seeded.fixture.ts";
import { fitLine } from "./line-fit.ts";
import { fitPowerLaw } from "./power-law.ts";
import { biovolumeSpectrum } from "./spectrum.ts";

/** n sizes of a power law between min and max, by inversion. */
function sizes(n: number, exponent: number, min: number, max: number, seed: number): Float64Array {
  const random = seeded(seed);
  const b = exponent + 1;
  return Float64Array.from({ length: n }, () => (random() * (max ** b - min ** b) + min ** b) ** (1 / b));
}

describe("line", () => {
  test("is R's lm with its interval", () => {
    const got = fitLine([0, 1, 2, 3, 4], [1.2, 0.1, -0.8, -2.1, -2.7]);
    expect(got?.slope).toBeCloseTo(-1, 12);
    expect(got?.intercept).toBeCloseTo(1.14, 12);
    expect(got?.low).toBeCloseTo(-1.176235896146168, 11);
    expect(got?.high).toBeCloseTo(-0.823764103853833, 11);
    expect(got?.r2).toBeCloseTo(0.990883868410622, 11);
    expect([fitLine([1, 2], [1, 2]), fitLine([1, 1, 1], [1, 2, 3])]).toEqual([null, null]);
  });
});

describe("normalised biovolume size spectrum", () => {
  test("divides the biovolume of a class by its width", () => {
    const { classes } = biovolumeSpectrum([1, 1.5, 2, 7.9, 8], [1, 1, 10, 1, 1], { least: 1 });
    expect(classes.map(({ low, high, n }) => [low, high, n])).toEqual([
      [1, 2, 2],
      [2, 4, 1],
      [4, 8, 1],
      [8, 16, 1],
    ]);
    expect(classes.map(({ normalised }) => normalised)).toEqual([2.5, 10, 7.9 / 4, 1]);
    expect(classes.map(({ left }) => left)).toEqual(["belowMode", null, null, null]);
  });

  test("falls with slope -1 where every octave weighs the same", () => {
    // Numbers proportional to volume^-2.
    const volumes = sizes(60_000, -2, 0.01, 100, 3);
    const { fit, range, classes } = biovolumeSpectrum(volumes, new Float64Array(60_000).fill(0.2), { start: 0.01 });
    expect(Math.abs((fit?.slope ?? 0) + 1)).toBeLessThan(0.04);
    expect(fit?.low).toBeLessThan(-1);
    expect(fit?.high).toBeGreaterThan(-1);
    expect(range?.[0]).toBe(0.01);
    expect(classes.filter(({ n }) => n < 5).every(({ left }) => left === "few")).toBe(true);
  });

  test("weighs individuals by what they stand for, and leaves out what has no volume", () => {
    const { classes } = biovolumeSpectrum([1, Number.NaN, 0, 3], [2, 9, 9, 1], { least: 1 });
    expect(classes.map(({ n, biovolume }) => [n, biovolume])).toEqual([
      [1, 2],
      [1, 3],
    ]);
    expect(biovolumeSpectrum([Number.NaN], [1])).toEqual({ classes: [], fit: null, range: null });
  });
});

describe("exponent by maximum likelihood", () => {
  const x = [1, 1.2, 1.3, 1.7, 2, 2.2, 2.9, 3.5, 4.4, 6, 7.5, 11, 16, 30, 64];
  const one = new Array(15).fill(1);
  const w = [1, 1, 2, 1, 1, 4, 1, 1, 1, 2, 1, 1, 1, 1, 1];

  // The likelihood of Edwards et al. 2017 (negLL.PLB), minimised and cut at chi2(0.95, 1)/2 by SciPy 1.10.
  test.each([
    ["equal weights", one, {}, -1.406593857402376, -1.8862738289506915, -0.9710305690310896, 15],
    ["weights", w, {}, -1.539053007008559, -2.141135607360758, -1.0188970020787096, 11.11111111111111],
    ["a wider bound", one, { max: 200 }, -1.5466923861021762, -1.9838858589404613, -1.1742139210737552, 15],
  ])("with %s is SciPy's", (_, weights, bounds, exponent, low, high, effective) => {
    const got = fitPowerLaw(x, weights, bounds);
    expect(got?.exponent).toBeCloseTo(exponent, 6);
    expect(got?.low).toBeCloseTo(low, 5);
    expect(got?.high).toBeCloseTo(high, 5);
    expect(got?.effective).toBeCloseTo(effective, 10);
  });

  test.each([-2.5, -2, -1, -0.5])("finds an exponent of %d that was put in", (exponent) => {
    const made = exponent === -1 ? sizes(4000, -1.000001, 1, 1000, 8) : sizes(4000, exponent, 1, 1000, 8);
    const got = fitPowerLaw(made, new Float64Array(4000).fill(1), { min: 1, max: 1000 });
    expect(Math.abs((got?.exponent ?? 0) - exponent)).toBeLessThan(0.06);
    expect(got?.low).toBeLessThan(exponent);
    expect(got?.high).toBeGreaterThan(exponent);
  });

  test("leaves out what lies beyond the bounds, and has no answer to one size", () => {
    expect(fitPowerLaw([0.1, ...x], [1000, ...one], { min: 1 })?.exponent).toBeCloseTo(-1.406593857402376, 6);
    expect(fitPowerLaw([2, 2, 2], [1, 1, 1])).toBeNull();
  });
});
