import { expect, test } from "vitest";
import { asTheyAre, filterOf } from "./adjust.ts";
import { distanceText, magnification } from "./measure.ts";

test("two clicks say a length in micrometres, or in pixels where no scale is known", () => {
  const [a, b] = [
    { x: 0, y: 0 },
    { x: 60, y: 80 },
  ];
  expect(distanceText(a, b, { zoom: 4, pixelSize: 10 })).toBe("250 µm");
  expect(distanceText(a, b, { zoom: 0.5, pixelSize: 10 })).toBe("2 mm");
  expect(distanceText(a, b, { zoom: 4, pixelSize: null })).toBe("25 px");
});

test("small vignettes are magnified, but not beyond eight times, and large ones fit", () => {
  expect(magnification({ width: 10, height: 20 }, 440)).toBe(8);
  expect(magnification({ width: 880, height: 20 }, 440)).toBe(0.5);
});

test("vignettes left as they are cost no filter; each adjustment is one part of it", () => {
  expect(filterOf(asTheyAre)).toBeNull();
  expect(filterOf({ brightness: 1.2, contrast: 0.9, gamma: 0.5, invert: true })).toBe(
    "url(#tile-gamma) brightness(1.2) contrast(0.9) invert(1)",
  );
});
