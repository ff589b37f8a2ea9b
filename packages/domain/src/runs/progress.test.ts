import { expect, test } from "vitest";
import { paceOf } from "./progress.ts";

const point = (at: number, done: number, step = "load", total = 100) => ({ at, done, total, step });

test("the rate is what was done in the window, and the time left follows from it", () => {
  expect(paceOf([point(0, 0), point(5_000, 25)])).toEqual({ perSecond: 5, secondsLeft: 15 });
});

test("a new step starts a new rate", () => {
  expect(paceOf([point(0, 0, "check"), point(5_000, 90, "check"), point(6_000, 0), point(8_000, 4)])).toEqual({
    perSecond: 2,
    secondsLeft: 48,
  });
});

test("too little seen, or nothing moving, gives no rate rather than a wrong one", () => {
  expect(paceOf([])).toEqual({ perSecond: null, secondsLeft: null });
  expect(paceOf([point(0, 5), point(500, 9)])).toEqual({ perSecond: null, secondsLeft: null });
  expect(paceOf([point(0, 5), point(9_000, 5)])).toEqual({ perSecond: null, secondsLeft: null });
});

test("what lies before the window does not count", () => {
  expect(paceOf([point(0, 0), point(60_000, 10), point(70_000, 30)]).perSecond).toBe(2);
});
