import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyPlane, drawn } from "../component/drawn.fixture.ts";
import type { Region } from "../region.ts";
import { cutRegion } from "./cut.ts";
import { joinRegions } from "./join.ts";
import { drawLine, type Point } from "./knife.ts";

const regionOf = (text: string, x = 0, y = 0): Region => {
  const { on, width, height } = drawn(text);
  return { x, y, width, height, grey: on.map((v, i) => (v === 1 ? 50 + (i % 100) : 250)), mask: on };
};
const text = ({ mask, width }: Region): string => mask.reduce((out, v, i) => out + (i > 0 && i % width === 0 ? "/" : "") + ".#"[v], "");
const cut = (region: Region, ...lines: Point[][]): Region[] => {
  const result = cutRegion(region, lines, { crumb: 1 });
  if (!result.ok) throw new Error(result.error.message);
  return [...result.value];
};
const pixels = (region: Region): number => region.mask.reduce((a, b) => a + b, 0);

describe("a line drawn over pixels", () => {
  test("steps sideways at each corner", () => {
    const plane = new Uint8Array(16);
    drawLine(plane, 4, 4, [
      { x: 0.5, y: 0.5 },
      { x: 3.5, y: 3.5 },
    ]);
    expect(text({ ...regionOf("..../..../..../...."), mask: plane })).toBe("##../.##./..##/...#");
  });

  test("lets nothing through that touches by a corner", () => {
    const ends = fc.record({ x: fc.double({ min: -3, max: 18, noNaN: true }), y: fc.double({ min: -3, max: 18, noNaN: true }) });
    fc.assert(
      fc.property(ends, ends, (a, b) => {
        const plane = new Uint8Array(225);
        drawLine(plane, 15, 15, [a, b]);
        const marked = [...plane.keys()].filter((i) => plane[i] === 1);
        for (const i of marked.slice(0, -1))
          expect([1, 15].some((d) => plane[i + d] === 1) || [1, 15].some((d) => plane[i - d] === 1)).toBe(true);
      }),
    );
  });
});

test("two animals that touch are parted, each with its own box and the greys of the scan", () => {
  const [left, right] = cut(regionOf(".##..##./########/.##..##.", 100, 200), [
    { x: 4, y: 0 },
    { x: 4, y: 3 },
  ]);
  expect([text(left), text(right)]).toEqual([".##../#####/.##..", "##./###/##."]);
  expect([left.x, left.y, right.x, right.y]).toEqual([100, 200, 105, 200]);
  expect(left.grey[1]).toBe(51);
});

test("a line through a ring makes two arcs; one from outside into the hole parts nothing", () => {
  const ring = regionOf("######/#....#/#....#/######");
  const [upper, lower] = cut(ring, [
    { x: -1, y: 2.5 },
    { x: 7, y: 2.5 },
  ]);
  expect(pixels(upper) + pixels(lower)).toBe(pixels(ring));
  const half = cutRegion(ring, [
    [
      { x: -1, y: 2.5 },
      { x: 3, y: 2.5 },
    ],
  ]);
  expect(half).toMatchObject({ ok: false, error: { code: "notCut", message: expect.stringContaining("does not part") } });
});

test("a line beside the object, or without points, is refused", () => {
  const object = regionOf("....../.##.../......");
  expect(
    cutRegion(object, [
      [
        { x: 5, y: 0 },
        { x: 5, y: 3 },
      ],
    ]),
  ).toMatchObject({ error: { message: "the line does not touch the object" } });
  expect(cutRegion(object, [[], []]).ok).toBe(false);
});

test("crumbs of the knife stay with the part that they touch", () => {
  const bar = regionOf("##########/##########/##########");
  const children = cutRegion(
    bar,
    [
      [
        { x: 3.5, y: -1 },
        { x: 3.5, y: 4 },
      ],
      [
        { x: 5.5, y: -1 },
        { x: 5.5, y: 4 },
      ],
    ],
    { crumb: 4 },
  );
  expect(children.ok && children.value.map(pixels).reduce((a, b) => a + b)).toBe(30);
  expect(children.ok && children.value.length).toBe(2);
});

test("the parts of any cut are the whole, apart from each other, and joined they are it again", () => {
  const ends = fc.record({ x: fc.integer({ min: -2, max: 14 }), y: fc.integer({ min: -2, max: 14 }) });
  fc.assert(
    fc.property(anyPlane(12), ends, ends, ({ on, width, height }, a, b) => {
      const region: Region = { x: 7, y: 9, width, height, grey: on.map((_, i) => i % 251), mask: on };
      const result = cutRegion(region, [[a, b]], { crumb: 1 });
      if (!result.ok) return;
      expect(result.value.map(pixels).reduce((sum, n) => sum + n, 0)).toBe(pixels(region));
      const joined = joinRegions(result.value);
      const back = new Uint8Array(on.length);
      joined.mask.forEach((v, i) => {
        const [x, y] = [(i % joined.width) + joined.x - 7, Math.floor(i / joined.width) + joined.y - 9];
        back[y * width + x] = v;
        if (v === 1) expect(joined.grey[i]).toBe(region.grey[y * width + x]);
      });
      expect(back).toEqual(on);
    }),
  );
});

test("joined parts that do not touch have ground between them", () => {
  const joined = joinRegions([regionOf("##/##", 10, 20), regionOf("#", 14, 23)]);
  expect(text(joined)).toBe("##.../##.../...../....#");
  expect([joined.x, joined.y, joined.grey[2]]).toEqual([10, 20, 255]);
  expect(() => joinRegions([])).toThrow("got none");
});
