import { expect, test } from "vitest";
import { meanImage } from "./mean-image.ts";
import type { Grey } from "./pixels.ts";

/** A club: a bar with a thicker end, turned and shifted, dark on white. */
function club(angle: number, thickAt: 1 | -1, ink = 100): Grey {
  const side = 80;
  const data = new Uint8Array(side * side).fill(255);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const [dx, dy] = [x - 42, y - 37];
      const along = Math.cos(angle) * dx + Math.sin(angle) * dy;
      const across = Math.cos(angle) * dy - Math.sin(angle) * dx;
      if (Math.abs(along) < 25 && Math.abs(across) < (along * thickAt > 12 ? 8 : 3)) data[y * side + x] = 255 - ink;
    }
  }
  return { data, width: side, height: side, channels: 1 };
}
const inkOf = ({ data, width }: Grey, where: (x: number, y: number) => boolean): number =>
  data.reduce((sum, grey, i) => sum + (where(i % width, Math.floor(i / width)) ? 255 - grey : 0), 0);

test("objects turned and mirrored differently give one sharp form: level, its mass to the right", () => {
  const images = [0, 0.7, 1.9, 2.8].flatMap((angle) =>
    ([1, -1] as const).map((end) => ({ pixels: club(angle, end), background: "light" as const })),
  );
  const mean = meanImage(images, 60);
  if (mean === null) throw new Error("no image");
  const [left, right] = [inkOf(mean, (x) => x < 30), inkOf(mean, (x) => x >= 30)];
  expect(right).toBeGreaterThan(1.4 * left);
  // Level: nothing far above or below the axis, much along it.
  expect(inkOf(mean, (_, y) => y < 15 || y >= 45)).toBeLessThan(0.02 * inkOf(mean, () => true));
  const dark = mean.data.filter((grey) => grey < 200).length;
  expect(dark / 3600).toBeGreaterThan(0.12);
  expect(dark / 3600).toBeLessThan(0.25);
});

test("is as dark as its objects are on average, and dark on white for bright objects on black too", () => {
  const dark = club(0.4, 1, 160);
  const bright: Grey = { ...dark, data: dark.data.map((grey) => 255 - grey) };
  const mean = meanImage(
    [
      { pixels: dark, background: "light" },
      { pixels: bright, background: "dark" },
    ],
    60,
  );
  const inked = mean === null ? [] : [...mean.data].filter((grey) => grey < 245).map((grey) => 255 - grey);
  const average = inked.reduce((sum, ink) => sum + ink, 0) / inked.length;
  expect(average).toBeGreaterThan(130);
  expect(average).toBeLessThan(185);
});

test("of nothing there is none", () => {
  const blank: Grey = { data: new Uint8Array(100).fill(240), width: 10, height: 10, channels: 1 };
  expect(meanImage([{ pixels: blank, background: "light" }], 20)).toBeNull();
  expect(meanImage([], 20)).toBeNull();
});
