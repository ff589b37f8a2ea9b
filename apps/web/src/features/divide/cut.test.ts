import { encodeMask } from "@nauplius/imaging";
import { expect, test } from "vitest";
import { cutBy, objectOf, straight } from "./cut.ts";

const [width, height] = [12, 6];
const on = new Uint8Array(width * height).map((_, i) => (i % width > 1 && i % width < 10 && i >= width && i < 5 * width ? 1 : 0));
const grey = { data: on.map((v) => (v === 1 ? 40 : 255)), width, height, channels: 1 } as const;
const mask = btoa(String.fromCharCode(...encodeMask({ width, height, on })));
const outline = {
  vignette: { id: 1, width, height, background: "light", mask },
  threshold: null,
  place: null,
  pixelSize: 10,
  acquisitionId: 1,
};

test("a line through the middle makes two parts, the knife's own pixels in one of them, with or without a stored mask", () => {
  for (const vignette of [outline.vignette, { ...outline.vignette, mask: null }]) {
    const object = objectOf(grey, { ...outline, vignette });
    if (object === undefined) throw new Error("no object");
    const { region } = object;
    const cut = cutBy(region, [straight(region, "down")], 10);
    expect("parts" in cut && cut.parts.map(({ area }) => area)).toEqual([20, 12]);
    expect("parts" in cut && cut.parts[0]?.esd).toBeCloseTo(0.0505, 3);
  }
});

test("a line that does not part it says so", () => {
  const object = objectOf(grey, outline);
  if (object === undefined) throw new Error("no object");
  expect(
    cutBy(
      object.region,
      [
        [
          [3, 2],
          [4, 2],
        ],
      ],
      null,
    ),
  ).toEqual({ refused: expect.stringContaining("from side to side") });
});
