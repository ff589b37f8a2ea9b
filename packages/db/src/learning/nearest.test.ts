import { expect, test } from "vitest";
import { meanDirection, nearest, nearestRows } from "./nearest.ts";

const at = (degrees: number, length = 100): Uint8Array => {
  const angle = (degrees * Math.PI) / 180;
  return new Uint8Array(Int8Array.of(Math.round(length * Math.cos(angle)), Math.round(length * Math.sin(angle))).buffer);
};
const east = meanDirection([at(0)]);

test("the vectors of the smallest angle are kept, the nearest first, whatever their length", () => {
  const search = nearest(east, 2);
  for (const [id, degrees] of [60, 10, 180, 30, 20].entries()) search.add(id, at(degrees, 60 + 10 * id));
  expect(search.found().map(({ id }) => id)).toEqual([1, 4]);
  expect(search.found()[0]?.likeness).toBeCloseTo(Math.cos((10 * Math.PI) / 180), 2);
});

test("however many are read by, the same are found as by sorting them all", () => {
  const search = nearest(east, 5);
  for (let id = 0; id < 1000; id++) search.add(id, at((id * 77) % 360));
  const all = Array.from({ length: 1000 }, (_, id) => id).map((id) => ({ id, off: Math.min((id * 77) % 360, 360 - ((id * 77) % 360)) }));
  const expected = all.filter(({ off }) => off <= 1).length;
  expect(search.found()).toHaveLength(5);
  expect(search.found().every(({ likeness }) => likeness > 0.999)).toBe(true);
  expect(expected).toBeGreaterThan(5);
});

test("a vector of another length is of another network and left out", () => {
  const search = nearest(east, 2);
  search.add(1, new Uint8Array(3));
  expect(search.found()).toEqual([]);
});

test("the mean of several is the direction between them, and the nearest rows of a table are found by it", () => {
  const mean = meanDirection([at(20, 100), at(60, 50)]);
  expect((Math.atan2(mean[1] ?? 0, mean[0] ?? 0) * 180) / Math.PI).toBeCloseTo(40, 0);
  expect(nearestRows(mean, Uint8Array.from([...at(0), ...at(90), ...at(45), ...at(200)]), 2)).toEqual([2, 0]);
});
