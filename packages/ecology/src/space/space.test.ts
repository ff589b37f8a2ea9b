import { describe, expect, test } from "vitest";
import { drawNormal } from "../statistics/random.ts";
import { seeded } from "../statistics/seeded.fixture.ts";
import { equalEffort } from "./equal-effort.ts";
import { loadings, percents, project, weightedPca } from "./pca.ts";
import { publishedPreparation, untouchedPreparation } from "./preparation.ts";
import { fitSpace, placeInSpace } from "./space.ts";
import { makeTable } from "./table.ts";

/** Rows 1-5, 51-55 and 101-105 of Anderson's irises (1935), a column a measurement, cm. */
const names = ["sepal length", "sepal width", "petal length", "petal width"];
const irises = [
  [5.1, 4.9, 4.7, 4.6, 5, 7, 6.4, 6.9, 5.5, 6.5, 6.3, 5.8, 7.1, 6.3, 6.5],
  [3.5, 3, 3.2, 3.1, 3.6, 3.2, 3.2, 3.1, 2.3, 2.8, 3.3, 2.7, 3, 2.9, 3],
  [1.4, 1.4, 1.3, 1.5, 1.4, 4.7, 4.5, 4.9, 4, 4.6, 6, 5.1, 5.9, 5.6, 5.8],
  [0.2, 0.2, 0.2, 0.2, 0.2, 1.4, 1.5, 1.5, 1.3, 1.5, 2.5, 1.9, 2.1, 1.8, 2.2],
].map((column) => Float64Array.from(column));
const weights = [5, 1, 2, 8, 1, 3, 1, 1, 4, 2, 6, 1, 1, 2, 9];

const near = (got: readonly number[], expected: readonly number[], digits = 12) => {
  expect(got).toHaveLength(expected.length);
  for (const [i, value] of expected.entries()) expect(got[i]).toBeCloseTo(value, digits);
};

describe("weighted PCA", () => {
  const pca = weightedPca(names, irises, weights);

  // cov.wt(x, w, cor = TRUE, method = "ML") and eigen() of R 4.2.2, signs by the largest entry.
  test("has the moments, eigenvalues and vectors of R", () => {
    near(pca.means, [5.80212765957447, 3.07021276595745, 3.90425531914894, 1.30212765957447]);
    near(pca.sds, [0.8400834208076, 0.305909800095514, 1.945092837778724, 0.901414812699512]);
    near(pca.eigenvalues, [2.897995902619033, 0.950483701860843, 0.148685677542194, 0.002834717977928]);
    near(pca.vectors[0], [0.547168350568826, -0.179751391679922, 0.584222415124277, 0.571822002891877]);
    near(pca.vectors[1], [0.2032619588785748, 0.9754898254940807, 0.0344913987532759, 0.0769059155228929]);
    near(pca.vectors[3], [-0.1839845248764878, 0.0581228132506024, 0.7768596411048138, -0.5993834592381644], 10);
  });

  test("places individuals where R does, on as many axes as asked", () => {
    const coordinates = project(pca, irises, 3);
    near([...coordinates.slice(0, 3)], [-2.16117257505111, 1.062192257441879, 0.1580171732936052]);
    near([...coordinates.slice(42)], [1.63477443559691, 0.0551778267327475, -0.0962370831166494]);
  });

  test("shares out all variance, and loads each feature by at most 1 in all", () => {
    expect(percents(pca).reduce((sum, value) => sum + value)).toBeCloseTo(100, 10);
    for (let feature = 0; feature < 4; feature++) {
      const squares = [0, 1, 2, 3].map((axis) => loadings(pca, axis)[feature] ** 2);
      expect(squares.reduce((sum, value) => sum + value)).toBeCloseTo(1, 10);
    }
  });

  test("does not care for the unit of the weights, nor for rows in blocks", () => {
    const random = seeded(1);
    const long = [0, 1, 2].map(() => Float64Array.from({ length: 1000 }, () => drawNormal(random)));
    const twice = long.map((column) => Float64Array.from([...column, ...column]));
    const once = weightedPca(["a", "b", "c"], long, new Float64Array(1000).fill(3));
    near(weightedPca(["a", "b", "c"], twice, new Float64Array(2000).fill(0.1)).eigenvalues, once.eigenvalues);
  });

  test("refuses a feature that never varies, and weights that are none", () => {
    const still = new Float64Array(15).fill(0.1);
    expect(() => weightedPca(["a", "b"], [irises[0], still], weights)).toThrow("feature b does not vary");
    expect(() =>
      weightedPca(
        ["a"],
        [irises[0]],
        weights.map(() => 0),
      ),
    ).toThrow("all weights are 0");
    expect(() => weightedPca(["a"], [irises[0]], [1, 2])).toThrow("got 2 weights, expected 15");
    expect(() => weightedPca(["a"], [irises[0]], [...weights.slice(1), -2])).toThrow("weight of individual 14: got -2");
  });
});

describe("the published preparation", () => {
  test("has 45 features and no coordinate among them", () => {
    const features = publishedPreparation.rules.map((rule) => rule.feature);
    expect(new Set(features).size).toBe(45);
    expect(features.filter((feature) => ["x", "y", "bx", "angle", "tag", "esd"].includes(feature))).toEqual([]);
  });
});

describe("equal effort", () => {
  const sampleOf = Int32Array.from({ length: 1000 }, (_, i) => (i < 900 ? 7 : 8));

  test("keeps at most so many of a sample, and gives them the weight of the others", () => {
    const { rows, factors } = equalEffort(sampleOf, 200, seeded);
    expect(rows.length).toBe(300);
    expect(rows.slice(200)).toEqual(Int32Array.from({ length: 100 }, (_, i) => 900 + i));
    expect(factors.slice(0, 200)).toEqual(new Float64Array(200).fill(4.5));
    expect(factors.reduce((sum, factor) => sum + factor)).toBe(1000);
  });

  test("draws the same of a sample, whatever other samples there are", () => {
    const alone = equalEffort(sampleOf.slice(0, 900), 50, seeded);
    const together = equalEffort(sampleOf, 50, seeded);
    expect(together.rows.slice(0, 50)).toEqual(alone.rows);
  });
});

describe("a space", () => {
  const table = makeTable(names, irises);
  const { space, placed } = fitSpace(table, weights, { preparation: untouchedPreparation(names), axes: 2 });

  test("is plain JSON that places the same individuals at the same place", () => {
    const back = JSON.parse(JSON.stringify(space));
    expect(back).toEqual(space);
    const again = placeInSpace(back, table);
    expect(again.placed).toEqual(placed);
    expect(again.drift).toMatchObject({ unplaced: 0, outside: 0 });
  });

  test("keeps the axes of Kaiser when nobody chose", () =>
    expect(fitSpace(table, weights, { preparation: untouchedPreparation(names) }).space.axes).toBe(1));

  test("tells individuals of another kind by the hull", () => {
    const larger = makeTable(
      names,
      irises.map((column) => column.map((value) => value * 3)),
    );
    expect(placeInSpace(space, larger).drift.outside).toBe(1);
  });

  test("leaves out an individual with a missing feature, and counts it as unplaced", () => {
    const gap = irises.map((column) => column.slice());
    gap[2][4] = Number.NaN;
    const { placed: some, drift } = placeInSpace(space, makeTable(names, gap));
    expect([some.rows.length, drift.unplaced]).toEqual([14, 1 / 15]);
    expect([...some.rows]).not.toContain(4);
  });

  test("refuses a table without its features, by name", () =>
    expect(() => placeInSpace(space, makeTable(names.slice(0, 2), irises.slice(0, 2)))).toThrow("petal length, petal width"));

  test("refuses one individual, and features of which none varies", () => {
    const one = makeTable(
      names,
      irises.map((column) => column.slice(0, 1)),
    );
    expect(() => fitSpace(one, [1], { preparation: untouchedPreparation(names) })).toThrow(
      'no feature of the preparation "as they are" varies',
    );
    const two = makeTable(
      names,
      irises.map((column) => Float64Array.of(column[0], column[8], Number.NaN)),
    );
    expect(fitSpace(two, [1, 1, 1], { preparation: untouchedPreparation(names) }).space.individuals).toBe(2);
  });
});
