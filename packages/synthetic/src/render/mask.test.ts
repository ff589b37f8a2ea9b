import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { largestObject } from "./mask.ts";
import { componentsOf } from "./runs.ts";

/** A mask drawn as text: # is on. */
const drawn = (text: string): { on: Uint8Array; width: number; height: number } => {
  const rows = text
    .trim()
    .split("\n")
    .map((row) => row.trim());
  return { on: Uint8Array.from(rows.join("").split(""), (c) => (c === "#" ? 1 : 0)), width: rows[0].length, height: rows.length };
};
const areas = ({ on, width, height }: ReturnType<typeof drawn>, reach: 0 | 1): number[] => {
  const runs = componentsOf(on, width, height, 1, reach);
  const sums = new Map<number, number>();
  for (let n = 0; n < runs.count; n++) sums.set(runs.root[n], (sums.get(runs.root[n]) ?? 0) + runs.to[n] - runs.from[n]);
  return [...sums.values()].sort((a, b) => b - a);
};

describe("components", () => {
  test("diagonal neighbours are one object, and two where only sides count", () => {
    const step = drawn(`##..
                        ..##`);
    expect(areas(step, 1)).toEqual([4]);
    expect(areas(step, 0)).toEqual([2, 2]);
  });

  test("arms that meet below are one", () => {
    expect(
      areas(
        drawn(`#.#.#
                        #.#.#
                        #####`),
        0,
      ),
    ).toEqual([11]);
  });

  test("agree with a flood fill on any mask", () => {
    const masks = fc
      .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }))
      .chain(([width, height]) =>
        fc
          .array(fc.integer({ min: 0, max: 1 }), { minLength: width * height, maxLength: width * height })
          .map((bits) => ({ on: Uint8Array.from(bits), width, height })),
      );
    fc.assert(
      fc.property(masks, fc.constantFrom(0 as const, 1 as const), (mask, reach) => {
        expect(areas(mask, reach)).toEqual(flooded(mask, reach));
      }),
      { numRuns: 400 },
    );
  });
});

const flooded = ({ on, width, height }: ReturnType<typeof drawn>, reach: 0 | 1): number[] => {
  const left = on.slice();
  const fill = (x: number, y: number): number => {
    if (x < 0 || y < 0 || x >= width || y >= height || left[y * width + x] === 0) return 0;
    left[y * width + x] = 0;
    let sum = 1;
    for (const dy of [-1, 0, 1]) for (const dx of [-1, 0, 1]) if (reach === 1 || dx === 0 || dy === 0) sum += fill(x + dx, y + dy);
    return sum;
  };
  return Array.from(on, (_, i) => fill(i % width, Math.floor(i / width)))
    .filter((n) => n > 0)
    .sort((a, b) => b - a);
};

describe("the largest object", () => {
  test("keeps its holes apart and leaves smaller ones out", () => {
    const { on, width, height } = drawn(`......##
                                         .####...
                                         .#..#...
                                         .####...`);
    const mask = largestObject(on, width, height);
    expect(mask).toMatchObject({ area: 12, holes: 2, box: { x: 1, y: 1, width: 4, height: 3 } });
    expect(mask?.labels[2 * width + 2]).toBe(2);
    expect(mask?.labels[6]).toBe(0);
  });

  test("a hole that leaks through a diagonal gap of the object is still a hole", () => {
    const { on, width, height } = drawn(`.###
                                         #..#
                                         ####`);
    expect(largestObject(on, width, height)).toMatchObject({ area: 11, holes: 2 });
  });

  test("is undefined on an empty mask", () => {
    expect(largestObject(new Uint8Array(12), 4, 3)).toBeUndefined();
  });
});
