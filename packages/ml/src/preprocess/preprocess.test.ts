import { expect, test } from "vitest";
import { random } from "../random.fixture.ts";
import { bucketOf, contractHash, planktonContract, scaledLength } from "./contract.ts";
import { createBatch, placeSignal, scaleSignal, type View } from "./input.ts";
import { resample } from "./resample.ts";
import { readSignal } from "./signal.ts";
import { sizesOf } from "./sizes.ts";

const grey = (rows: readonly (readonly number[])[]) => ({
  data: Uint8Array.from(rows.flat()),
  width: rows[0]?.length ?? 0,
  height: rows.length,
});

test("dark on white and bright on black give the same signal", () => {
  const dark = readSignal(
    grey([
      [255, 255, 255, 255],
      [255, 55, 155, 255],
      [255, 255, 255, 255],
    ]),
  );
  const bright = readSignal(
    grey([
      [0, 0, 0, 0],
      [0, 200, 100, 0],
      [0, 0, 0, 0],
    ]),
  );
  expect([dark.polarity, bright.polarity]).toEqual(["dark", "bright"]);
  expect(dark.data).toEqual(bright.data);
  expect([...dark.data.subarray(4, 8)]).toEqual([0, 200, 100, 0]);
});

test("the signal is the share of the background that is missing, and brighter specks are none", () => {
  const { data, background } = readSignal(
    grey([
      [200, 200, 200],
      [200, 100, 255],
      [200, 200, 200],
    ]),
  );
  expect(background).toBe(200);
  expect([...data]).toEqual([0, 0, 0, 0, 128, 0, 0, 0, 0]);
});

test("tall vignettes lie on their side", () => {
  const tall = readSignal(
    grey([
      [0, 0],
      [0, 1],
      [0, 0],
      [2, 3],
    ]),
  );
  expect([tall.width, tall.height]).toEqual([4, 2]);
  expect([...tall.data]).toEqual([0, 0, 0, 2, 0, 1, 0, 3]);
});

test("bytes that do not fit the sides are refused", () => {
  expect(() => readSignal({ data: new Uint8Array(5), width: 2, height: 2 })).toThrow("5 bytes, expected 4");
});

test("sizes are in the vignette's own pixels", () => {
  const square = grey(
    Array.from({ length: 12 }, (_, y) => Array.from({ length: 20 }, (_, x) => (x >= 5 && x < 9 && y >= 3 && y < 8 ? 155 : 255))),
  );
  const [width, height, area, mass, mean, sd] = sizesOf(readSignal(square));
  expect([width, height, area].map((value) => Math.exp(value ?? 0) - 1)).toEqual([20, 12, 20].map((value) => expect.closeTo(value, 4)));
  expect(Math.exp(mass ?? 0) - 1).toBeCloseTo((20 * 100) / 255, 4);
  expect(mean).toBeCloseTo(100 / 255, 6);
  expect(sd).toBeCloseTo(0, 6);
});

test("resampling keeps a flat image flat and the mean of any image when it halves", () => {
  const flat = resample({ data: new Uint8Array(70).fill(90), width: 10, height: 7 }, 23, 5);
  expect(new Set(flat.data)).toEqual(new Set([90]));
  const rng = random(1);
  const image = { data: Uint8Array.from({ length: 64 * 64 }, () => 100 + 100 * rng.next()), width: 64, height: 64 };
  const half = resample(image, 32, 32);
  const mean = (data: Uint8Array) => data.reduce((sum, value) => sum + value, 0) / data.length;
  expect(mean(half.data)).toBeCloseTo(mean(image.data), 0);
});

test("scales lie between the vignette's own and one size for all", () => {
  const contract = { ...planktonContract, reference: 44, exponent: 0.25, longest: 96 };
  expect([44, 176, 11, 5000].map((side) => scaledLength(side, contract))).toEqual([44, 62, 31, 96]);
  expect(bucketOf(62, 20, contract)).toEqual({ width: 64, height: 32 });
});

test("the contract's hash does not depend on the order of its fields", () => {
  const { version, ...rest } = planktonContract;
  expect(contractHash({ ...rest, version })).toBe(contractHash(planktonContract));
  expect(contractHash({ ...planktonContract, reference: 45 })).not.toBe(contractHash(planktonContract));
});

test("eight views are all the turned and mirrored ones, in a rectangle with the mask of what the vignette covers", () => {
  const contract = { ...planktonContract, reference: 3, exponent: 1, contrast: 255 };
  const signal = scaleSignal({ data: Uint8Array.of(1, 2, 3, 4, 5, 6), width: 3, height: 2 }, contract);
  const seen = new Set<string>();
  for (let view = 0; view < 8; view++) {
    const batch = createBatch(1, 32, 32);
    placeSignal(batch, 0, signal, contract, view as View);
    expect(batch.pixels.reduce((sum, value) => sum + value, 0)).toBe(21);
    expect(batch.mask.reduce((sum, value) => sum + value, 0) * 256).toBeCloseTo(6, 4);
    seen.add(batch.pixels.join());
  }
  expect(seen.size).toBe(8);
});
