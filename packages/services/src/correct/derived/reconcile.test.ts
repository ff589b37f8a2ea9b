import { expect, test } from "vitest";
import { staleAfter, verdict } from "./reconcile.ts";

test("a value that came from its sources follows them", () => {
  expect(verdict(43.1, 43.2, 43.1)).toBe("follow");
  expect(verdict(null, 43.2, null)).toBe("follow");
  expect(verdict(43.1, null, 43.1)).toBe("follow");
});

test("a value that was set otherwise is kept and marked", () => {
  expect(verdict(43.1, 43.2, 40)).toBe("stale");
  expect(verdict(43.1, 43.2, null)).toBe("stale");
});

test("sources that say what the row holds agree, and those that did not change move nothing", () => {
  expect(verdict(43.1, 43.2, 43.2)).toBe("agrees");
  expect(verdict(43.1, 43.1, 40)).toBe("same");
});

test("a mark goes when the value agrees again", () => {
  expect(staleAfter(["lat"], { lat: "agrees", lon: "stale" })).toEqual(["lon"]);
  expect(staleAfter(["lat"], { lat: "same" })).toEqual(["lat"]);
});
