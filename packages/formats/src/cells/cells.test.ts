import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { printCoordinate, readLatitude, readLongitude } from "./coordinate.ts";
import { printDate, readDate } from "./date.ts";
import { readCategoryId, readEmail, readImagePath, readRank, readStatus } from "./fields.ts";
import { numberHint, printFloat32, printNumber, readNumber, survivesAsNumber } from "./number.ts";
import type { Cell } from "./parsed.ts";
import { printTime, readTime } from "./time.ts";

const value = <T>(cell: Cell<T>): T | null | string => (cell.ok ? cell.value : `refused: ${cell.error.expected}`);

describe("coordinates", () => {
  test.each([
    ["1°30 00", 1.5],
    ["-1°30 00", -1.5],
    ["1°30 1", 1.5 + 1 / 3600],
    ["-1°30 60", -1 - 31 / 60],
    ["-1°30 600", -1 - 40 / 60],
    ["43°0 0", 43],
    ["-0°30 00", -0.5],
    ["18.0", 18],
    ["-24.4166666666667", -24.4166666666667],
  ])("%s is %f degrees", (text, degrees) => {
    expect(value(readLatitude(text))).toBeCloseTo(degrees, 10);
  });
  test("the limits are 90 and 180", () => {
    expect([readLatitude("90"), readLatitude("90.01"), readLongitude("-180"), readLongitude("180.5")].map((cell) => cell.ok)).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });
  test("a decimal comma is refused with advice", () => {
    const cell = readLatitude("43,5");
    expect(cell.ok ? null : cell.error.hint).toBe("decimal comma? write 43.5");
  });
  test("what is printed reads back as the same double", () => {
    fc.assert(
      fc.property(fc.double({ min: -180, max: 180, noNaN: true }), (degrees) => {
        expect(value(readLongitude(printCoordinate(degrees)))).toBe(degrees);
      }),
    );
  });
});

describe("times and dates", () => {
  test.each([
    ["042000", "04:20:00"],
    ["420", "04:20:00"],
    ["0", "00:00:00"],
    ["90239", "09:02:39"],
    ["04:20:00", "04:20:00"],
    ["4:20", "04:20:00"],
    ["420.0", "04:20:00"],
  ])("%s is %s", (text, time) => expect(value(readTime(text))).toBe(time));
  test.each(["2460", "25:00:00", "noon", "1234567", "-420"])("%s is no time", (text) => expect(readTime(text).ok).toBe(false));
  test.each(["20230229", "2023-13-01", "01/02/2020", "2020131", "20200100", "1e7"])("%s is no date", (text) =>
    expect(readDate(text).ok).toBe(false),
  );
  test("both forms of a date are one", () => {
    expect([value(readDate("20240229")), value(readDate("2024-02-29"))]).toEqual(["2024-02-29", "2024-02-29"]);
  });
  test("every day and second prints and reads back", () => {
    fc.assert(
      fc.property(fc.date({ min: new Date("1800-01-01"), max: new Date("2199-12-31"), noInvalidDate: true }), (instant) => {
        const [day = "", clock = ""] = instant.toISOString().split(/[T.]/);
        expect(value(readDate(printDate(day)))).toBe(day);
        expect(value(readTime(printTime(clock)))).toBe(clock);
      }),
    );
  });
});

describe("numbers", () => {
  test("doubles print and read back exactly", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        expect(readNumber(printNumber(number))).toBe(number);
      }),
    );
  });
  test("single precision prints short and reads back exactly", () => {
    expect(printFloat32(Math.fround(241.04))).toBe("241.04");
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (number) => {
        expect(Math.fround(readNumber(printFloat32(number)) ?? Number.NaN)).toBe(number);
      }),
    );
  });
  test.each(["", " ", "nan", "NaN", "NA"])("%j is missing", (text) => expect(readNumber(text)).toBeNull());
  test.each(["-inf", "inf", "Infinity", "1,5", "0x10", "1e999", "five", "1 000", "--1"])("%s is no number", (text) =>
    expect(readNumber(text)).toBeUndefined(),
  );
  test("hints name the mistake", () => expect([numberHint("1,5"), numberHint("x")]).toEqual(["decimal comma? write 1.5", null]));
  test("codes that look like numbers do not survive", () => {
    expect(["007", "12345678901234567890", "9007199254740993"].map(survivesAsNumber)).toEqual([false, false, false]);
    expect(["0.5", "-0.25", "18.0", "0", "1e-7", "9007199254740991"].map(survivesAsNumber)).toEqual([true, true, true, true, true, true]);
  });
});

describe("other fields", () => {
  test.each(["../a.jpg", "/etc/passwd", "C:\\a.jpg", "a/../../b.png", "..\\a.png"])("the image path %s leaves the archive", (path) =>
    expect(readImagePath(path).ok).toBe(false),
  );
  test("image paths are normalised", () => {
    expect(value(readImagePath("sub\\.\\cafe\u0301.png"))).toBe("sub/caf\u00e9.png");
  });
  test("ranks are whole numbers up to 100", () =>
    expect(["0", "100", "101", "1.5", "-1", ""].map((text) => readRank(text).ok)).toEqual([true, true, false, false, false, true]));
  test("states are EcoTaxa's words", () =>
    expect(["Validated", "predicted", "discarded"].map((text) => readStatus(text).ok)).toEqual([true, true, false]));
  test("addresses and ids have a form", () => {
    expect(["a@b.org", "a@b", "<a@b.org>"].map((text) => readEmail(text).ok)).toEqual([true, false, false]);
    expect(["85012", "0", "1.5", "x"].map((text) => readCategoryId(text).ok)).toEqual([true, false, false, false]);
  });
});
