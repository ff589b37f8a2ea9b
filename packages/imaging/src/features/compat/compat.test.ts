import { expect, test } from "vitest";
import { measureOne } from "../engine.ts";
import { disc, drawnRegion, flatRegion, rectangle } from "../regions.fixture.ts";
import { compatEngine, compatNames } from "./compat.ts";
import { asWritten } from "./rounding.ts";

const zooscan = compatEngine({ pixelSize: 25_400 / 2400 });
const uvp6 = compatEngine({ dialect: "uvp6" });

/** Numbers as ZooProcess writes them. */
const written = (text: string, at = { x: 100, y: 200 }): Record<string, number | null> =>
  Object.fromEntries(
    Object.entries(measureOne(zooscan, drawnRegion(text, at)) ?? {}).map(([name, value]) => [
      name,
      value === null ? null : asWritten(name, value),
    ]),
  );

test("one pixel measures as in ImageJ", () => {
  expect(written("5")).toMatchObject({
    ...{ area: 1, "perim.": 2.83, feret: 1.4, "circ.": 1.571, major: 1.1, minor: 1.1, mean: 50, mode: 50, min: 50, max: 50, median: 50 },
    ...{
      x: 0.5,
      y: 0.5,
      stddev: 0,
      skew: null,
      kurt: null,
      elongation: 1,
      meanpos: null,
      sr: null,
      area_exc: 1,
      range: 0,
      tag: 1,
      thickr: 1,
    },
  });
});

test("two by two pixels", () => {
  expect(written("12/34")).toMatchObject({
    ...{
      area: 4,
      "perim.": 5.66,
      mean: 25,
      min: 10,
      max: 40,
      intden: 100,
      median: 30,
      stddev: 12.91,
      x: 1,
      y: 1,
      xm: 1.1,
      ym: 1.2,
      feret: 2.8,
    },
  });
});

test("a bar of five pixels", () => {
  expect(written(".55555.")).toMatchObject({ area: 5, "perim.": 10.83, feret: 5.1, major: 5.6, minor: 1.1, angle: 0, width: 5, height: 1 });
});

test("holes count into area and greys, not into area_exc", () => {
  expect(written("111/1.1/111")).toMatchObject({ area: 9, area_exc: 8, "%area": 11.11, max: 250, min: 10, mode: 10, intden: 330 });
});

test("the start point is the first pixel of the top row, in the frame", () => {
  expect(written("....../...5../555555")).toMatchObject({ bx: 100, by: 201, xstart: 103, ystart: 201, width: 6, height: 2 });
});

test("derived columns come from whole numbers, as ZooScan's writer has it", () => {
  const m = written(".9./999/.9.");
  expect(m.esd).toBe(2 * Math.sqrt(5 / Math.PI));
  expect(m.perimferet).toBe(Math.round(Number(m["perim."])) / Math.round(Number(m.feret)));
  expect(m.perimareaexc).toBe(Math.round(Number(m["perim."])) / Math.sqrt(5));
  expect(m.centroids).toBe(0);
});

test("numbers are written to three decimals first, then half a unit goes up", () => {
  expect(asWritten("mean", 2.3746)).toBe(2.38);
  expect(asWritten("major", 42.25)).toBe(42.3);
  expect(asWritten("skew", -0.1115)).toBe(-0.111);
  expect(asWritten("symetriehc", 1.995)).toBe(2);
  expect(asWritten("elongation", 1.23456)).toBe(1.23456);
});

test("a line of the scanner is tagged and has no advanced columns", () => {
  const line = measureOne(zooscan, rectangle(40, 1));
  expect(line).toMatchObject({ tag: 3, fractal: 0, skelarea: 0, convarea: 0, thickr: 0, area: 40 });
  expect(measureOne(zooscan, rectangle(39, 1))).toMatchObject({ tag: 1, skelarea: 39 });
});

test("columns that ZooProcess never fills are 0", () => {
  const m = measureOne(zooscan, disc(9)) ?? {};
  for (const name of ["xmg5", "ymg5", "nb3", "compentropy", "compmean", "compslope", "compm1", "compm2", "compm3"])
    expect(m[name], name).toBe(0);
});

test("an empty mask has no row, and leaves what was there", () => {
  const out = new Float64Array(zooscan.names.length).fill(7);
  expect(
    zooscan.measure(
      flatRegion(4, 4, () => false),
      out,
    ),
  ).toBe(false);
  expect(out[0]).toBe(7);
  expect(
    measureOne(
      zooscan,
      flatRegion(4, 4, () => false),
    ),
  ).toBeUndefined();
});

test("no number is ever infinite: a pure black object has no grey centroid, a flat one no position in its range", () => {
  const black =
    measureOne(
      zooscan,
      flatRegion(5, 5, () => true, 0),
    ) ?? {};
  expect(black).toMatchObject({ mean: 0, xm: null, ym: null, cv: null, sr: null, meanpos: null, centroids: null });
  for (const value of Object.values(black)) if (value !== null) expect(Number.isFinite(value)).toBe(true);
});

test("without a pixel size there is no thickness; one that is none is refused", () => {
  expect(measureOne(compatEngine(), disc(20))?.thickr).toBeNull();
  expect(measureOne(zooscan, disc(20))?.thickr).toBeGreaterThan(1);
  expect(() => compatEngine({ pixelSize: -1 })).toThrow("pixel size: expected um above 0, got -1");
});

test("the two dialects name what they have, in the order of the tables", () => {
  expect(compatNames("zooscan")).toHaveLength(54 + 13);
  expect(compatNames("zooscan").slice(0, 3)).toEqual(["area", "mean", "stddev"]);
  expect(compatNames("zooscan")).toContain("%area");
  expect(compatNames("uvp6")).toHaveLength(55);
  for (const name of ["fractal", "fcons", "thickr", "convarea", "symetrieh", "bx"]) expect(compatNames("uvp6")).not.toContain(name);
});

test("UVPapp means other things by the same names", () => {
  const region = drawnRegion("......./..1111./..1..1./..1111./.......");
  expect(measureOne(zooscan, region)).toMatchObject({ area: 12, area_exc: 10, x: 2, convperim: 10 });
  expect(measureOne(uvp6, region)).toMatchObject({ area: 12, area_exc: 2, x: 4, xm: 3.5, y: 2.5, convperim: 10, "perim.": 7 });
  expect(measureOne(uvp6, region)?.["%area"]).toBeCloseTo((100 * 10) / 12, 12);
  expect(measureOne(uvp6, region)?.feret).toBeCloseTo(Math.sqrt(13) + 2e-4, 9);
  expect(measureOne(uvp6, rectangle(4, 4))).toMatchObject({ area_exc: 0, perimareaexc: 0, feretareaexc: 0, circex: 0, "%area": 100 });
  expect(measureOne(uvp6, rectangle(1, 1))).toMatchObject({ "perim.": 0, "circ.": null, convperim: 0 });
});

test("the same object measures the same in whatever crop, and after any other", () => {
  const small = drawnRegion("12321/2...2/12321");
  const wide = drawnRegion("......./.12321./.2...2./.12321./.......", { x: -1, y: -1 });
  const first = measureOne(zooscan, small);
  measureOne(zooscan, disc(60));
  expect(measureOne(zooscan, wide)).toEqual(first);
});
