import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { borderGrey, polarityOf } from "./border.ts";
import { lengthLabel, roundBar } from "./burn.ts";
import { drawOrganism } from "./drawn.fixture.ts";
import { flattenAlpha, type Grey, isColourless, keepTopLeft, toGrey } from "./pixels.ts";
import { displayGrey } from "./settings.ts";
import { applyTone, toneOf16, toneOfFloat } from "./tone.ts";

const grey = (width: number, rows: readonly (readonly number[])[]): Grey => ({
  data: Uint8Array.from(rows.flat()),
  width,
  height: rows.length,
  channels: 1,
});

describe("background and polarity", () => {
  test("the background is the median of the outermost ring, each pixel counted once", () => {
    const ring = grey(3, [
      [10, 10, 10],
      [20, 99, 20],
      [30, 20, 20],
    ]);
    expect(borderGrey(ring)).toBe(20);
    expect(borderGrey(grey(1, [[7]]))).toBe(7);
  });

  test.each([
    ["dark", "dark-on-light"],
    ["light", "light-on-dark"],
  ] as const)("a %s organism is %s", (side, polarity) => {
    const picture = drawOrganism(5, { width: 60, height: 40 }, side);
    expect(polarityOf(picture, borderGrey(picture))).toBe(polarity);
  });

  test("an empty picture, and one with as much above as below, are unknown", () => {
    expect(
      polarityOf(
        grey(2, [
          [128, 130],
          [126, 128],
        ]),
        128,
      ),
    ).toBe("unknown");
    expect(
      polarityOf(
        grey(2, [
          [0, 128],
          [128, 255],
        ]),
        128,
      ),
    ).toBe("unknown");
  });
});

describe("samples deeper than 8 bits", () => {
  test("keep their proportions by the bits in use: 12 of 16 bits fill 8, and a dim picture stays dim", () => {
    const twelve = Uint16Array.of(0, 2048, 4095);
    expect(toneOf16(twelve)).toEqual({ rule: "significant bits", low: 0, high: 4095 });
    expect([...applyTone(twelve, toneOf16(twelve))]).toEqual([0, 128, 255]);
    const dim = Uint16Array.of(0, 1000);
    expect([...applyTone(dim, toneOf16(dim))]).toEqual([0, 62]);
    expect(toneOf16(Uint16Array.of(5, 70)).high).toBe(255);
    expect(toneOf16(Uint16Array.of(5, 4096)).high).toBe(65_535);
    expect(toneOf16(Uint16Array.of(5), 14).high).toBe(16_383);
  });

  test("floating point keeps its meant scale, else its range; what is no number is black", () => {
    expect(toneOfFloat(Float32Array.of(0, 0.5))).toEqual({ rule: "range", low: 0, high: 1 });
    expect(toneOfFloat(Float32Array.of(0, 200)).high).toBe(255);
    expect(toneOfFloat(Float32Array.of(-1, 3))).toEqual({ rule: "range", low: -1, high: 3 });
    const holes = Float32Array.of(Number.NaN, 0, 1, Number.POSITIVE_INFINITY);
    expect([...applyTone(holes, toneOfFloat(holes))]).toEqual([0, 0, 255, 255]);
    const nothing = Float32Array.of(Number.NaN);
    expect([...applyTone(nothing, toneOfFloat(nothing))]).toEqual([0]);
  });
});

describe("pixels", () => {
  test("grey is JPEG's luma, and a grey picture in colour is itself", () => {
    expect([...toGrey({ data: Uint8Array.of(255, 0, 0, 9, 9, 9, 0, 255, 0), width: 3, height: 1, channels: 3 }).data]).toEqual([
      77, 9, 149,
    ]);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 255 }),
        (v) => toGrey({ data: Uint8Array.of(v, v, v), width: 1, height: 1, channels: 3 }).data[0] === v,
      ),
    );
    expect(isColourless({ data: Uint8Array.of(5, 6, 5), width: 1, height: 1, channels: 3 })).toBe(false);
    expect(isColourless({ data: Uint8Array.of(5, 6, 5), width: 1, height: 1, channels: 3 }, 1)).toBe(true);
  });

  test("transparency shows the background", () => {
    const flat = flattenAlpha(Uint8Array.of(10, 255, 10, 0, 10, 51), { width: 3, height: 1, channels: 2 }, 210);
    expect([...flat.data]).toEqual([10, 210, 170]);
    expect(flattenAlpha(Uint8Array.of(1, 2, 3, 0), { width: 1, height: 1, channels: 4 }, 7)).toMatchObject({
      data: Uint8Array.of(7, 7, 7),
      channels: 3,
    });
  });

  test("the upper left part keeps its pixels", () => {
    const picture = grey(3, [
      [1, 2, 3],
      [4, 5, 6],
      [7, 8, 9],
    ]);
    expect([...keepTopLeft(picture, 2, 2).data]).toEqual([1, 2, 4, 5]);
    expect([...keepTopLeft(picture, 3, 1).data]).toEqual([1, 2, 3]);
  });

  test("EcoTaxa's display of an original: gamma, then inversion", () => {
    const picture = grey(3, [[0, 64, 255]]);
    expect([...displayGrey(picture, { gamma: 1, invert: true }).data]).toEqual([255, 191, 0]);
    expect([...displayGrey(picture, { gamma: 2, invert: false }).data]).toEqual([0, 127, 255]);
  });
});

describe("the length of a bar", () => {
  test("is 1, 2 or 5 times a power of ten and fits the room", () => {
    expect(roundBar(10.6, 130)).toEqual({ lengthPx: 94, label: "1 mm" });
    expect(roundBar(73, 42)).toEqual({ lengthPx: 27, label: "2 mm" });
    expect(roundBar(0.5, 100)).toEqual({ lengthPx: 100, label: "50 µm" });
    expect(lengthLabel(0.5)).toBe("0.5 µm");
    expect(() => roundBar(0, 100)).toThrow("got 0");
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 500, noNaN: true }), fc.integer({ min: 20, max: 3000 }), (um, room) => {
        const { lengthPx, label } = roundBar(um, room);
        expect(lengthPx).toBeLessThanOrEqual(room);
        expect(lengthPx).toBeGreaterThan(room / 2.6);
        expect(label).toMatch(/^(0\.0*)?[125]0* (µm|mm)$/);
      }),
    );
  });
});
