import fc from "fast-check";
import { expect, test } from "vitest";
import { barFor, commonScale, esdMm, lengthLabel, minPx, roundLength, sizeIn } from "./scale.ts";

test("bars have round lengths", () => {
  expect([0.7, 1, 3, 7, 99, 1234].map(roundLength)).toEqual([0.5, 1, 2, 5, 50, 1000]);
  expect(barFor(10, 120)).toEqual({ px: 100, label: "1 mm" });
  expect(barFor(0, 120)).toBeNull();
  expect([500, 1000, 20_000].map(lengthLabel)).toEqual(["500 µm", "1 mm", "2 cm"]);
});

test("a bar is never longer than its room and never less than a fifth of it", () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-3, max: 1e4, noNaN: true }), fc.integer({ min: 10, max: 500 }), (um, room) => {
      const bar = barFor(um, room);
      expect(bar?.px ?? 0).toBeLessThanOrEqual(room * 1.000001);
      expect(bar?.px ?? 0).toBeGreaterThan(room / 5.001);
    }),
  );
});

test("at the common scale twice the size is twice the pixels", () => {
  const at = (px: number) => sizeIn({ width: px, height: px / 2, pixelSize: 10 }, 200, 20);
  expect(at(100)).toEqual({ width: 50, height: 25, factor: 1, umPerPx: 20 });
  expect(at(200).width).toBe(100);
});

test("what is too long is capped at the tile, what is tiny is enlarged, and both say how much", () => {
  expect(sizeIn({ width: 1000, height: 100, pixelSize: 10 }, 200, 20)).toEqual({ width: 200, height: 20, factor: 0.4, umPerPx: 50 });
  expect(sizeIn({ width: 12, height: 6, pixelSize: 10 }, 200, 20)).toEqual({ width: minPx, height: 12, factor: 4, umPerPx: 5 });
});

test("without a pixel size there is no common scale: fitted, and the factor is unknown", () => {
  const sized = sizeIn({ width: 400, height: 100, pixelSize: null }, 200, 20);
  expect(sized).toEqual({ width: 200, height: 50, factor: null, umPerPx: null });
});

test("no vignette ever leaves its tile", () => {
  const side = fc.integer({ min: 1, max: 5000 });
  const scale = fc.option(fc.double({ min: 0.1, max: 1000, noNaN: true }));
  fc.assert(
    fc.property(
      side,
      side,
      fc.option(fc.double({ min: 0.5, max: 500, noNaN: true })),
      scale,
      fc.integer({ min: 24, max: 400 }),
      (w, h, pixelSize, um, box) => {
        const sized = sizeIn({ width: w, height: h, pixelSize }, box, um);
        expect(Math.max(sized.width, sized.height)).toBeLessThanOrEqual(box);
      },
    ),
  );
});

test("the proposed common scale fits most of the vignettes and does not shrink them for the sake of a few", () => {
  const images = Array.from({ length: 100 }, (_, i) => ({ width: i + 1, height: 1, pixelSize: 10 }));
  const scale = commonScale(images, 100) ?? 0;
  expect(images.filter((i) => (i.width * 10) / scale <= 100).length).toBeGreaterThanOrEqual(80);
  const giant = [...images, { width: 5000, height: 1, pixelSize: 10 }];
  expect(commonScale(giant, 100)).toBe(scale);
  expect(commonScale([{ width: 1, height: 1, pixelSize: null }], 100)).toBeNull();
});

test("a disc of 100 px diameter at 10 µm has an ESD of 1 mm", () => {
  expect(esdMm(Math.PI * 50 ** 2, 10)).toBeCloseTo(1, 10);
});
