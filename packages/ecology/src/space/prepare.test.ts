import { describe, expect, test } from "vitest";
import type { FeatureRule, Preparation } from "./preparation.ts";
import { fitPreparation, prepare } from "./prepare.ts";
import { makeTable } from "./table.ts";
import { fitYeoJohnson, yeoJohnson } from "./yeo-johnson.ts";

const rule = (feature: string, rest: Partial<FeatureRule> = {}): FeatureRule => ({
  feature,
  trim: "none",
  share: 0.1,
  transform: "none",
  ...rest,
});
const preparation = (rules: FeatureRule[], maxMissing = 0): Preparation => ({ name: "test", rules, maxMissing, perSample: null });
const to = (n: number) => Float64Array.from({ length: n }, (_, i) => i + 1);
const fit = (columns: Record<string, Float64Array>, rules: FeatureRule[], maxMissing?: number) =>
  fitPreparation(makeTable(Object.keys(columns), Object.values(columns)), preparation(rules, maxMissing));

describe("preparation", () => {
  // quantile(1:21, c(0.1, 0.9)) of R is 3 and 19: what lies beyond is missing, what lies on it stays.
  test.each([
    ["left", [3, 21]],
    ["right", [1, 19]],
    ["both", [3, 19]],
    ["none", [1, 21]],
  ] as const)("trims the extremes on the side %s", (trim, [low, high]) => {
    const { prepared } = fit({ a: to(21) }, [rule("a", { trim })]);
    expect([prepared.columns[0].at(0), prepared.columns[0].at(-1)]).toEqual([low, high]);
    expect(prepared.beyond).toEqual([21 - (high - low + 1)]);
  });

  test("transforms after trimming, and takes what has no logarithm as missing", () => {
    const { prepared } = fit({ a: Float64Array.of(0, 10, 100, -1, 1000) }, [rule("a", { transform: "log10" })]);
    expect([...prepared.columns[0]]).toEqual([1, 2, 3]);
    expect([...prepared.rows]).toEqual([1, 2, 4]);
    expect([...fit({ a: Float64Array.of(0, 1) }, [rule("a", { transform: "log1p" })]).prepared.columns[0]]).toEqual([0, Math.log1p(1)]);
  });

  test("leaves out individuals with more gaps than allowed, and fills the others with the mean of those kept", () => {
    const columns = {
      a: Float64Array.of(1, 2, Number.NaN, 100),
      b: Float64Array.of(5, 7, 9, Number.NaN),
      c: Float64Array.of(1, 2, 3, Number.NaN),
    };
    const { prepared, frozen } = fit(columns, [rule("a"), rule("b"), rule("c")], 1);
    expect([...prepared.rows]).toEqual([0, 1, 2]);
    expect([...prepared.columns[0]]).toEqual([1, 2, 1.5]);
    expect(prepared.missing).toEqual([1, 1, 1]);
    expect(frozen.rules.map((r) => r.mean)).toEqual([1.5, 7, 2]);
  });

  test("does without features that are absent, empty or constant, and says why", () => {
    const columns = { a: to(4), still: new Float64Array(4).fill(7), empty: new Float64Array(4).fill(Number.NaN) };
    const { frozen } = fit(columns, [rule("a"), rule("still"), rule("empty"), rule("gone")]);
    expect(frozen.dropped).toEqual([
      { feature: "still", reason: "constant" },
      { feature: "empty", reason: "missing" },
      { feature: "gone", reason: "absent" },
    ]);
  });

  test("measures new individuals by what the old ones taught", () => {
    const { frozen } = fit({ a: to(21), c: to(21) }, [rule("a", { trim: "both" }), rule("c")], 1);
    const table = makeTable(["c", "b", "a"], [to(3), to(3), Float64Array.of(2, 10, 500)]);
    const { columns, beyond } = prepare(JSON.parse(JSON.stringify(frozen)), table);
    expect([...columns[0]]).toEqual([11, 10, 11]);
    expect(beyond).toEqual([2, 0]);
  });

  test("works on single precision, and leaves the table as it was", () => {
    const a = Float32Array.of(1, 10, Number.NaN, 1000);
    const { prepared } = fitPreparation(makeTable(["a"], [a]), preparation([rule("a", { transform: "log10" })]));
    expect(prepared.columns[0]).toEqual(Float32Array.of(0, 1, 3));
    expect([...a]).toEqual([1, 10, Number.NaN, 1000]);
  });

  test("refuses columns of different length", () =>
    expect(() => makeTable(["a", "b"], [to(3), to(2)])).toThrow("feature b: got 2 values, expected 3"));
});

describe("Yeo and Johnson", () => {
  const mixed = Float64Array.of(3.1, 0.2, -1.5, 0.8, 12.4, 7.7, 0, 2.2, -0.3, 1.1, 5.6, 30.2);
  const cubes = Float64Array.from({ length: 100 }, (_, i) => (i + 1) ** 3 / 1000);

  // scipy.stats.yeojohnson_llf 1.10 maximised in [-5, 5] to 1e-10, and its transform at that lambda.
  test.each([
    ["mixed signs", mixed, 0.16108739935316335],
    ["cubes", cubes, 0.20504061456248118],
    ["negative cubes", cubes.map((x) => -x), 1.7949594075667878],
  ])("lambda of %s is that of SciPy", (_, values, lambda) => expect(Math.abs(fitYeoJohnson(values) - lambda)).toBeLessThan(2e-7));

  test("the transform is SciPy's", () => {
    const expected = [1.5842121207928082, 0.18502532673413896, -2.388550378291362, 0.6165134285188357];
    for (const [i, value] of expected.entries()) expect(yeoJohnson(mixed[i], 0.16108739935316335)).toBeCloseTo(value, 13);
  });

  test("is a logarithm where a power is none, straight at 1, and 1 where nothing varies", () => {
    expect(yeoJohnson(3, 0)).toBe(Math.log1p(3));
    expect(yeoJohnson(-3, 2)).toBe(-Math.log1p(3));
    expect([yeoJohnson(2.5, 1), yeoJohnson(-2.5, 1)]).toEqual([2.5, -2.5]);
    expect(fitYeoJohnson([4, 4, Number.NaN])).toBe(1);
  });

  test("gives no place to an individual without any feature, however many may be missing", () => {
    const columns = { a: Float64Array.of(1, Number.NaN, 3, 5), b: Float64Array.of(1, Number.NaN, Number.NaN, 4) };
    const { prepared } = fit(columns, [rule("a"), rule("b")], 200);
    expect([...prepared.rows]).toEqual([0, 2, 3]);
  });

  test("does without a feature that varies only among individuals that are left out", () => {
    const columns = { a: Float64Array.of(1, 2, 3, 4), b: Float64Array.of(7, 7, 7, 9), c: Float64Array.of(5, 1, 2, Number.NaN) };
    const { frozen, prepared } = fit(columns, [rule("a"), rule("b"), rule("c")]);
    expect([...prepared.rows]).toEqual([0, 1, 2]);
    expect(frozen.rules.map(({ feature }) => feature)).toEqual(["a", "c"]);
    expect(frozen.dropped).toEqual([{ feature: "b", reason: "constant" }]);
  });
});
