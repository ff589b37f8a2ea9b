import { describe, expect, test } from "vitest";
import { abundanceIndices, hillNumber, sharesOf } from "./abundance.ts";
import { axisMeans } from "./axis-means.ts";
import { chao1, hillAtCoverage, rarefiedCoverage, sampleCoverage } from "./coverage.ts";
import { rarefiedHill, rarefiedRichness } from "./rarefaction.ts";

/** Spiders of girdled and logged hemlock stands (Sackett et al. 2011), the example of Chao et al. 2014 and of R's iNEXT. */
const girdled = [46, 22, 17, 15, 15, 9, 8, 6, 6, 4, 2, 2, 2, 2, ...new Array(12).fill(1)];
const logged = [88, 22, 16, 15, 13, 10, 8, 8, 7, 7, 7, 5, 4, 4, 4, 3, 3, 3, 3, 2, 2, 2, 2, ...new Array(14).fill(1)];

describe("indices of abundance", () => {
  test("are those of vegan 2.6", () => {
    const got = abundanceIndices(girdled);
    expect(got.richness.value).toBe(26);
    expect(got.shannon.value).toBeCloseTo(2.48986521069157, 12);
    expect(got.simpson.value).toBeCloseTo(0.872448979591837, 12);
    expect(got.pielou.value).toBeCloseTo(0.764208543741792, 12);
    expect(got.hill1.value).toBeCloseTo(12.0596504989383, 11);
    expect(got.hill2.value).toBeCloseTo(7.84, 12);
    expect(hillNumber(sharesOf(girdled), 0).value).toBeCloseTo(26, 12);
  });

  test("leave absent forms out, and have no evenness of one form", () => {
    expect(abundanceIndices([0, 3, 0, 3]).hill1.value).toBeCloseTo(2, 12);
    expect(abundanceIndices([5]).pielou).toEqual({ value: null, reason: "one form only" });
    expect(() => abundanceIndices([1, -1])).toThrow("abundance 1: got -1");
  });
});

describe("rarefaction", () => {
  // vegan::rarefy, and exact fractions of binomials in Python for the other orders.
  test.each([
    [1, 1, 1, 1],
    [10, 6.47861729173563, 5.608968102330868, 4.759771986970684],
    [50, 15.0300983160226, 9.939329150658578, 7.148972602739725],
    [100, 20.4594261592852, 11.266546322341005, 7.627561007438338],
    [167, 25.928571428571427, 12.051422378466867, 7.838077648853738],
    [168, 26, 12.0596504989383, 7.84],
  ])("to %d individuals", (m, q0, q1, q2) => {
    expect(rarefiedRichness(girdled, m).value).toBeCloseTo(q0, 8);
    expect(rarefiedHill(girdled, m, 0).value).toBeCloseTo(q0, 8);
    expect(rarefiedHill(girdled, m, 1).value).toBeCloseTo(q1, 8);
    expect(rarefiedHill(girdled, m, 2).value).toBeCloseTo(q2, 8);
  });

  test("has no value beyond the individuals there are, and wants individuals, not concentrations", () => {
    expect(rarefiedHill(girdled, 169, 1)).toEqual({ value: null, reason: "168 individuals: fewer than 169" });
    expect(() => rarefiedRichness([1.5, 2], 1)).toThrow("count 0: got 1.5");
  });
});

describe("coverage", () => {
  test("of the spiders is as published (iNEXT: 0.9289 and 0.9446)", () => {
    expect(sampleCoverage(girdled).value).toBeCloseTo(0.9288554387957967, 12);
    expect(sampleCoverage(logged).value).toBeCloseTo(0.9446, 4);
  });

  test.each([
    [1, 0.12232677502138578],
    [10, 0.5969308436923825],
    [50, 0.8674806612862584],
    [167, 0.9285714285714286],
  ])("of %d individuals drawn is exact", (m, expected) => expect(rarefiedCoverage(girdled, m).value).toBeCloseTo(expected, 9));

  test("compares samples where they are equally complete", () => {
    const at = rarefiedCoverage(girdled, 50).value ?? 0;
    const got = hillAtCoverage(girdled, at, 0);
    expect(got.individuals).toBeCloseTo(50, 6);
    expect(got.hill.value).toBeCloseTo(15.0300983160226, 6);
    const other = hillAtCoverage(logged, at, 0);
    expect(rarefiedCoverage(logged, Math.ceil(other.individuals ?? 0)).value).toBeGreaterThanOrEqual(at);
    expect(hillAtCoverage(girdled, 0.95, 0).hill.reason).toBe("coverage 0.9289: below 0.95");
  });

  test("is 1 where nothing was seen once, 0 of one individual, and needs no doubletons", () => {
    expect(sampleCoverage([3, 4]).value).toBe(1);
    expect(sampleCoverage([1]).value).toBe(0);
    // 1 - 2/6 * (5 * 1) / (5 * 1 + 2), iNEXT's form without doubletons.
    expect(sampleCoverage([4, 1, 1]).value).toBeCloseTo(1 - (2 / 6) * (5 / 7), 12);
    expect(sampleCoverage([0, 0]).reason).toBe("nothing is present");
  });

  test("Chao 1 of the spiders is as published (iNEXT: 43.893 and 61.403)", () => {
    expect(chao1(girdled).value).toBeCloseTo(43.893, 3);
    expect(chao1(logged).value).toBeCloseTo(61.403, 3);
  });
});

test("mean place of a sample on each axis, by weight", () => {
  const coordinates = Float64Array.of(0, 10, 2, 20, 4, 30, 100, 0);
  const [first, second, third] = axisMeans(coordinates, 2, { sampleOf: [0, 0, 0, 1], weights: [1, 2, 1, 5], samples: 3 });
  expect(first).toEqual([
    { mean: 2, sd: Math.SQRT2, q25: 0, q75: 2 },
    { mean: 20, sd: Math.sqrt(50), q25: 10, q75: 20 },
  ]);
  expect(second?.[0]).toEqual({ mean: 100, sd: 0, q25: 100, q75: 100 });
  expect(third).toBeNull();
});
