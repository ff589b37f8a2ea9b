import { expect, test } from "vitest";
import { planktonContract } from "../preprocess/contract.ts";
import { createBatch, placeSignal, scaleSignal } from "../preprocess/input.ts";
import { random } from "../random.fixture.ts";
import { drawChange, noAugment, placeChanged, strongAugment } from "./augment.ts";

const rng = random(4);
const signal = { data: Uint8Array.from({ length: 44 * 30 }, () => 255 * rng.next()), width: 44, height: 30 };

test("no change draws what prediction draws", () => {
  const change = drawChange(signal, 44, { settings: noAugment, contract: planktonContract, random: random(1) });
  const { width, height } = change.rectangle;
  const [changed, plain] = [createBatch(1, width, height), createBatch(1, width, height)];
  placeChanged(changed, 0, signal, change, planktonContract);
  placeSignal(plain, 0, scaleSignal(signal, planktonContract), planktonContract);
  expect(Math.max(...changed.pixels.map((value, i) => Math.abs(value - (plain.pixels[i] ?? 0))))).toBeLessThan(1e-5);
  expect(changed.mask).toEqual(plain.mask);
});

test("strong changes stay inside rectangles that lie, and keep most of the object's mass", () => {
  const whole = signal.data.reduce((sum, value) => sum + value, 0);
  for (let i = 0; i < 40; i++) {
    const draw = random(i);
    const change = drawChange(signal, 44, { settings: { ...strongAugment, contrast: 0 }, contract: planktonContract, random: draw });
    const { width, height } = change.rectangle;
    expect(width).toBeGreaterThanOrEqual(height);
    expect([width % 16, height % 16]).toEqual([0, 0]);
    const batch = createBatch(1, width, height);
    placeChanged(batch, 0, signal, change, planktonContract);
    const [a, b, c, d] = change.matrix;
    // A network pixel covers |det| stored ones.
    const mass = batch.pixels.reduce((sum, value) => sum + value, 0) * Math.abs(a * d - b * c) * (255 / planktonContract.contrast);
    expect(mass / whole).toBeGreaterThan(0.8);
    expect(mass / whole).toBeLessThan(1.05);
  }
});

test("the same generator draws the same changes", () => {
  const draw = () => drawChange(signal, 44, { settings: strongAugment, contract: planktonContract, random: random(9) });
  expect(draw()).toEqual(draw());
});
