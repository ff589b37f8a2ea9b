import { describe, expect, test } from "vitest";
import { drawNormal } from "../statistics/random.ts";
import { seeded } from "../statistics/seeded.fixture.ts";
import { trendAsPublished } from "./as-published.ts";
import { dateOf, dayOf, decimalYear, monthOf, yearOf } from "./calendar.ts";
import { movingAverage, virtualYear } from "./moving.ts";
import { regularise } from "./weekly.ts";

const nan = Number.NaN;

describe("dates", () => {
  test("are days, read with and without dashes, and no others are taken", () => {
    expect([dayOf("1970-01-02"), dayOf("20191121"), dayOf("2019-11-21T23:59:00Z")]).toEqual([1, 18221, 18221]);
    expect([dayOf("2019-02-30"), dayOf("21/11/2019"), dayOf("")]).toEqual([null, null, null]);
    expect([dateOf(18221), yearOf(18221), monthOf(18221)]).toEqual(["2019-11-21", 2019, 10]);
    expect(decimalYear(dayOf("2020-07-01") ?? 0)).toBeCloseTo(2020 + 182 / 366, 12);
  });
});

describe("weekly regularisation", () => {
  test("takes the nearest date within three days", () => {
    const { days, values } = regularise([0, 8, 13, 25], [1, 2, 3, 4]);
    expect([...days]).toEqual([0, 7, 14, 21, 28]);
    expect([...values]).toEqual([1, 2, 3, 3 + 8 / 12, 4]);
  });

  test("of two dates for one week takes the nearer one", () =>
    expect([...regularise([0, 5, 8, 14], [1, 2, 3, 4]).values]).toEqual([1, 3, 4]));

  test("bridges gaps of two weeks, and leaves longer ones", () => {
    const short = regularise([0, 21], [0, 21]);
    expect([...short.values]).toEqual([0, 7, 14, 21]);
    expect([...short.interpolated]).toEqual([0, 1, 1, 0]);
    const long = regularise([0, 28], [0, 28]);
    expect([...long.values]).toEqual([0, nan, nan, nan, 28]);
    expect([...long.interpolated]).toEqual([0, 0, 0, 0, 0]);
  });

  test("interpolates between the observations themselves, not between the weeks they stand for", () =>
    expect(regularise([0, 8, 20], [0, 8, 20], { near: 1, start: 0 }).values[2]).toBe(14));

  test("takes observations in any order, without missing ones, from a start that is given", () => {
    expect([...regularise([14, 0, 7], [3, 1, nan]).values]).toEqual([1, 2, 3]);
    expect(regularise([10, 17], [1, 2], { start: 9 }).days[0]).toBe(9);
    expect(regularise([1], [nan]).days).toHaveLength(0);
  });
});

describe("smoothing as the papers draw it", () => {
  test("averages over the neighbours there are", () => {
    expect([...movingAverage([1, 2, 6, nan, 4], 1)]).toEqual([1.5, 3, 4, 5, 4]);
    expect([...movingAverage([0, 0, 9, 0, 0], 1, 2)]).toEqual([1.5, 2, 3, 2, 1.5]);
    expect([...movingAverage([nan, nan], 1)]).toEqual([nan, nan]);
  });

  test("rounds the year", () => expect([...virtualYear([0, 1, 2, 3, 0], [8, 0, 0, 0, 16], 4, 1)]).toEqual([4, 4, 0, 4]));
});

test("the published recipe finds the trend that was put into twelve years of weeks", () => {
  const random = seeded(5);
  const weeks = Array.from({ length: 624 }, (_, i) => i);
  const perDay = -0.001;
  let error = 0;
  const values = weeks.map((i) => {
    error = 0.5 * error + drawNormal(random);
    return 20 + perDay * 7 * i + 5 * Math.cos((2 * Math.PI * i) / 52) + error;
  });
  const got = trendAsPublished(
    regularise(
      weeks.map((i) => i * 7),
      values,
    ),
  );
  expect(got?.line?.phi).toBeGreaterThan(0.3);
  expect(got?.line?.low).toBeLessThan(perDay);
  expect(got?.line?.high).toBeGreaterThan(perDay);
  expect(got?.mannKendall.p).toBeLessThan(0.001);
  expect(trendAsPublished(regularise([0, 7, 14], [1, 2, 3]))).toBeNull();
});
