import { expect, test } from "vitest";
import { askedBy, groundOf, leftOf } from "./left.ts";
import { forecastDay, ownPace, perDay } from "./pace.ts";

const at = (minute: number, seen = 10, accepted = 0) => ({ at: new Date(Date.UTC(2026, 0, 1, 8, minute)), seen, accepted });

test("a view without states asks for what nobody decided; one of validated objects is refused", () => {
  expect(askedBy({})).toEqual({ ok: true, value: { states: ["unclassified", "predicted"], proposed: false } });
  expect(askedBy({ proposed: true })).toEqual({ ok: true, value: { states: ["predicted"], proposed: true } });
  expect(askedBy({ states: ["predicted", "validated"] }).ok).toBe(false);
  expect(askedBy({ states: [] }).ok).toBe(false);
});

test("what is left is the view itself with its states said; the place of an object does not hang on its label", () => {
  const filter = { samples: [1 as never], taxa: [2 as never], score: { min: 0.5 } };
  expect(leftOf(filter, { states: ["dubious"], proposed: false })).toEqual({
    ...filter,
    states: ["dubious"],
    proposed: false,
    accepted: false,
  });
  expect(groundOf({ ...filter, accepted: true })).toEqual({ samples: [1] });
});

test("a pace leaves out breaks and the first stroke of a sitting", () => {
  // Four strokes in six minutes, a break of an hour, two more in three minutes: 9 minutes at work, 4 strokes timed.
  const pace = ownPace([at(0), at(2), at(4), at(6, 10, 100), at(66), at(69)]);
  expect(pace.hours).toBeCloseTo(9 / 60, 12);
  expect(pace.seenPerHour).toBeCloseTo(40 / (9 / 60), 9);
  expect(pace.acceptedPerHour).toBeCloseTo(100 / (9 / 60), 9);
  expect(pace.days).toEqual([{ day: "2026-01-01", seen: 60, accepted: 100 }]);
  expect(ownPace([at(0), at(1)]).seenPerHour).toBeNull();
  expect(ownPace([])).toEqual({ hours: 0, seenPerHour: null, acceptedPerHour: null, days: [] });
});

test("a forecast is what is left over what is done a day, and none without a pace", () => {
  const now = new Date(Date.UTC(2026, 0, 29));
  expect(perDay(140, new Date(Date.UTC(2025, 0, 1)), now)).toBe(10);
  expect(perDay(140, new Date(Date.UTC(2026, 0, 22)), now)).toBe(20);
  expect(perDay(5, now, now)).toBe(5);
  expect(forecastDay(100, 10, now)).toBe("2026-02-08");
  expect(forecastDay(0, 10, now)).toBeNull();
  expect(forecastDay(100, 0, now)).toBeNull();
});
