import { expect, test } from "vitest";
import { landOutline } from "./land.ts";

test.each([
  ["Dijon", 47.32, 5.04, true],
  ["the middle of Australia", -25, 135, true],
  ["Villefranche, at the coast", 43.7, 7.31, false],
  ["the Bay of Biscay", 45.5, -5, false],
  ["the Caspian Sea, a hole in the land", 42, 50.5, false],
  ["the Pacific beyond the date line", 0, -179.5, false],
] as const)("%s lies on land: %s", async (_, latitude, longitude, isLand) => {
  expect((await landOutline())(latitude, longitude)).toBe(isLand);
});
