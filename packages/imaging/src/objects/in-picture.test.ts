import { expect, test } from "vitest";
import type { Grey } from "../vignette/pixels.ts";
import { objectInPicture } from "./in-picture.ts";

const picture = (rows: number[][]): Grey => ({
  data: Uint8Array.from(rows.flat()),
  width: rows[0].length,
  height: rows.length,
  channels: 1,
});

const two = picture([
  [255, 255, 255, 255, 255, 255],
  [255, 243, 255, 90, 80, 255],
  [255, 255, 255, 70, 250, 60],
  [255, 255, 255, 90, 90, 244],
]);

test("the largest object is taken, with its place and its own greys", () => {
  const found = objectInPicture(two, { sense: "dark", threshold: 243 });
  expect(found).toMatchObject({ x: 3, y: 1, width: 3, height: 3 });
  expect([...(found?.mask ?? [])]).toEqual([1, 1, 0, 1, 0, 1, 1, 1, 0]);
  expect([...(found?.grey ?? [])]).toEqual([90, 80, 255, 70, 250, 60, 90, 90, 244]);
});

test("bright objects are those above the threshold, and are turned round", () => {
  const turned: Grey = { ...two, data: two.data.map((v) => 255 - v) };
  const found = objectInPicture(turned, { sense: "bright", threshold: 11 });
  expect(found).toEqual(objectInPicture(two, { sense: "dark", threshold: 243 }));
});

test("a picture without an object has none", () => {
  expect(objectInPicture(two, { sense: "dark", threshold: 10 })).toBeUndefined();
});
