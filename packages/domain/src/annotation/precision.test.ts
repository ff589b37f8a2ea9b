import fc from "fast-check";
import { expect, test } from "vitest";
import { fewestChecks, precisionAtLeast, usualChecks } from "./precision.ts";

test("73 clean checks say at least 95 %, 20 say 84 %, none says nothing", () => {
  expect(precisionAtLeast(usualChecks, usualChecks)).toBeCloseTo(0.95, 3);
  expect(precisionAtLeast(fewestChecks, fewestChecks)).toBeCloseTo(0.839, 3);
  expect(precisionAtLeast(0, 0)).toBe(0);
});

test("nine of ten: the value of the tables", () => {
  expect(precisionAtLeast(9, 10)).toBeCloseTo(0.5958, 4);
});

test("never more than the share that was found, and more with more checks", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.double({ min: 0, max: 1, noNaN: true }), (checks, share) => {
      const right = Math.round(share * checks);
      const bound = precisionAtLeast(right, checks);
      expect(bound).toBeLessThanOrEqual(right / checks + 1e-9);
      expect(precisionAtLeast(10 * right, 10 * checks)).toBeGreaterThanOrEqual(bound - 1e-9);
    }),
  );
});
