import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bytesOf } from "../ecotaxa/reading.fixture.ts";
import { interpolateNavigation, readMoment, readNavigation } from "./navigation.ts";
import { startOfName } from "./start-time.ts";

const at = (text: string): number => Date.parse(text);

describe("starts of recordings", () => {
  test.each([
    ["20150717130241.123.avi", "2015-07-17T13:02:41.123Z"],
    ["tow 3/2015-07-17_13-02-41-005.avi", "2015-07-17T13:02:41.005Z"],
    ["CASE_20150717_130241123_0001.avi", "2015-07-17T13:02:41.123Z"],
    ["20150717_130241.avi", "2015-07-17T13:02:41.000Z"],
  ])("%s", (name, moment) => expect(startOfName(name)).toBe(at(moment)));
  test.each(["clip.avi", "20151317130241.avi", "frame_0001.png"])("%s has none", (name) => expect(startOfName(name)).toBeNull());
});

describe("moments", () => {
  test.each([
    ["2015-07-17 13:02:41.5", "2015-07-17T13:02:41.500Z"],
    ["2015-07-17T13:02:41Z", "2015-07-17T13:02:41Z"],
    ["2015-07-17T13:02:41+02:00", "2015-07-17T11:02:41Z"],
    ["20150717130241", "2015-07-17T13:02:41Z"],
    ["1437138161", "2015-07-17T13:02:41Z"],
    ["1437138161000", "2015-07-17T13:02:41Z"],
    ["42202.5", "2015-07-17T12:00:00Z"],
  ])("%s", (text, moment) => expect(readMoment(text)).toEqual({ ok: true, value: at(moment) }));
  test("others are refused, with advice", () => {
    expect(readMoment("17/07/2015 13:02")).toMatchObject({ ok: false, error: { hint: "write the year first" } });
    expect([readMoment("2015-02-30 10:00:00").ok, readMoment("soon").ok, readMoment("12").ok, readMoment("nan")]).toEqual([
      false,
      false,
      false,
      { ok: true, value: null },
    ]);
  });
});

describe("navigation", () => {
  const csv = "Date,Time,Latitude,Longitude,Depth,speed\n2015-07-17,13:00:00,36.0,-121.0,10,1\n2015-07-17,13:00:10.5,36.1,-121.2,20,1\n";
  test("date and time in two columns or one, in any order, with any separator", async () => {
    const { navigation, problems } = await readNavigation(bytesOf(csv), "nav.csv");
    expect(problems).toEqual([]);
    expect([...navigation.at]).toEqual([at("2015-07-17T13:00:00Z"), at("2015-07-17T13:00:10.500Z")]);
    const one = await readNavigation(bytesOf("depth;lon;lat;timestamp\n10;-121;36;2015-07-17 13:00:00\n"), "nav.txt");
    expect([one.problems, [...one.navigation.depth], one.navigation.at[0]]).toEqual([[], [10], at("2015-07-17T13:00:00Z")]);
  });
  test("rows out of order are put in order, and told; cells that make no sense are told by line and column", async () => {
    const { navigation, problems } = await readNavigation(
      bytesOf(
        "time,lat,lon,depth\n2015-07-17 13:00:20,36,-121,1\n2015-07-17 13:00:00,36,-121,2\nnoon,36,-121,3\n2015-07-17 13:00:30,96,-121,4\n",
      ),
      "nav.csv",
    );
    expect([...navigation.depth]).toEqual([2, 1, 4]);
    expect(problems.map(({ line, column, severity }) => [line, column, severity])).toEqual([
      [4, "time", "error"],
      [5, "lat", "error"],
      [null, null, "warning"],
    ]);
  });
  test("a table without depth is refused by that column", async () =>
    expect((await readNavigation(bytesOf("time,lat,lon\n"), "nav.csv")).problems).toMatchObject([
      { code: "missingColumn", column: "depth" },
    ]));
  test("place and depth are interpolated straight, and nothing is invented outside or in a long gap", async () => {
    const { navigation } = await readNavigation(bytesOf(`${csv}2015-07-17,13:05:00,36.2,-121.3,30,1\n`), "nav.csv");
    const half = interpolateNavigation(navigation, at("2015-07-17T13:00:05.250Z"));
    expect([half.latitude, half.longitude, half.depth].map((v) => Number(v?.toFixed(9)))).toEqual([36.05, -121.1, 15]);
    const none = { latitude: null, longitude: null, depth: null };
    expect(
      ["2015-07-17T12:59:59Z", "2015-07-17T13:05:01Z", "2015-07-17T13:02:00Z"].map((t) => interpolateNavigation(navigation, at(t))),
    ).toEqual([none, none, none]);
    expect(interpolateNavigation(navigation, at("2015-07-17T13:05:00Z")).depth).toBe(30);
    expect(interpolateNavigation(navigation, at("2015-07-17T13:02:00Z"), 600_000).depth).toBeGreaterThan(20);
  });
  test("across the 180th meridian the short way counts, and a missing depth leaves the position", () => {
    const navigation = {
      at: Float64Array.of(0, 10),
      latitude: Float64Array.of(0, 0),
      longitude: Float64Array.of(179.5, -179.5),
      depth: Float64Array.of(Number.NaN, 5),
    };
    expect(interpolateNavigation(navigation, 5)).toEqual({ latitude: 0, longitude: 180, depth: null });
    expect(interpolateNavigation(navigation, 8).longitude).toBeCloseTo(-179.7, 10);
  });
  test("between two rows it stays between them", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -80, max: 80, noNaN: true }), { minLength: 2, maxLength: 20 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, where) => {
          const column = Float64Array.from(values);
          const times = Float64Array.from(values, (_, i) => i * 1000);
          const fix = interpolateNavigation(
            { at: times, latitude: column, longitude: column, depth: column },
            where * (values.length - 1) * 1000,
          );
          expect(fix.depth).not.toBeNull();
          expect(fix.depth ?? Number.NaN).toBeGreaterThanOrEqual(Math.min(...values) - 1e-9);
          expect(fix.depth ?? Number.NaN).toBeLessThanOrEqual(Math.max(...values) + 1e-9);
        },
      ),
    );
  });
});
