import { expect, test } from "vitest";
import type { RegionFound, SpaceResult } from "../types.ts";
import { countedHref } from "./gradient.ts";
import { boxOf, drawnIn, regionOf, regionPicture, resultIn } from "./region.ts";

const t = (key: string, values?: Record<string, unknown>) => [key, ...Object.values(values ?? {})].join(" ");
const sample = (id: number, name: string, date: string) => ({
  ...{ id, name, date, latitude: null, depth: null, individuals: 2, concentration: 2, means: null, indices: {} },
});
const result = {
  axes: 3,
  // Object, sample, morph, coordinates.
  points: [
    [11, 0, 0, -1, 0, 5],
    [12, 0, 0, 1, 0, 5],
    [13, 1, 0, 1, 2, 5],
    [14, 1, 0, 3, 1, 5],
  ],
  samples: [sample(1, "a", "2023-01-01"), sample(2, "b", "2023-02-01")],
  series: [],
} as unknown as SpaceResult;

test("a box is a region of its two axes, whichever lies across, and is drawn only on them", () => {
  const box = { across: [0, 2], upwards: [-1, 3] } as const;
  const region = regionOf(box, { x: 2, y: 0 });
  expect(region).toEqual([
    { axis: 0, from: -1, to: 3 },
    { axis: 2, from: 0, to: 2 },
  ]);
  expect(boxOf(region, { x: 2, y: 0 })).toEqual(box);
  expect(boxOf(region, { x: 0, y: 1 })).toBeNull();
});

test("of what is drawn, the individuals between both borders of every axis are in a region", () => {
  const region = [
    { axis: 0, from: 1, to: 3 },
    { axis: 1, from: 0, to: 1 },
  ];
  const inside = drawnIn(result, region);
  expect(inside).toEqual([
    { name: "a", date: "2023-01-01", individuals: 1, of: 2, objects: [12] },
    { name: "b", date: "2023-02-01", individuals: 1, of: 2, objects: [14] },
  ]);
  const { rows } = regionPicture(inside, { projectId: 7, t });
  expect(rows).toEqual([
    ["a", "2023-01-01", 0.5, 1, 2],
    ["b", "2023-02-01", 0.5, 1, 2],
  ]);
});

test("figures of a region say so, and their marks open its objects, not the whole samples", () => {
  const found = {
    ...{ individuals: 1, of: 4, objects: [12], series: [] },
    samples: [
      { ...sample(1, "a", "2023-01-01"), of: 2, objects: [12] },
      { ...sample(2, "b", "2023-02-01"), of: 2, objects: [] },
    ],
  } as RegionFound;
  const counted = resultIn(result, found, [{ axis: 0, from: 1, to: 2 }], t);
  expect(counted.within).toBe("regionOnly 1 4 regionAxis 1 1 2");
  expect(countedHref(counted.samples.slice(0, 1), 7)).toBe("/projects/7/objects?object=12");
  expect(countedHref(counted.samples.slice(1), 7)).toBeUndefined();
  expect(countedHref(result.samples, 7)).toBe("/projects/7/objects?sample=1%2C2");
});
