import { expect, test } from "vitest";
import { largestObject } from "../render/mask.ts";
import type { SyntheticObject } from "../render/object.ts";
import { measure, measuredColumns } from "./measure.ts";

/** An object drawn as text: digits are greys in tens, "." is ground (250). Threshold 243 as on the ZooScan. */
const drawn = (text: string): SyntheticObject => {
  const rows = text
    .trim()
    .split("\n")
    .map((row) => row.trim());
  const image = Uint8Array.from(rows.join("").split(""), (c) => (c === "." ? 250 : 10 * Number(c)));
  const [width, height] = [rows[0].length, rows.length];
  const mask = largestObject(
    image.map((v) => (v <= 243 ? 1 : 0)),
    width,
    height,
  );
  if (mask === undefined) throw new Error("nothing drawn");
  const { labels, area, holes, box } = mask;
  return {
    taxon: "test",
    instrument: "zooscan",
    pixelSize: 10,
    image,
    width,
    height,
    mask: labels,
    box,
    area,
    holes,
    esdMm: 0,
    lengthMm: 0,
  };
};
const at = { bx: 100, by: 200 };

test("one pixel measures as in ImageJ", () => {
  expect(measure(drawn("5"), at)).toMatchObject({
    area: 1,
    "perim.": 2.83,
    feret: 1.4,
    "circ.": 1.571,
    major: 1.1,
    minor: 1.1,
    mean: 50,
    x: 0.5,
    y: 0.5,
  });
});

test("two by two pixels", () => {
  expect(
    measure(
      drawn(`12
             34`),
      at,
    ),
  ).toMatchObject({
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
  });
});

test("a bar of five pixels", () => {
  expect(measure(drawn(".55555."), at)).toMatchObject({
    area: 5,
    "perim.": 10.83,
    feret: 5.1,
    major: 5.6,
    minor: 1.1,
    angle: 0,
    width: 5,
    height: 1,
  });
});

test("holes count into area and greys, not into area_exc", () => {
  const ring = measure(
    drawn(`111
           1.1
           111`),
    at,
  );
  expect(ring).toMatchObject({ area: 9, area_exc: 8, "%area": 11.11, max: 250, min: 10, mode: 10, intden: 330 });
});

test("the angle is counter-clockwise from the x axis, with y up", () => {
  const rising = `....5
                  ...5.
                  ..5..
                  .5...
                  5....`;
  expect(measure(drawn(rising), at).angle).toBe(45);
  expect(measure(drawn(rising.split("\n").reverse().join("\n")), at).angle).toBe(135);
});

test("the start point is the first pixel of the top row, in the scan", () => {
  expect(
    measure(
      drawn(`...5.
             55555`),
      at,
    ),
  ).toMatchObject({ bx: 100, by: 200, xstart: 103, ystart: 200, width: 5, height: 2 });
});

test("derived columns come from rounded ones, as ZooScan's writer does", () => {
  const m = measure(
    drawn(`.9.
           999
           .9.`),
    at,
  );
  expect(m.esd).toBe(2 * Math.sqrt(5 / Math.PI));
  expect(m.perimferet).toBe(Math.round(m["perim."]) / Math.round(m.feret));
  expect(m.range).toBe(0);
});

test("every listed column is there and no other", () => {
  expect(Object.keys(measure(drawn("55"), at)).sort()).toEqual([...measuredColumns].sort());
});
