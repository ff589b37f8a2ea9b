import { expect, test } from "vitest";
import type { Component } from "../component/component.ts";
import { drawn } from "../component/drawn.fixture.ts";
import { objectsOf } from "../component/plane.ts";
import { cutVignette, pictureOf, regionOf, regionOfMask, type VignetteLook } from "./crop.ts";
import { judge, type Rules } from "./judge.ts";
import { areaOfEsd, esdOfArea, pixelSizeOfDpi } from "./size.ts";

test("0.3 mm at 2400 dpi are 631 pixels, and 100 mm are 70 million", () => {
  const pixel = pixelSizeOfDpi(2400);
  expect(areaOfEsd(0.3, pixel)).toBe(631);
  expect(areaOfEsd(100, pixel)).toBe(70_120_488);
  expect(esdOfArea(631, pixel)).toBeCloseTo(0.3, 4);
  expect(() => areaOfEsd(0.3, 0)).toThrow("expected um above 0, got 0");
});

const rules: Rules = { minArea: 10, maxArea: 100, edges: "drop", maxAspect: 40 };
const component = (change: Partial<Component>): Component => ({
  ...{ x: 5, y: 5, width: 5, height: 5, pixels: 15, holes: 5, startX: 5, edges: 0, nested: false, endless: false },
  ...change,
});

test.each([
  [{}, undefined],
  [{ pixels: 9, holes: 0 }, "tooSmall"],
  [{ pixels: 6, holes: 4 }, undefined],
  [{ pixels: 96 }, "tooLarge"],
  [{ edges: 4 }, "touchesEdge"],
  [{ edges: 4, pixels: 1, holes: 0 }, "tooSmall"],
  [{ nested: true, edges: 1 }, "nested"],
  [{ endless: true }, "endless"],
  [{ width: 40, height: 1 }, "line"],
  [{ width: 1, height: 90 }, undefined],
] as const)("%j is judged: %s", (change, verdict) => {
  expect(judge(component(change), rules)).toBe(verdict);
});

test("where edges and lines are kept nothing is dropped for them", () => {
  expect(judge(component({ edges: 15, width: 90, height: 1 }), { ...rules, edges: "keep", maxAspect: null })).toBeUndefined();
});

const ring = drawn("......../..###.../..#.##../..###.../......#.");
const frame = ring.on.map((v, i) => (v === 1 ? 100 + i : 240));
const picture = pictureOf(frame, ring.width);
const [object] = objectsOf(ring.on, ring.width, ring.height).sort((a, b) => b.pixels - a.pixels);
const look: VignetteLook = { margin: 0.2, leastMargin: 1, around: "cleared", ground: 255 };

test("a region holds the greys of the frame, holes included, and the mask without them", () => {
  const region = regionOf(object, object.runs, picture, "dark");
  expect([region.x, region.y, region.width, region.height]).toEqual([2, 1, 4, 3]);
  expect([...region.grey.subarray(4, 8)]).toEqual([118, 240, 120, 121]);
  expect([...region.mask.subarray(4, 8)]).toEqual([1, 0, 1, 1]);
  expect(regionOf(object, object.runs, picture, "bright").grey[0]).toBe(255 - region.grey[0]);
});

test("a cleared vignette is plain around the object and true in it, holes too", () => {
  const vignette = cutVignette(object, object.runs, picture, look);
  expect([vignette.width, vignette.height, vignette.box]).toEqual([6, 5, { x: 1, y: 1, width: 4, height: 3 }]);
  expect([...vignette.grey.subarray(12, 18)]).toEqual([255, 118, 240, 120, 121, 255]);
  expect([...vignette.mask.on.subarray(12, 18)]).toEqual([0, 1, 0, 1, 1, 0]);
});

test("a kept vignette shows the frame, and plain ground where the frame ends", () => {
  const vignette = cutVignette(object, object.runs, picture, { ...look, around: "kept", leastMargin: 3, ground: 7 });
  expect([vignette.width, vignette.height]).toEqual([10, 9]);
  expect([...vignette.grey.subarray(20, 30)]).toEqual([7, 240, 240, 240, 240, 240, 240, 240, 240, 7]);
  expect([...vignette.grey.subarray(0, 20)]).toEqual(new Array(20).fill(7));
});

test("vignette and mask give back the region that they were cut from", () => {
  const vignette = cutVignette(object, object.runs, picture, look);
  const place = { x: object.x - vignette.box.x, y: object.y - vignette.box.y };
  const region = regionOf(object, object.runs, picture, "dark");
  const back = regionOfMask(vignette.grey, vignette.mask, place);
  expect({ ...back, grey: undefined }).toEqual({ ...region, grey: undefined });
  expect(back?.grey.filter((_, i) => region.mask[i] === 1)).toEqual(region.grey.filter((_, i) => region.mask[i] === 1));
  expect(regionOfMask(new Uint8Array(4), { width: 2, height: 2, on: new Uint8Array(4) })).toBeUndefined();
  expect(() => regionOfMask(new Uint8Array(5), vignette.mask)).toThrow("expected 5 pixels as the vignette");
});
