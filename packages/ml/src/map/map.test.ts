import { describe, expect, test } from "vitest";
import { random as seeded } from "../random.fixture.ts";
import { drawLandmarks, placeAmong } from "./landmarks.ts";
import { withinOne } from "./map.ts";
import { indexRows, nearRows, type Rows } from "./row-index.ts";

const length = 8;
/** Rows around `groups` far corners of a cube. */
function grouped(n: number, groups: number): Rows {
  const random = seeded(3);
  const values = new Float32Array(n * length);
  for (let row = 0; row < n; row++)
    for (let i = 0; i < length; i++) values[row * length + i] = random.normal() + (((row % groups) >> (i % 3)) & 1 ? 30 : 0);
  return { values, length };
}
const all = (n: number) => Array.from({ length: n }, (_, i) => i);

function trulyNear({ values }: Rows, row: number, most: number): number[] {
  const distance = (other: number) => {
    let sum = 0;
    for (let i = 0; i < length; i++) sum += ((values[row * length + i] ?? 0) - (values[other * length + i] ?? 0)) ** 2;
    return sum;
  };
  return all(values.length / length)
    .toSorted((a, b) => distance(a) - distance(b))
    .slice(0, most);
}

describe("an index of rows", () => {
  test("finds nearly all of the true neighbours, the row itself first, nearest first", () => {
    const table = grouped(2000, 4);
    const index = indexRows(table, all(2000), seeded(1));
    let right = 0;
    for (let row = 0; row < 2000; row += 50) {
      const near = nearRows(index, table, row, 10);
      expect(near.rows[0]).toBe(row);
      expect(near.distances).toEqual(near.distances.toSorted((a, b) => a - b));
      const truth = new Set(trulyNear(table, row, 10));
      right += near.rows.filter((r) => truth.has(r)).length;
    }
    expect(right / 400).toBeGreaterThan(0.9);
  });

  test("of few rows finds all of them", () => {
    const table = grouped(7, 1);
    expect(nearRows(indexRows(table, all(7), seeded(1)), table, 3, 10).rows.toSorted()).toEqual(all(7));
  });

  test("of rows that are all the same still gives as many as asked for", () => {
    const table = { values: new Float32Array(100 * length), length };
    expect(nearRows(indexRows(table, all(100), seeded(1)), table, 5, 10).rows).toHaveLength(10);
  });
});

describe("landmarks", () => {
  test("are so many, in their order, and the same from one seed", () => {
    const drawn = drawLandmarks(1000, 100, seeded(5));
    expect(drawn).toHaveLength(100);
    expect(drawn).toEqual(drawn.toSorted((a, b) => a - b));
    expect(drawn).toEqual(drawLandmarks(1000, 100, seeded(5)));
    expect(drawLandmarks(20, 100, seeded(5))).toEqual(all(20));
  });

  test("draw the other rows to their group, and nothing between two groups", () => {
    const table = grouped(1000, 4);
    const rows = drawLandmarks(1000, 100, seeded(5));
    const places = Float32Array.from(rows.flatMap((row) => [10 * (row % 4), row % 2]));
    const placed = placeAmong(table, { index: indexRows(table, rows, seeded(1)), places, rows });
    for (let row = 0; row < 1000; row++) expect([placed[2 * row], placed[2 * row + 1]]).toEqual([10 * (row % 4), row % 2]);
  });
});

test("a map lies between -1 and 1, as wide as high", () => {
  const { xs, ys } = withinOne(Float32Array.of(10, 0, 30, 5, 20, 10));
  expect([...xs]).toEqual([-1, 1, 0]);
  expect([...ys]).toEqual([-0.5, 0, 0.5]);
  expect(withinOne(Float32Array.of(3, 3, 3, 3))).toEqual({ xs: Float32Array.of(0, 0), ys: Float32Array.of(0, 0) });
});
