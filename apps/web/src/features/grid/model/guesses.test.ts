import { expect, test } from "vitest";
import { sharedGuess } from "./guesses.ts";
import type { Tile } from "./tiles.ts";

const tile = (taxa: readonly number[] | null, state = "predicted") =>
  ({ label: { state }, row: { guesses: taxa?.map((taxonId) => ({ taxonId, score: 0.3 })) ?? null } }) as unknown as Tile;

test("a digit means a taxon only where all tiles have it in that place", () => {
  expect(sharedGuess([tile([1, 2, 3]), tile([4, 2, 5])], 1)).toBe(2);
  expect(sharedGuess([tile([1, 2, 3]), tile([4, 2, 5])], 2)).toBeNull();
  expect(sharedGuess([tile([1, 2])], 2)).toBeNull();
});

test("what has no guesses, or was decided since, shares none", () => {
  expect(sharedGuess([tile([1, 2]), tile(null)], 1)).toBeNull();
  expect(sharedGuess([tile([1, 2]), tile([1, 2], "validated")], 1)).toBeNull();
  expect(sharedGuess([tile([1, 2]), undefined], 1)).toBeNull();
  expect(sharedGuess([], 1)).toBeNull();
});
