import { describe, expect, test } from "vitest";
import { communityOf } from "./community.ts";
import { dispersion, divergence, evenness, hullOf, hullRichness, raoQ } from "./functional.ts";
import { formsOf, morphIndices } from "./indices.ts";

const community = (places: readonly number[], dims: number, abundances: readonly number[]) => {
  const made = communityOf(Float64Array.from(places), dims, abundances);
  if (made === null) throw new Error("empty");
  return made;
};

describe("the figures of Villeger et al. 2008 (figure 2)", () => {
  const cross = [0, 1, 0.5, 1, 1, 1, 1.5, 1, 2, 1, 1, 0, 1, 0.5, 1, 1.5, 1, 2];
  const s = 1 / (2 * Math.SQRT2);
  const ring = [1 - s, 1 - s, 1 - s, 1 + s, 1 + s, 1 - s, 1 + s, 1 + s, 1, 0, 2, 1, 1, 2, 0, 1, 1, 1];
  const star = [0, 1, 0.5, 0.5, 1, 1, 1.5, 0.5, 2, 1, 1, 0, 0.5, 1.5, 1.5, 1.5, 1, 2];
  const equal = new Array(9).fill(1);
  // Richness, evenness and divergence as printed there; null where the figure gives none.
  test.each([
    ["a", cross, equal, 2, 1, 0.692],
    ["b", cross, [1.5, 1.5, 1, 1.5, 1.5, 0.5, 0.5, 0.5, 0.5], 2, 0.778, 0.692],
    ["c", cross, [2, 1, 2, 1, 2, 2, 1, 1, 2], 2, 1, 0.714],
    ["d", ring, equal, 2, 0.891, 0.692],
    ["e", star, equal, 2, 1, 0.78],
  ])("%s", (_, places, abundances, richness, even, divergent) => {
    const c = community(places, 2, abundances);
    const hull = hullOf(c);
    expect(hullRichness(hull).value).toBeCloseTo(richness, 12);
    expect(Math.abs((evenness(c).value ?? 0) - even)).toBeLessThan(5e-4);
    expect(Math.abs((divergence(c, hull).value ?? 0) - divergent)).toBeLessThan(5e-4);
  });
});

/** Rows 1-5, 51-55 and 101-105 of Anderson's irises (1935), in four dimensions, with abundances. */
const irises = [
  ...[5.1, 3.5, 1.4, 0.2, 4.9, 3, 1.4, 0.2, 4.7, 3.2, 1.3, 0.2, 4.6, 3.1, 1.5, 0.2, 5, 3.6, 1.4, 0.2, 7, 3.2, 4.7, 1.4, 6.4, 3.2, 4.5, 1.5],
  ...[6.9, 3.1, 4.9, 1.5, 5.5, 2.3, 4, 1.3, 6.5, 2.8, 4.6, 1.5, 6.3, 3.3, 6, 2.5, 5.8, 2.7, 5.1, 1.9, 7.1, 3, 5.9, 2.1, 6.3, 2.9, 5.6, 1.8],
  ...[6.5, 3, 5.8, 2.2],
];
const counts = [5, 1, 2, 8, 1, 3, 1, 1, 4, 2, 6, 1, 1, 2, 9];

describe("in four dimensions", () => {
  const c = community(irises, 4, counts);
  const hull = hullOf(c);

  // Hull and tree of SciPy 1.10, the formulae of Villeger et al. 2008 on them; Rao by outer products.
  test.each([
    ["richness", hullRichness(hull).value, 0.24950833333333342],
    ["divergence", divergence(c, hull).value, 0.8238053202191118],
    ["evenness", evenness(c).value, 0.5946966976323464],
    ["dispersion", dispersion(c).value, 2.2097650204138017],
    ["Rao, plain distances", raoQ(c, 1).plain.value, 2.624302987593751],
  ])("%s is that of SciPy", (_, got, expected) => expect(got).toBeCloseTo(expected, 12));

  test("Rao with half squared distances is ade4's divc", () => expect(raoQ(c, 1).squared.value).toBeCloseTo(5.39525577184246, 12));

  test("Rao with squared distances is the variance around the weighted centre", () => {
    let around = 0;
    for (let axis = 0; axis < 4; axis++) {
      const mean = c.shares.reduce((sum, p, i) => sum + p * c.places[i * 4 + axis], 0);
      around += c.shares.reduce((sum, p, i) => sum + p * (c.places[i * 4 + axis] - mean) ** 2, 0);
    }
    expect(raoQ(c, 1).squared.value).toBeCloseTo(around, 12);
  });

  test("Rao as a number of equally common forms counts them when they are equally far apart", () => {
    const triangle = community([0, 0, 1, 0, 0.5, Math.sqrt(0.75)], 2, [4, 4, 4]);
    expect(raoQ(triangle, 1).equivalent.value).toBeCloseTo(3, 12);
  });
});

describe("all indices of a sample", () => {
  const forms = formsOf(Float64Array.from(irises), 4);

  test("set the hull in relation to that of all forms, and leave absent forms out", () => {
    expect(morphIndices(forms, counts).MRic.value).toBeCloseTo(1, 12);
    const some = counts.map((n, i) => (i % 2 === 0 ? n : 0));
    const got = morphIndices(forms, some);
    expect(got.richness.value).toBe(8);
    expect(got.MRic.value).toBeGreaterThan(0);
    expect(got.MRic.value).toBeLessThan(0.5);
  });

  test("do not depend on the unit of abundance", () => {
    const liters = morphIndices(
      forms,
      counts.map((n) => n / 1000),
    );
    for (const [name, { value }] of Object.entries(morphIndices(forms, counts)))
      expect(liters[name as keyof typeof liters].value).toBeCloseTo(value ?? 0, 10);
  });

  test("say why a figure does not exist", () => {
    const few = morphIndices(
      forms,
      counts.map((n, i) => (i < 4 ? n : 0)),
    );
    expect(few.MRic).toEqual({ value: null, reason: "4 forms on 4 axes: more forms than axes are needed" });
    expect(few.MDiv.value).toBeNull();
    expect(few.MEve.value).toBeGreaterThan(0);
    const one = morphIndices(
      forms,
      counts.map((n, i) => (i === 3 ? n : 0)),
    );
    expect([one.MEve.reason, one.pielou.reason, one.FDis.value]).toEqual(["1 forms: at least 3 are needed", "one form only", 0]);
    const empty = morphIndices(forms, new Array(15).fill(0));
    expect([empty.richness.value, empty.MRic.reason, empty.shannon.reason]).toEqual([0, "nothing is present", "nothing is present"]);
    const inLine = formsOf(Float64Array.of(0, 0, 1, 1, 2, 2, 3, 3), 2);
    expect(morphIndices(inLine, [1, 1, 1, 1]).MRic.reason).toBe("all forms lie in a flat of fewer dimensions");
  });

  test("refuse abundances that are none", () => {
    expect(() => morphIndices(forms, [1, 2])).toThrow("got 2 abundances for 15 forms");
    expect(() =>
      morphIndices(
        forms,
        counts.map((n, i) => (i === 2 ? Number.NaN : n)),
      ),
    ).toThrow("abundance of form 2: got NaN");
  });
});
