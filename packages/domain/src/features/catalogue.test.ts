import { expect, test } from "vitest";
import { catalogueVersion, featureCatalogue, featureNames, featureOf, featuresBy, isFeature } from "./catalogue.ts";
import { inMicrometres } from "./physical.ts";

test("every feature is there once, with a formula of its own, words and a source", () => {
  expect(new Set(featureNames).size).toBe(featureNames.length);
  expect(new Set(featureCatalogue.map((f) => f.formula)).size).toBe(featureCatalogue.length);
  for (const f of featureCatalogue) expect([f.means, f.source, f.engines.length > 0].every(Boolean), f.name).toBe(true);
  expect(catalogueVersion).toBe(2);
});

test("the compat set has the order of EcoTaxa tables", () => {
  const compat = featuresBy("compat");
  expect(compat.slice(0, 12)).toEqual(["area", "mean", "stddev", "mode", "min", "max", "x", "y", "xm", "ym", "perim.", "bx"]);
  expect(compat.slice(52, 55)).toEqual(["thickr", "tag", "esd"]);
  expect(compat).toHaveLength(54 + 13 + 15);
});

test("engines share what has one definition, and keep apart what has not", () => {
  expect(featureOf("area")?.engines).toEqual(["compat", "sane"]);
  expect(featureOf("perim.")?.engines).toEqual(["compat"]);
  expect(featureOf("perimeter")?.engines).toEqual(["sane"]);
  expect(isFeature("object_area")).toBe(false);
});

test("lengths and areas have micrometres beside them, positions, greys and ratios have not", () => {
  const some = ["area", "perimeter", "bx", "mean", "circularity"].flatMap((name) => featureOf(name) ?? []);
  expect(inMicrometres(some, [4, 10, 7, 200, 0.9], 10.5)).toEqual([
    { name: "area_um2", value: 441 },
    { name: "perimeter_um", value: 105 },
  ]);
  expect(() => inMicrometres(some, [], 0)).toThrow("pixel size: expected um above 0, got 0");
});
