import { expect, test } from "vitest";
import { seeded } from "../statistics/seeded.fixture.ts";
import { tileSpace } from "./tiles.ts";

const random = seeded(2);
const n = 4000;
const coordinates = Float64Array.from({ length: n * 3 }, () => 2 * random() - 1);
const options = { x: 0, y: 1, columns: 6, rows: 4, most: 3, random };

test("every tile holds individuals of its place that are near the middle of the other axes", () => {
  const { across, upwards, tiles } = tileSpace(coordinates, 3, options);
  expect(tiles).toHaveLength(24);
  const step = [(across[1] - across[0]) / 6, (upwards[1] - upwards[0]) / 4];
  for (const { column, row, individuals, members } of tiles) {
    expect(members).toHaveLength(3);
    expect(individuals).toBeGreaterThan(50);
    for (const i of members) {
      expect(Math.floor((coordinates[3 * i] - across[0]) / step[0])).toBe(column);
      expect(Math.floor((coordinates[3 * i + 1] - upwards[0]) / step[1])).toBe(row);
      expect(Math.abs(coordinates[3 * i + 2])).toBeLessThan(0.62);
    }
  }
});

test("few individuals all stand for their tile, and a flat axis still has a grid", () => {
  const { tiles } = tileSpace(Float64Array.of(0, 5, 1, 5, 2, 5), 2, options);
  expect(tiles.reduce((sum, { members }) => sum + members.length, 0)).toBeGreaterThan(0);
  expect(tiles.every(({ row }) => row === 2)).toBe(true);
});
