import { describe, expect, test } from "vitest";
import { filter } from "../filter/schemas.ts";
import { defaultSort, queryOfView, viewOfQuery } from "../index.ts";
import { bytesOfPoint, packPoints, readPoints } from "./points.ts";
import { type Corner, isWithin, mostCorners, outlineOf } from "./region.ts";

const square: Corner[] = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
];

describe("an outline on a map", () => {
  test("holds what lies within, whichever way it was drawn", () => {
    for (const corners of [square, square.toReversed()]) {
      expect(isWithin(corners, 0.5, 0.5)).toBe(true);
      expect(isWithin(corners, 1.5, 0.5)).toBe(false);
      expect(isWithin(corners, 0.5, -0.1)).toBe(false);
    }
  });

  test("that crosses itself holds both of its loops", () => {
    const bow: Corner[] = [
      [0, 0],
      [2, 2],
      [2, 0],
      [0, 2],
    ];
    expect([isWithin(bow, 0.2, 1), isWithin(bow, 1.8, 1), isWithin(bow, 1, 1.9)]).toEqual([true, true, false]);
  });

  test("drawn with a thousand points fits into an address and still holds what it went round", () => {
    const line = Array.from({ length: 1000 }, (_, i): Corner => [Math.cos((i / 1000) * 2 * Math.PI), Math.sin((i / 1000) * 2 * Math.PI)]);
    const corners = outlineOf(line) ?? [];
    expect(corners.length).toBeGreaterThan(8);
    expect(corners.length).toBeLessThanOrEqual(mostCorners);
    expect(isWithin(corners, 0.98, 0)).toBe(true);
    expect(isWithin(corners, 1.02, 0)).toBe(false);
  });

  test("that is a stroke goes round nothing", () => {
    expect(
      outlineOf([
        [0, 0],
        [1, 1],
        [0.5, 0.5],
      ]),
    ).toBeNull();
  });

  test("is a part of a view's address", () => {
    const view = { filter: filter.parse({ region: { map: 12, corners: [...square] } }), sort: defaultSort };
    const pairs = queryOfView(view);
    expect(pairs).toEqual([["region", "12:0,0;1,0;1,1;0,1"]]);
    expect(viewOfQuery(pairs)).toMatchObject({ filter: view.filter, unread: [] });
  });

  test.each(["12", "x:0,0;1,0;1,1", "12:0,0;1,0", "12:0,0;1,0;1,a", "12:0,0;1,0;99,1", "12:0,0;1,0;1,1,1"])(
    "that cannot be read (%s) is named and left out",
    (text) => {
      expect(viewOfQuery([["region", text]])).toMatchObject({ filter: {}, unread: ["region"] });
    },
  );
});

describe("the points of a map", () => {
  const points = {
    ids: Float64Array.of(1, 2 ** 40, 3),
    x: Float32Array.of(-1, 0.25, 1),
    y: Float32Array.of(0, 0.5, -0.5),
    taxon: Uint16Array.of(0, 0xffff, 1),
    sample: Uint16Array.of(0, 0, 1),
    state: Uint8Array.of(0, 1, 3),
    score: Uint8Array.of(255, 70, 100),
  };

  test.each([0, 1, 4, 7, 100])("come back as they went, behind a header of %i bytes", (length) => {
    const read = readPoints(packPoints(new Uint8Array(length).fill(65), points).buffer);
    expect(read.points).toEqual(points);
    expect([...read.header.subarray(0, length)]).toEqual(new Array(length).fill(65));
    expect(read.header.subarray(length).every((byte) => byte === 0x20)).toBe(true);
  });

  test("weigh 22 bytes each", () => {
    expect(bytesOfPoint).toBe(22);
  });

  test("that were cut off are refused", () => {
    expect(() => readPoints(packPoints(new Uint8Array(2), points).slice(0, -1).buffer)).toThrow(/expected a multiple of 22/);
  });
});
