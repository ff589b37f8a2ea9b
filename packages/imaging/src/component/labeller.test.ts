import { createRng } from "@nauplius/domain";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inReadingOrder } from "./component.ts";
import { anyPlane, drawn, type Plane } from "./drawn.fixture.ts";
import { createLabeller } from "./labeller.ts";
import { objectsOf, type PlaneObject } from "./plane.ts";

/** Numbers of connected pixels of one value, by flooding; 0 elsewhere. */
const flooded = ({ on, width, height }: Plane, value: number, diagonal: boolean): Int32Array => {
  const label = new Int32Array(on.length);
  let next = 1;
  for (let start = 0; start < on.length; start++) {
    if (on[start] !== value || label[start] !== 0) continue;
    const stack = [start];
    label[start] = next;
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      const [x, y] = [at % width, Math.floor(at / width)];
      for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++) {
        for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
          const i = v * width + u;
          if (on[i] !== value || label[i] !== 0 || (!diagonal && u !== x && v !== y)) continue;
          label[i] = next;
          stack.push(i);
        }
      }
    }
    next++;
  }
  return label;
};

/** The plain way: for each component, fill its holes, and see which others lie in them. */
const expected = (plane: Plane): PlaneObject[] => {
  const { on, width, height } = plane;
  const label = flooded(plane, 1, true);
  const count = label.reduce((a, b) => Math.max(a, b), 0);
  const filled = Array.from({ length: count }, (_, k) => {
    const padded = { on: new Uint8Array((width + 2) * (height + 2)), width: width + 2, height: height + 2 };
    label.forEach((v, i) => {
      if (v === k + 1) padded.on[(Math.floor(i / width) + 1) * (width + 2) + (i % width) + 1] = 1;
    });
    const ground = flooded(padded, 0, false);
    return label.map((_v, i) => (ground[(Math.floor(i / width) + 1) * (width + 2) + (i % width) + 1] === ground[0] ? 0 : 1));
  });
  return filled.map((fill, k) => {
    const xs: number[] = [];
    const ys: number[] = [];
    const runs: number[] = [];
    let [pixels, holes] = [0, 0];
    fill.forEach((inside, i) => {
      if (inside === 0) return;
      const [x, y] = [i % width, Math.floor(i / width)];
      xs.push(x);
      ys.push(y);
      if (on[i] === 0) holes++;
      else {
        pixels++;
        if (x > 0 && on[i - 1] === 1 && fill[i - 1] === 1) runs[runs.length - 1]++;
        else runs.push(y, x, x + 1);
      }
    });
    const [x, y] = [Math.min(...xs), Math.min(...ys)];
    const [right, bottom] = [Math.max(...xs) + 1, Math.max(...ys) + 1];
    const edges = (x === 0 ? 1 : 0) | (y === 0 ? 2 : 0) | (right === width ? 4 : 0) | (bottom === height ? 8 : 0);
    const nested = filled.some((other, j) => j !== k && label.some((v, i) => v === k + 1 && other[i] === 1));
    return {
      ...{ x, y, width: right - x, height: bottom - y, pixels, holes, startX: runs[1], edges, nested, endless: false },
      runs: Int32Array.from(runs),
    };
  });
};

const labelled = ({ on, width, height }: Plane, maxRows?: number): PlaneObject[] => objectsOf(on, width, height, maxRows);
const ordered = (found: readonly PlaneObject[]): PlaneObject[] => [...found].sort(inReadingOrder);

test("arms that meet below, and diagonal neighbours, are one object", () => {
  expect(labelled(drawn("#.#.#/#.#.#/.#.#."))).toMatchObject([{ pixels: 8, holes: 0, x: 0, y: 0, width: 5, height: 3, startX: 0 }]);
});

test("a hole counts towards the filled area only, and a diagonal closes it", () => {
  expect(labelled(drawn(".###/#..#/####"))).toMatchObject([{ pixels: 9, holes: 2, startX: 1 }]);
});

test("what lies in a hole is nested, and its pixels are pixels of the object around it", () => {
  const [inner, outer] = labelled(drawn("#####/#...#/#.#.#/#...#/#####"));
  expect(inner).toMatchObject({ x: 2, y: 2, pixels: 1, nested: true });
  expect(outer).toMatchObject({ pixels: 17, holes: 8, nested: false });
  expect([...outer.runs.subarray(9, 18)]).toEqual([2, 0, 1, 2, 2, 3, 2, 4, 5]);
});

test("a bay that opens below is no hole: what lies in it is an object", () => {
  expect(labelled(drawn("#####/#...#/#.#.#/#...#")).map((o) => [o.pixels, o.holes, o.nested])).toEqual([
    [1, 0, false],
    [11, 0, false],
  ]);
});

describe("against flooding", () => {
  test("any plane gives the same objects, holes, nesting, edges and runs", () => {
    const check = (plane: Plane): void => {
      expect(ordered(labelled(plane))).toEqual(ordered(expected(plane)));
    };
    fc.assert(fc.property(anyPlane(14), check), { numRuns: 400 });
  });

  test.each([0.02, 0.1, 0.3, 0.5])("boxes and pixels of a large plane with a share of %s object", (share) => {
    const rng = createRng(share);
    const plane = { on: Uint8Array.from({ length: 200 * 300 }, () => (rng.next() < share ? 1 : 0)), width: 200, height: 300 };
    const sums = new Map<number, number>();
    for (const v of flooded(plane, 1, true)) if (v > 0) sums.set(v, (sums.get(v) ?? 0) + 1);
    const found = labelled(plane);
    expect(found.length).toBe(sums.size);
    const total = found.reduce((sum, o) => sum + (o.nested ? 0 : o.pixels), 0);
    expect(total).toBe([...sums.values()].reduce((a, b) => a + b, 0));
    for (const o of found)
      expect(o.runs.filter((_, i) => i % 3 === 2).reduce((sum, to, n) => sum + to - o.runs[3 * n + 1], 0)).toBe(o.pixels);
  });

  test("a spiral and rings in rings", () => {
    const rng = createRng("rings");
    for (const size of [31, 40]) {
      const on = Uint8Array.from({ length: size * size }, (_, i) => {
        const r = Math.max(Math.abs((i % size) - 15), Math.abs(Math.floor(i / size) - 15));
        return r % 3 === 0 && rng.next() > 0.03 ? 1 : 0;
      });
      const plane = { on, width: size, height: size };
      expect(ordered(labelled(plane))).toEqual(ordered(expected(plane)));
    }
  });
});

describe("an endless stream", () => {
  const width = 300;
  /** Objects of some pixels, a column that stays dark, and one ring around a speck now and then. */
  const feed = (rows: number, labeller: ReturnType<typeof createLabeller>): void => {
    const rng = createRng("stream");
    for (let y = 0; y < rows; y++) {
      const turns: number[] = [];
      for (let x = 0; x < width - 20; x += 10) if (rng.bool(0.3)) turns.push(x, x + 1 + rng.int(8));
      turns.push(290, 292);
      labeller.row(turns, 0, turns.length);
    }
  };

  test("takes no more memory after many rows than after some", () => {
    let objects = 0;
    const onObject = (): void => {
      objects++;
    };
    const labeller = createLabeller({ width, maxRows: 50, onObject });
    feed(4_000, labeller);
    const [held, seen] = [labeller.held(), objects];
    feed(28_000, labeller);
    expect(labeller.held()).toBe(held);
    expect(objects).toBeGreaterThan(7 * seen);
  });

  test("hands out what gets too high with its sums and without runs, and frees what it encloses", () => {
    const text = ["#######", "#.....#", "#.###.#", "#.#.#.#", "#.###.#", "#.....#", "#.....#", "#.....#", "#.....#", "#######"].join("/");
    expect(labelled(drawn(text)).map((o) => [o.nested, o.endless, o.pixels, o.holes])).toEqual([
      [true, false, 8, 1],
      [false, false, 38, 32],
    ]);
    const [inner, outer] = labelled(drawn(text), 6);
    expect(inner).toMatchObject({ nested: false, endless: false, pixels: 8, holes: 1 });
    expect(outer).toMatchObject({ endless: true, pixels: 30, height: 10 });
    expect(outer.runs.length).toBe(0);
  });
});
