import { expect, test } from "vitest";
import { combinedFrame, createFrameFinder, type Limits } from "./frame.ts";

const size = { width: 900, height: 700, step: 10 };

/** A tray of 220 with a border of 40 whose inner edges lie at the limits, and dark animals on it. */
const limitsOf = (tray: Limits, animals: readonly Limits[] = []): Limits => {
  const finder = createFrameFinder(size);
  const inside = (at: Limits, x: number, y: number): boolean => x >= at.left && x < at.right && y >= at.top && y < at.bottom;
  for (let y = 0; y < size.height; y++) {
    finder.row(
      y,
      Uint8Array.from({ length: size.width }, (_, x) => (!inside(tray, x, y) ? 40 : animals.some((at) => inside(at, x, y)) ? 60 : 220)),
    );
  }
  return finder.limits();
};

test("the limit lies one strip inside of the first that is darker than nine tenths", () => {
  // Strips walk in tens from 45, 675 (width - 225), 35 and 665.
  expect(limitsOf({ left: 20, right: 880, top: 14, bottom: 690 })).toEqual({ left: 35, right: 865, top: 25, bottom: 675 });
  // A strip with one dark column of ten is still light: 202 of 220.
  expect(limitsOf({ left: 16, right: 884, top: 0, bottom: 700 })).toEqual({ left: 25, right: 875, top: 0, bottom: 700 });
});

test("no border, no limit", () => {
  expect(limitsOf({ left: 0, right: 900, top: 0, bottom: 700 })).toEqual({ left: 0, right: 900, top: 0, bottom: 700 });
});

test("the inner limit of both counts", () => {
  const blank = { left: 20, right: 880, top: 10, bottom: 690 };
  expect(combinedFrame(blank, blank, size)).toEqual({ x: 20, y: 10, width: 860, height: 680 });
  expect(combinedFrame(blank, { ...blank, left: 30, bottom: 695 }, size)).toEqual({ x: 30, y: 10, width: 850, height: 680 });
});

test("an animal on the strip of the scan does not move the frame of the blank", () => {
  const tray = { left: 5, right: 895, top: 5, bottom: 695 };
  const scan = limitsOf(tray, [{ left: 700, right: 760, top: 170, bottom: 360 }]);
  const blank = limitsOf(tray);
  expect(blank.right - scan.right).toBeGreaterThan(100);
  expect(combinedFrame(blank, scan, size).width).toBe(blank.right - blank.left);
});
