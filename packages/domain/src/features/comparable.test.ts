import { expect, test } from "vitest";
import { featureNames } from "./catalogue.ts";
import { compareDialects, explain } from "./comparable.ts";
import { dialects, meaningOf } from "./dialects.ts";

const apartOf = (...used: Parameters<typeof compareDialects>[0]): string[] => compareDialects(used).apart.map(({ name }) => name);

test("two ZooScan processes share all but dead columns", () => {
  const { shared, apart } = compareDialects(["zooscan", "zooscan"]);
  expect(shared).toContain("perim.");
  expect(apart.map(({ name }) => name)).toEqual([
    "xmg5",
    "ymg5",
    "nb3",
    "compentropy",
    "compmean",
    "compslope",
    "compm1",
    "compm2",
    "compm3",
    "nb3_area",
    "nb3_range",
  ]);
});

test("ZooScan and UVP6 share what has one definition in both", () => {
  const { shared } = compareDialects(["zooscan", "uvp6"]);
  for (const name of ["area", "mean", "stddev", "major", "minor", "angle", "skew", "kurt", "slope", "meanpos"])
    expect(shared).toContain(name);
  const refused = [
    "perim.",
    "feret",
    "%area",
    "area_exc",
    "convperim",
    "x",
    "xm",
    "circ.",
    "perimareaexc",
    "elongation",
    "fractal",
    "nb1",
    "skelarea",
  ];
  for (const name of refused) expect(shared, name).not.toContain(name);
});

test("what is refused comes with what each means", () => {
  const area = compareDialects(["zooscan", "uvp6"]).apart.find(({ name }) => name === "area_exc");
  expect(area?.meanings).toEqual([
    { dialect: "zooscan", label: "ZooScan (ZooProcess)", means: "pixels of O" },
    { dialect: "uvp6", label: "UVP6 (UVPapp)", means: "hole pixels, often 0" },
  ]);
});

test("our own measurements from frames are ZooScan's where they have its formula, and have the sane ones as well", () => {
  const { shared } = compareDialects(["nauplius", "zooscan"]);
  expect(shared).toContain("fractal");
  expect(shared).not.toContain("perimeter");
  expect(compareDialects(["nauplius"]).shared).toContain("perimeter");
});

test("features recomputed from vignettes compare with their like alone, and only those of the outline", () => {
  const { shared } = compareDialects(["recomputed", "recomputed"]);
  expect(shared).toContain("area");
  expect(shared).toContain("circularity");
  for (const name of ["mean", "bx", "fcons", "area_exc", "fractal", "sharpness", "esd"]) expect(shared, name).not.toContain(name);
  expect(compareDialects(["recomputed", "zooscan"]).shared).toEqual([]);
});

test("one unknown writer shares with itself what nothing is known against, and nothing with others", () => {
  expect(compareDialects(["ifcb"]).shared).toContain("area");
  expect(compareDialects(["plankline"]).shared).not.toContain("area");
  expect(compareDialects(["ifcb", "zooscan"]).shared).toEqual([]);
  expect(apartOf("planktoscope", "zooscan")).not.toContain("width");
  expect(apartOf("planktoscope", "zooscan")).toContain("area");
});

test("each name has a meaning in each dialect, in words", () => {
  for (const dialect of dialects) for (const name of featureNames) expect(explain(dialect, name)).toMatch(/\w/);
  expect(explain("uvp6", "feret")).toContain("smallest circle");
  expect(explain("plankline", "area")).toContain("bounding box");
  expect(explain("uvp6", "lat")).toBeUndefined();
  expect(meaningOf("zooscan", "perimeter").is).toBe("absent");
});
