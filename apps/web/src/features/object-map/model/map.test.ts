import { absent, type Corner } from "@nauplius/domain";
import { describe, expect, test } from "vitest";
import type { MapHeader } from "../types.ts";
import { sharesOf, within } from "./chosen.ts";
import { colourOf, kindsOf, ownColours, type Palette, paint, type Rgb, scoreSteps } from "./kinds.ts";

const names = Array.from({ length: 13 }, (_, i) => ({ id: i + 1, name: `taxon ${i + 1}` }));
const header = { map: 1, taxa: names, samples: [{ id: 1, name: "tow" }] } as unknown as MapHeader;
const points = {
  ids: Float64Array.of(11, 12, 13, 14),
  x: Float32Array.of(0, 0.5, -0.5, 0.9),
  y: Float32Array.of(0, 0.5, -0.5, 0.9),
  taxon: Uint16Array.of(0, 0, 12, absent.taxon),
  sample: Uint16Array.of(0, 0, 0, 0),
  state: Uint8Array.of(3, 1, 1, 0),
  score: Uint8Array.of(100, 52, 0, absent.score),
};
const map = { points, header };
const grey: Rgb = [1, 1, 1];
const palette: Palette = {
  own: [[10, 0, 0]],
  states: [
    [0, 1, 0],
    [0, 2, 0],
    [0, 3, 0],
    [0, 4, 0],
  ],
  rest: grey,
  none: grey,
  low: [0, 0, 0],
  high: [100, 200, 0],
};

describe("kinds of points", () => {
  test("are the most frequent taxa, all others together, and those without", () => {
    const { of, kinds } = kindsOf(map, "taxon");
    expect([...of]).toEqual([0, 0, ownColours, ownColours + 1]);
    expect(kinds[0]).toEqual({ name: "taxon 1", role: "own", objects: 2, names: 1 });
    expect(kinds[ownColours]).toEqual({ name: null, role: "rest", objects: 1, names: 3 });
    expect(kinds[ownColours + 1]).toEqual({ name: null, role: "none", objects: 1, names: 1 });
  });

  test("are states in their order, and steps of the score", () => {
    expect([...kindsOf(map, "state").of]).toEqual([3, 1, 1, 0]);
    expect([...kindsOf(map, "score").of]).toEqual([10, 5, 0, scoreSteps]);
    expect(kindsOf(map, "sample").kinds.map(({ objects }) => objects)).toEqual([4, 0, 0]);
  });

  test("have the theme's colours; scores lie between the lowest and the highest", () => {
    const score = kindsOf(map, "score").kinds;
    expect(score.map((kind, at) => colourOf(kind, at, { by: "score", palette })).filter((_, at) => at % 5 === 0)).toEqual([
      [0, 0, 0],
      [50, 100, 0],
      [100, 200, 0],
    ]);
    expect(colourOf(score[scoreSteps] as (typeof score)[0], scoreSteps, { by: "score", palette })).toEqual(grey);
  });

  test("that are not meant are hardly seen", () => {
    const painted = paint(
      Uint8Array.of(0, 1),
      [
        [1, 2, 3],
        [4, 5, 6],
      ],
      (point) => point === 1,
    );
    expect([...painted]).toEqual([1, 2, 3, 22, 4, 5, 6, 200]);
  });
});

test("what an outline holds is counted by taxon, the most frequent first", () => {
  const corners: Corner[] = [
    [-0.6, -0.6],
    [0.6, -0.6],
    [0.6, 0.6],
    [-0.6, 0.6],
  ];
  const chosen = within(points, corners);
  expect([...chosen]).toEqual([1, 1, 1, 0]);
  expect(sharesOf(map, chosen)).toEqual({
    objects: 3,
    taxa: [
      { id: 1, name: "taxon 1", objects: 2 },
      { id: 13, name: "taxon 13", objects: 1 },
    ],
  });
});
