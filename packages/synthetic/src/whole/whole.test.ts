import { describe, expect, test } from "vitest";
import type { Box } from "../draw/pose.ts";
import { instruments } from "../render/instruments.ts";
import { componentsOf } from "../render/runs.ts";
import { isiisFrames } from "./isiis.ts";
import type { TruthObject } from "./truth.ts";
import { uvpFrame } from "./uvp.ts";
import { type Strip, type ZooscanOptions, zooscanScan } from "./zooscan.ts";

type Found = Box & { pixels: number };
/** Boxes and pixel counts of everything that is on, the plain way. */
const found = (on: Uint8Array, width: number, height: number): Found[] => {
  const runs = componentsOf(on, width, height, 1, 1);
  const all = new Map<number, { x0: number; y0: number; x1: number; y1: number; pixels: number }>();
  for (let n = 0; n < runs.count; n++) {
    const [y, from, to] = [runs.row[n], runs.from[n], runs.to[n]];
    const c = all.get(runs.root[n]) ?? { x0: from, y0: y, x1: to, y1: y + 1, pixels: 0 };
    all.set(runs.root[n], { x0: Math.min(c.x0, from), y0: c.y0, x1: Math.max(c.x1, to), y1: y + 1, pixels: c.pixels + to - from });
  }
  return [...all.values()].map((c) => ({ x: c.x0, y: c.y0, width: c.x1 - c.x0, height: c.y1 - c.y0, pixels: c.pixels }));
};
const sorted = (boxes: readonly Found[]): Found[] => [...boxes].sort((a, b) => a.y - b.y || a.x - b.x || a.width - b.width);
const expected = (objects: readonly TruthObject[]): Found[] => sorted(objects.map((o) => ({ ...o.box, pixels: o.area - o.holes })));

const fnv = (values: ArrayLike<number>): number => {
  let h = 0x811c9dc5;
  for (let i = 0; i < values.length; i++) h = Math.imul(h ^ values[i], 0x01000193);
  return h >>> 0;
};

const whole = (strips: Iterable<Strip>, width: number, height: number): Float64Array => {
  const image = new Float64Array(width * height);
  for (const { y, data } of strips) image.set(data, y * width);
  return image;
};

describe("a ZooScan scan", () => {
  const options: ZooscanOptions = { width: 1500, height: 1200, seed: 5, objects: 16, touching: 3, dust: 25 };
  const scan = zooscanScan(options);
  const image = whole(scan.strips(), scan.width, scan.height);

  test.each([1, 7, 100, 1200, 5000])("is the same whatever the strip height: %i", (rows) => {
    expect(fnv(whole(scan.strips(rows), scan.width, scan.height))).toBe(fnv(image));
  });

  test("is the same from the same seed and another from another", () => {
    expect(fnv(whole(zooscanScan(options).strips(), scan.width, scan.height))).toBe(fnv(image));
    expect(fnv(whole(zooscanScan({ ...options, seed: 6 }).strips(), scan.width, scan.height))).not.toBe(fnv(image));
  });

  /** The 16 to 8 bit rule with the scan's own median; 8-bit scans stay. */
  const toEight = (raw: Float64Array, depth: 8 | 16, median: number): Float64Array => {
    if (depth === 8) return raw;
    const [max, min] = [Math.min(65536, Math.floor(median * 1.15)), Math.floor(median / (10 ** 1.8 * 1.15))];
    return raw.map((v) => Math.min(255, Math.floor(((Math.min(max, Math.max(min, v)) - min) * 256) / (max - min + 1) + 0.5)));
  };
  test.each([8, 16] as const)("gives back exactly its objects and its dust after background and threshold, %i bit", (bitDepth) => {
    const s = zooscanScan({ ...options, bitDepth });
    const raw = whole(s.strips(), s.width, s.height);
    const median = raw.slice().sort()[raw.length / 2];
    const [a, b] = [0, 1].map((n) => toEight(whole(s.blank(n), s.width, s.height), bitDepth, median));
    const eight = toEight(raw, bitDepth, median);
    const on = new Uint8Array(raw.length);
    for (let i = 0; i < raw.length; i++) {
      on[i] = isInside(s.frame, i, s.width) && 255 - Math.abs(smooth(a, b, i, s.width) - eight[i]) <= 243 ? 1 : 0;
    }
    const all = found(on, s.width, s.height);
    const large = all.filter((c) => c.pixels >= 400);
    expect(sorted(large)).toEqual(expected(s.objects));
    expect(all.length - large.length).toBe(s.dust.length);
  });

  test("runs, boxes and areas of the truth agree", () => {
    for (const o of scan.objects) {
      let [area, x0, x1] = [0, Number.POSITIVE_INFINITY, 0];
      for (let n = 0; n < o.runs.length; n += 3) {
        area += o.runs[n + 2] - o.runs[n + 1];
        x0 = Math.min(x0, o.runs[n + 1]);
        x1 = Math.max(x1, o.runs[n + 2]);
      }
      expect([area, x0, x1 - x0, o.runs[0]]).toEqual([o.area, o.box.x, o.box.width, o.box.y]);
    }
  });

  test("pairs touch as asked and are one object each", () => {
    expect(scan.objects.length).toBe(16);
    const pairs = scan.objects.filter((o) => o.parts.length === 2);
    expect(pairs.length).toBe(3);
    for (const o of pairs) expect(o.area).toBeGreaterThanOrEqual(o.parts[0].area + o.parts[1].area);
  });

  test("says when the objects do not fit", () => {
    expect(() =>
      zooscanScan({ width: 500, height: 500, seed: 1, objects: new Array(40).fill({ taxon: "Ostracoda", lengthMm: 1 }) }),
    ).toThrow("do not fit");
    expect(() => [...scan.strips(0)]).toThrow("got 0");
  });
});

const isInside = (box: Box, i: number, width: number): boolean => {
  const [x, y] = [(i % width) - box.x, Math.floor(i / width) - box.y];
  return x >= 0 && y >= 0 && x < box.width && y < box.height;
};

/** Mean of the two blanks over five columns: a small stand-in for the smoothed background. */
const smooth = (a: Float64Array, b: Float64Array, i: number, width: number): number => {
  const x = i % width;
  let [sum, n] = [0, 0];
  for (let u = Math.max(0, x - 2); u <= Math.min(width - 1, x + 2); u++) {
    sum += a[i - x + u] + b[i - x + u];
    n += 2;
  }
  return Math.round(sum / n);
};

test("a UVP frame gives back exactly its objects and particles at the native threshold", () => {
  const frame = uvpFrame({ seed: 2, width: 1200, height: 900, objects: 8, touching: 1, particles: 120 });
  const on = frame.image.map((v) => (v > frame.threshold ? 1 : 0));
  const truth = [...expected(frame.objects), ...frame.particles.map((p) => ({ ...p.box, pixels: p.area }))];
  expect(sorted(found(on, frame.width, frame.height))).toEqual(sorted(truth));
  expect(frame.particles.every((p) => p.meanGrey > frame.threshold)).toBe(true);
  expect(fnv(uvpFrame({ seed: 2, width: 1200, height: 900, objects: 8, touching: 1, particles: 120 }).image)).toBe(fnv(frame.image));
});

describe("an ISIIS stream", () => {
  const stream = isiisFrames({ seed: 3, frames: 3, width: 900, height: 700, objects: 40 });
  const frames = [...stream.images()];

  test("gives back exactly its objects once the light is made even", () => {
    const lines = stream.frames * stream.height;
    const image = new Uint8Array(stream.width * lines);
    frames.forEach((frame, k) => {
      image.set(frame, k * frame.length);
    });
    const on = flattened(image, stream.width, lines).map((v) => (v <= stream.threshold ? 1 : 0));
    expect(sorted(found(Uint8Array.from(on), stream.width, lines))).toEqual(expected(stream.objects));
  });

  test("has objects across frames, uneven columns and drifting light", () => {
    expect(stream.objects.some((o) => Math.floor(o.box.y / 700) !== Math.floor((o.box.y + o.box.height - 1) / 700))).toBe(true);
    const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
    const columns = [5, 450].map((x) => median(Array.from({ length: 700 }, (_, y) => frames[0][y * 900 + x])));
    expect(Math.abs(columns[0] - columns[1])).toBeGreaterThan(8);
  });

  test("can be read again, and is the same from the same seed", () => {
    expect([...stream.images()].map(fnv)).toEqual(frames.map(fnv));
    expect([...isiisFrames({ seed: 4, frames: 1, width: 900, height: 700, objects: 5 }).images()].map(fnv)).not.toContain(fnv(frames[0]));
  });
});

/** Columns by their median over 300 lines, lines by their median: what a moving column mean and a drift correction give. */
const flattened = (image: Uint8Array, width: number, lines: number): Float64Array => {
  const { background } = instruments.isiis;
  const even = Float64Array.from(image);
  const medianOf = (values: Float64Array): number => values.sort()[Math.floor(values.length / 2)];
  const meanNear = (values: Float64Array): number => {
    const m = medianOf(values.slice());
    const near = values.filter((v) => Math.abs(v - m) < 0.08 * m);
    return near.reduce((a, b) => a + b, 0) / near.length;
  };
  for (let y = 0; y < lines; y++) {
    const row = even.subarray(y * width, (y + 1) * width);
    const level = medianOf(row.slice());
    for (let x = 0; x < width; x++) row[x] *= 200 / level;
  }
  for (let x = 0; x < width; x++) {
    const gain = meanNear(Float64Array.from({ length: lines }, (_, y) => even[y * width + x])) / background;
    for (let y = 0; y < lines; y++) even[y * width + x] /= gain;
  }
  return even;
};
