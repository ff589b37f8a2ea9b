import { existsSync, symlinkSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Fitted, fit } from "./fit.ts";
import { type FitInput, type FitSettings, fitDefaults } from "./fit-settings.ts";
import { shapeSet, smallContract, smallShape } from "./shapes.fixture.ts";

const set = shapeSet(60, 5);
const indices = Array.from(set.names, (_, index) => index);
const input: FitInput = {
  set,
  classOf: set.labels,
  train: indices.filter((index) => index < 135),
  validation: indices.filter((index) => index >= 135),
  shape: smallShape,
  contract: smallContract,
};
const settings: FitSettings = { ...fitDefaults, epochs: 6, batch: 12, curriculum: [], averaging: 0.8, peakRate: 6e-3 };
const run = (name: string, changes: Partial<FitSettings> = {}, signal?: AbortSignal, onEpoch?: () => void) =>
  fit(input, { ...settings, ...changes }, { checkpoint: join(folder, name), signal, onEpoch });
const isSame = (a: Fitted, b: Fitted): boolean => Buffer.from(a.weights.buffer).equals(Buffer.from(b.weights.buffer));

let folder: string;
let whole: Fitted;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "fit-"));
  whole = await run("whole");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("a network learns shapes from random weights", () => {
  const { history } = whole;
  expect(history.at(-1)?.trainLoss).toBeLessThan(history[0]?.trainLoss ?? 0);
  expect(history.at(-1)?.top1).toBeGreaterThan(0.8);
});

test("a network with fractional pooling learns them as well, and predicts in planes what it learned on pixel rows", async () => {
  const stages = Array.from({ length: 6 }, () => ({ width: 16, inner: 8, blocks: 1 }));
  const shape = { ...smallShape, stages, pooling: "fractional" as const };
  const { history } = await fit({ ...input, shape }, settings, { checkpoint: join(folder, "fractional") });
  expect(history.at(-1)?.top1).toBeGreaterThan(0.8);
});

test("the same seed, data and threads give the same model bit for bit, interrupted or not", async () => {
  const stop = new AbortController();
  await expect(run("cut", {}, stop.signal, () => stop.abort())).rejects.toThrow("abort");
  const resumed = await run("cut");
  expect(resumed.history).toHaveLength(6);
  expect(isSame(resumed, whole)).toBe(true);
});

test.skipIf(!existsSync("/dev/full"))(
  "a disk that fills up at a checkpoint ends it and leaves the last whole one, from which it goes on",
  async () => {
    // After the first epoch what is being written goes to a device that is always full.
    let epochs = 0;
    await expect(
      run("full", {}, undefined, () => void (epochs++ === 0 && symlinkSync("/dev/full", join(folder, "full.part")))),
    ).rejects.toThrow("ENOSPC");
    expect(await readdir(folder)).not.toContain("full.part");
    const resumed = await run("full");
    expect(resumed.history).toHaveLength(6);
    expect(isSame(resumed, whole)).toBe(true);
  },
);

test("another seed gives another model", async () => {
  expect(isSame(await run("other", { seed: 2, epochs: 1 }), whole)).toBe(false);
});

test("layers before the first that learns stay as they are", async () => {
  const { weights, scaling } = whole;
  const start = { weights, scaling, from: "down2" };
  const tuned = await fit({ ...input, start }, { ...settings, epochs: 1 }, { checkpoint: join(folder, "tuned") });
  const differ = tuned.weights.findIndex((value, i) => value !== weights[i]);
  expect(differ).toBeGreaterThan(weights.length / 3);
  expect(differ).toBeLessThan(weights.length);
});

test("a rate that is far too high ends with a sentence, not with a broken model", async () => {
  await expect(run("wild", { peakRate: 1e30 })).rejects.toThrow("lower the learning rate");
});

test("without objects that steer it trains to its end, and every figure is a number", async () => {
  const alone = await fit({ ...input, validation: [] }, settings, { checkpoint: join(folder, "alone"), patience: 2 });
  expect(alone.history.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(alone.history.flatMap((record) => Object.values(record)).every(Number.isFinite)).toBe(true);
});
