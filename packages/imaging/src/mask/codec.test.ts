import fc from "fast-check";
import { expect, test } from "vitest";
import { anyPlane, drawn } from "../component/drawn.fixture.ts";
import { decodeMask, encodeMask, maskOfRuns, runsOfMask } from "./codec.ts";

test("the bytes of a drawn mask", () => {
  expect([...encodeMask(drawn("..##./.####/....."))]).toEqual([1, 5, 3, 2, 2, 2, 4]);
  expect([...encodeMask(drawn(".../..."))]).toEqual([1, 3, 2]);
});

test("any mask comes back", () => {
  fc.assert(
    fc.property(anyPlane(25), (plane) => {
      expect(decodeMask(encodeMask(plane))).toEqual(plane);
      expect(maskOfRuns(runsOfMask(plane), { x: 0, y: 0, ...plane })).toEqual(plane);
    }),
    { numRuns: 100 },
  );
});

test("a large round object takes few bytes", () => {
  const size = 300;
  const on = Uint8Array.from({ length: size * size }, (_, i) => (Math.hypot((i % size) - 150, Math.floor(i / size) - 150) < 140 ? 1 : 0));
  expect(encodeMask({ width: size, height: size, on }).length).toBeLessThan(1100);
});

test.each([
  [[], "expected layout 1, got no bytes"],
  [[2, 1, 1], "expected layout 1, got 2"],
  [[1, 5], "cut off"],
  [[1, 5, 3, 2], "cut off"],
  [[1, 5, 3, 2, 200], "cut off"],
  [[1, 5, 3, 2, 14], "runs end at pixel 16, 5 x 3 pixels have room for 15"],
  [[1, 255, 255, 255, 127, 255, 255, 255, 127], "at most"],
  [[1, 255, 255, 255, 255, 255, 255, 255, 255, 1, 1], "damaged"],
])("damaged bytes %j are refused: %s", (bytes, message) => {
  expect(() => decodeMask(Uint8Array.from(bytes))).toThrow(message);
});

test("any bytes are a mask or refused, never a hang or a wrong plane", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => {
      try {
        const { width, height, on } = decodeMask(Uint8Array.of(1, ...bytes.map((b) => b & 127)));
        expect(on.length).toBe(width * height);
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
      }
    }),
  );
});

test("runs are drawn where the plane lies", () => {
  expect(maskOfRuns(Int32Array.of(7, 4, 6, 8, 5, 6), { x: 3, y: 7, width: 4, height: 2 })).toEqual(drawn(".##./..#."));
});

test("a plane of another size is refused", () => {
  expect(() => encodeMask({ width: 2, height: 2, on: new Uint8Array(5) })).toThrow("expected 2 x 2 pixels, got 5");
});
