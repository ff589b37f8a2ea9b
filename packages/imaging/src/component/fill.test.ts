import fc from "fast-check";
import { expect, test } from "vitest";
import { maskOfRuns, runsOfMask } from "../mask/codec.ts";
import { fillHoles, GROUND } from "../region.ts";
import { anyPlane, drawn } from "./drawn.fixture.ts";
import { fillRuns } from "./fill.ts";

test("runs of a ring become those of a disc", () => {
  expect([...fillRuns(runsOfMask(drawn(".###./#...#/#.#.#/.###.")), { x: 0, y: 0, width: 5, height: 4 })]).toEqual([
    ...[0, 1, 4],
    ...[1, 0, 5],
    ...[2, 0, 5],
    ...[3, 1, 4],
  ]);
});

test("any plane: what flooding from the border does not reach", () => {
  fc.assert(
    fc.property(anyPlane(16), ({ on, width, height }) => {
      const box = { x: 100, y: 50, width, height };
      const runs = runsOfMask({ on, width, height }).map((v, i) => v + (i % 3 === 0 ? 50 : 100));
      const expected = fillHoles(on, width, height).map((v) => (v === GROUND ? 0 : 1));
      expect(maskOfRuns(fillRuns(runs, box), box).on).toEqual(expected);
    }),
    { numRuns: 300 },
  );
});
