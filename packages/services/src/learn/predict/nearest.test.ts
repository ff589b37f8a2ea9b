import { expect, test } from "vitest";
import { packEmbedding } from "./decide.ts";
import { nearest } from "./nearest.ts";

test("the vectors of the smallest angle are kept, the nearest first, whatever their length", () => {
  const search = nearest(packEmbedding(Float32Array.of(1, 0)), 2);
  const at = (degrees: number, length = 1): Uint8Array =>
    packEmbedding(Float32Array.of(length * Math.cos((degrees * Math.PI) / 180), length * Math.sin((degrees * Math.PI) / 180)));
  for (const [id, degrees] of [60, 10, 180, 30, 20].entries()) search.add(id, at(degrees, 1 + id));
  expect(search.found().map(({ id }) => id)).toEqual([1, 4]);
  expect(search.found()[0]?.likeness).toBeCloseTo(Math.cos((10 * Math.PI) / 180), 2);
});

test("a vector of another length is of another network and left out", () => {
  const search = nearest(packEmbedding(Float32Array.of(1, 0)), 2);
  search.add(1, packEmbedding(Float32Array.of(1, 0, 0)));
  expect(search.found()).toEqual([]);
});
