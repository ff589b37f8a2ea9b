import { encodeMask } from "@nauplius/imaging";
import { expect, test } from "vitest";
import { cutBy, straight } from "./cut.ts";
import { linesFrom, scanGround, windowAround } from "./ground.ts";

/** A block of 6 x 4 pixels at (200, 100) of a scan of 1000 x 800, and another beside it. */
const place = { x: 200, y: 100 };
const scan = { width: 1000, height: 800 };
const block = { x: 2, y: 2, width: 6, height: 4, grey: new Uint8Array(24).fill(40), mask: new Uint8Array(24).fill(1) };
const whole = new Uint8Array(6 * 4).fill(1);
const mask = btoa(String.fromCharCode(...encodeMask({ width: 6, height: 4, on: whole })));

function around() {
  const window = windowAround(place, block, scan);
  if (window === null) throw new Error("no window");
  const data = new Uint8Array(window.width * window.height).fill(255);
  const draw = (x: number, y: number) => {
    for (let row = 0; row < 4; row++)
      data.fill(40, (y + row - window.y) * window.width + x - window.x, (y + row - window.y) * window.width + x - window.x + 6);
  };
  draw(200, 100);
  draw(220, 100);
  const of = { width: 6, height: 4, mask };
  const objects = [
    { id: 1, originalId: "a", x: 200, y: 100, ...of },
    { id: 2, originalId: "b", x: 220, y: 100, ...of },
  ];
  return { window: { window, objects }, grey: { data, width: window.width, height: window.height } };
}

test("a window leaves room around the object and ends where the scan does; what is larger than any window has none", () => {
  expect(windowAround(place, block, scan)).toEqual({ x: 140, y: 40, width: 126, height: 124 });
  expect(windowAround({ x: 10, y: 790 }, { width: 20, height: 10 }, scan)).toEqual({ x: 0, y: 730, width: 90, height: 70 });
  expect(windowAround({ x: 0, y: 0 }, { width: 5000, height: 20 }, { width: 24_000, height: 14_000 })).toBeNull();
});

test("the object lies in the window where it lies in the scan, its edge and its neighbour's drawn; lines count in the scan's pixels", () => {
  const { window, grey } = around();
  const ground = scanGround(1, { region: block, place }, window, grey);
  if (ground === undefined) throw new Error("no ground");
  expect([ground.region.x, ground.region.y]).toEqual([60, 60]);
  // The edge of a block of 6 x 4 is all but its 4 x 2 inner pixels.
  expect([ground.edge.length, ground.othersEdge.length]).toEqual([16, 16]);
  expect(Math.min(...ground.othersEdge) % grey.width).toBe(80);
  const line = straight(ground.region, "down");
  expect(cutBy(ground.region, [line], null)).toMatchObject({ parts: [{ area: 16 }, { area: 8 }] });
  expect(linesFrom(ground, [line])).toEqual([
    [
      [203, 99],
      [203, 105],
    ],
  ]);
});

test("where the scan shows something else than the vignette, lines are not drawn on it", () => {
  const { window, grey } = around();
  grey.data.fill(255);
  expect(scanGround(1, { region: block, place }, window, grey)).toBeUndefined();
});
