import { expect, test } from "vitest";
import { instantiate } from "../../kernel/instance.fixture.ts";
import { GROUND, OBJECT } from "../../region.ts";
import { blob, drawnRegion, rectangle, shapeOf } from "../regions.fixture.ts";
import { extentsOf, hullOf } from "../shape/hull.ts";
import { tracedPerimeter } from "../shape/outline.ts";
import { radii, sausageDimension } from "../shape/sausage.ts";
import { createScratch } from "../shape/scratch.ts";
import type { Shape } from "../shape/shape.ts";
import { skeletonArea } from "../shape/skeleton.ts";
import { kernelRoom, plainRoom } from "./chamfer-room.ts";
import { convexRaster } from "./convex.ts";
import { darkParts } from "./counts.ts";
import { sausageAreas } from "./fractal.ts";
import { rotate } from "./rotation.ts";
import { symmetryOf } from "./symmetry.ts";
import { cumulativeGreys, nextOccurring, slopeOf, wholeCumulativeGreys } from "./texture.ts";

/** Sausage areas as ZooProcess has them: the whole canvas, by definition of the metric. */
function onCanvas({ labels, stride, width, height }: Shape): number[] {
  const times = width >= 200 && height >= 200 ? 2 : 4;
  const [w, h] = [times * width, times * height];
  const [left, top] = [Math.floor((w - width) / 2), Math.floor((h - height) / 2)];
  const isObject = (x: number, y: number): boolean =>
    x >= left && y >= top && x < left + width && y < top + height && labels[(y - top + 1) * stride + x - left + 1] === OBJECT;
  const points: [number, number, boolean][] = [];
  for (let y = 0; y < h; y++) for (let x = 0; x < w; x++) points.push([x, y, isObject(x, y)]);
  const nearest = points.map(([x, y, object]) => {
    let best = 0x7fff;
    for (const [u, v, other] of points) {
      if (other === object) continue;
      const [a, b] = [Math.max(Math.abs(x - u), Math.abs(y - v)), Math.min(Math.abs(x - u), Math.abs(y - v))];
      best = Math.min(best, 2 * b <= a ? 41 * (a - 2 * b) + 92 * b : 92 * (a - b) + 58 * (2 * b - a));
    }
    return Math.floor((best + 20) / 41);
  });
  return radii.map((r) => nearest.filter((d) => d <= r).length);
}

const rooms = () => {
  const kernels = instantiate(16);
  return { plain: plainRoom(), kernel: kernelRoom(kernels.chamfer, kernels.bytes.buffer, 64, 15 * 65_536) };
};

test("the radii are the 26 of the definition", () => {
  expect(radii).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 19, 21, 23, 26, 28, 31, 34, 37, 41, 45]);
});

test.each([1, 2, 3])("sausages on a small canvas are those of the large one (blob %s)", (seed) => {
  const { shape } = shapeOf(blob(seed, 8 + 2 * seed));
  const expected = onCanvas(shape);
  for (const room of Object.values(rooms())) {
    const areas = new Float64Array(radii.length);
    sausageAreas(shape, room, areas);
    expect([...areas]).toEqual(expected);
  }
});

test("plain and WebAssembly sausages agree, whatever came before and where a map does not fit", () => {
  const { plain, kernel } = rooms();
  const tiny = kernelRoom(() => expect.unreachable(), new ArrayBuffer(64), 0, 64);
  const [a, b, c] = [plain, kernel, tiny].map(() => new Float64Array(radii.length));
  for (let seed = 0; seed < 12; seed++) {
    const { shape } = shapeOf(blob(seed, 12 + 5 * seed));
    sausageAreas(shape, plain, a);
    sausageAreas(shape, kernel, b);
    sausageAreas(shape, tiny, c);
    expect(b).toEqual(a);
    expect(c).toEqual(a);
  }
});

test("the fractal is a ratio of deviations", () => {
  expect(sausageDimension(Float64Array.from(radii, (r) => (2 * r) ** 0.8))).toBeCloseTo(1.2, 12);
});

/** The same raster, drawn and flooded. */
function flooded(shape: Shape): number[] {
  const scratch = createScratch();
  const { width, height, stride, labels } = shape;
  const hull = hullOf(extentsOf(shape, scratch), height, 0, scratch);
  const on = new Uint8Array((width + 2) * (height + 2));
  for (let i = 0; i < on.length; i++) on[i] = labels[i] === GROUND ? 0 : 1;
  for (let i = 0; i < hull.count; i++) {
    const j = (i + 1) % hull.count;
    const n = Math.max(Math.abs(hull.x[j] - hull.x[i]), Math.abs(hull.y[j] - hull.y[i]));
    let [x, y] = [hull.x[i] + 0.5, hull.y[i] + 0.5];
    for (let k = 0; k <= n; k++, x += (hull.x[j] - hull.x[i]) / n, y += (hull.y[j] - hull.y[i]) / n)
      on[(Math.trunc(y) + 1) * stride + Math.trunc(x) + 1] = 1;
  }
  const outside = new Uint8Array(on.length);
  const stack = [0];
  while (stack.length > 0) {
    const at = stack.pop() ?? 0;
    if (at < 0 || at >= on.length || on[at] === 1 || outside[at] === 1) continue;
    outside[at] = 1;
    stack.push(at - 1, at + 1, at - stride, at + stride);
  }
  const inside = [...outside.keys()].filter((at) => outside[at] === 0);
  const around = [-stride - 1, -stride, -stride + 1, -1, 1, stride - 1, stride, stride + 1];
  return [inside.length, inside.filter((at) => around.some((step) => outside[at + step] === 1)).length];
}

test.each([1, 2, 3, 4, 5, 6])("the convex raster is what drawing and filling gives (blob %s)", (seed) => {
  const { shape, scratch } = shapeOf(blob(seed, 30));
  const extents = extentsOf(shape, scratch);
  const raster = { area: 0, outline: 0 };
  convexRaster(hullOf(extents, shape.height, 0, scratch), extents, shape.height, scratch, raster);
  expect([raster.area, raster.outline]).toEqual(flooded(shape));
});

const skeleton = (text: string, table: "1.41o" | "today" = "today"): number => {
  const { shape, scratch } = shapeOf(drawnRegion(text));
  return skeletonArea(shape, scratch, table);
};

test("lines are their own skeletons, blocks shrink to a line, holes stay open", () => {
  expect(skeleton("1111111")).toBe(7);
  expect(skeleton("1..../.1.../..1../...1.")).toBe(4);
  expect(skeleton("1111111/1111111/1111111")).toBeLessThan(8);
  expect(skeleton("11111/1...1/1...1/11111")).toBeGreaterThanOrEqual(10);
});

const parts = (text: string, grey: number, smallest: number): number => {
  const { shape, scratch } = shapeOf(drawnRegion(text));
  return darkParts(shape, grey, smallest, scratch);
};

test("dark parts are counted after one erosion, by their size", () => {
  const two = "111811111/111811111/111811111/888888888/888888888";
  expect(parts(two, 10, 1)).toBe(2);
  expect(parts(two, 10, 2)).toBe(1);
  expect(parts(two, 80, 1)).toBe(1);
  expect(parts("11/11", 10, 1)).toBe(0);
});

test("a part with a hole counts once, with what the hole holds", () => {
  const ring = "1111111111/1111111111/1111111111/1118888111/1118888111/1118888111/1111111111/1111111111/1111111111";
  expect(parts(ring, 10, 40)).toBe(1);
  expect(parts(ring, 10, 60)).toBe(0);
});

const histogram = (counts: Record<number, number>): Uint32Array => {
  const out = new Uint32Array(256);
  for (const [grey, count] of Object.entries(counts)) out[Number(grey)] = count;
  return out;
};

test("cumulative greys are those below the shares, UVPapp's with the shares cut", () => {
  const [ours, theirs] = [new Int32Array(3), new Int32Array(3)];
  const counts = histogram({ 10: 2, 20: 3, 30: 2, 40: 3 });
  cumulativeGreys(counts, ours);
  wholeCumulativeGreys(counts, theirs);
  expect([...ours]).toEqual([19, 19, 39]);
  expect([...theirs]).toEqual([9, 19, 29]);
  expect(nextOccurring(counts, 39)).toBe(40);
  cumulativeGreys(histogram({ 0: 5 }), ours);
  expect([...ours]).toEqual([0, 0, 0]);
});

test("the slope of one grey is what 255 numbers with one count deviate by", () => {
  const mean = 254 / 255;
  const deviation = Math.sqrt(((254 - mean) ** 2 + 254 * mean ** 2) / 254);
  expect(slopeOf(histogram({ 100: 254 }))).toBeCloseTo(deviation / Math.sqrt((255 * 256) / 12), 12);
});

test.each([0, 17.3, 90, 133.7, 201])("turning only what is there gives what turning everything gives (%s degrees)", (degrees) => {
  const { shape, scratch } = shapeOf(blob(3, 30));
  const side = 46;
  const pixels = new Uint8Array(side * side).fill(255);
  for (let y = 0; y < shape.height; y++)
    for (let x = 0; x < shape.width; x++) if (shape.labels[(y + 1) * shape.stride + x + 1] === OBJECT) pixels[(y + 6) * side + x + 9] = 0;
  const box = { x0: 9, y0: 6, x1: 8 + shape.width, y1: 5 + shape.height };
  const some = rotate({ side, pixels, ...box }, degrees, scratch);
  const all = rotate({ side, pixels, x0: 0, y0: 0, x1: side - 1, y1: side - 1 }, degrees, createScratch());
  expect(some.pixels.slice(0, side * side)).toEqual(all.pixels.slice(0, side * side));
});

test("a rectangle equals its mirrors, ground included", () => {
  const { shape, scratch } = shapeOf(rectangle(30, 10));
  const out = { h: 0, v: 0, thickness: 0 };
  tracedPerimeter(shape, scratch);
  symmetryOf(shape, 255, 3, scratch, out);
  const side = Math.trunc(1.2 * Math.hypot(30, 10));
  expect(out.h).toBeGreaterThan((0.95 * side * side) / 2 / 300);
  expect(out.h).toBeLessThanOrEqual((side * side) / 2 / 300);
  expect(out.thickness).toBeGreaterThan(1);
});

test("symmetry of an object in one part is the same whether it is known to be one or looked for", () => {
  let compared = 0;
  for (let seed = 0; seed < 12; seed++) {
    const [{ shape, scratch }, other] = [shapeOf(blob(seed, 40)), shapeOf(blob(seed, 40))];
    const [known, looked] = [
      { h: 0, v: 0, thickness: 0 },
      { h: 0, v: 0, thickness: 0 },
    ];
    tracedPerimeter(shape, scratch);
    if (!shape.single) continue;
    symmetryOf(shape, 255, 4, scratch, known);
    symmetryOf(other.shape, 255, 4, other.scratch, looked);
    expect(known).toEqual(looked);
    compared++;
  }
  expect(compared).toBeGreaterThan(2);
});
