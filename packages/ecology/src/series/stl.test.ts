import { describe, expect, test } from "vitest";
import { drawNormal } from "../statistics/random.ts";
import { seeded } from "../statistics/seeded.fixture.ts";
import { nottem } from "./classics.ts";
import { deseasonalised, type StlOptions, stl } from "./stl.ts";

const parts = (values: Float64Array, options: StlOptions) => {
  const made = stl(values, options);
  if (made === null) throw new Error("no decomposition");
  return made;
};

describe("STL of Nottingham's temperatures", () => {
  // stl(nottem, ...)$time.series of R 4.2.2: seasonal, trend, remainder of months 1, 2, 60, 61, 120, 239, 240.
  const months = [1, 2, 60, 61, 120, 239, 240];
  const periodic = [
    [-9.3471980274764, 49.6806726485632, 0.26652537891318],
    [-9.85524962154722, 49.5455208170358, 1.10972880451138],
    [-9.47814227829695, 49.477138141813, 3.60100413648399],
    [-9.3471980274764, 49.5894268763188, -0.242228848842402],
    [-9.47814227829695, 49.4473584957572, 1.9307837825398],
    [-6.43013085559349, 49.0807618798116, 3.94936897578192],
    [-9.47814227829695, 49.0050970823857, -1.72695480408874],
  ];
  const changing = [
    [-7.92518736164982, 48.8993811433745, -0.374193781724649],
    [-9.14011120028939, 48.9359244133472, 1.00418678694218],
    [-8.90218547054475, 49.3369561616066, 3.16522930893812],
    [-8.8196802417534, 49.4346719955308, -0.614991753777396],
    [-9.40202536303982, 49.298383596723, 2.00364176631682],
    [-4.84562732215913, 49.2711851225074, 2.17444219965169],
    [-10.8232083901167, 49.2175906860008, -0.594382295884081],
  ];

  const robust = [
    [-9.34198108380376, 50.0142014069523, -0.0722203231485778],
    [-9.525622728157, 49.9216477310164, 0.403974997140608],
    [-9.57877571012395, 49.3539189201759, 3.82485678994805],
    [-9.34198108380376, 49.4680524385057, -0.126071354701978],
    [-9.57877571012395, 49.4028205669526, 2.07595514317136],
    [-6.5449727191448, 48.7606287250233, 4.38434399412147],
    [-9.57877571012395, 48.6542555079381, -1.27547979781418],
  ];

  test.each([
    [{ seasonal: "periodic" }, periodic],
    [{ seasonal: 7 }, changing],
    [{ seasonal: "periodic", robust: true }, robust],
  ] as const)("with %j is R's", (options, expected) => {
    const got = parts(nottem, { period: 12, ...options });
    for (const [row, month] of months.entries()) {
      const here = [got.seasonal[month - 1], got.trend[month - 1], got.remainder[month - 1]];
      for (const [i, value] of here.entries()) expect(value).toBeCloseTo(expected[row][i], 11);
    }
  });

  test("gives back the series as the sum of its parts, and takes the seasons away", () => {
    const got = parts(nottem, { period: 12, seasonal: "periodic" });
    for (const [i, value] of nottem.entries()) expect(got.seasonal[i] + got.trend[i] + got.remainder[i]).toBeCloseTo(value, 10);
    const rest = deseasonalised(got);
    const spread = (values: Float64Array) => Math.max(...values) - Math.min(...values);
    expect(spread(rest)).toBeLessThan(spread(nottem) / 2);
  });

  test("looks through missing values: parts stay, the remainder is missing there only", () => {
    const gaps = nottem.map((value, i) => (i % 17 === 3 || (i > 100 && i < 108) ? Number.NaN : value));
    const got = parts(gaps, { period: 12, seasonal: "periodic" });
    const whole = parts(nottem, { period: 12, seasonal: "periodic" });
    for (const [i, value] of gaps.entries()) {
      expect(Number.isNaN(got.remainder[i])).toBe(Number.isNaN(value));
      expect(Math.abs(got.seasonal[i] - whole.seasonal[i])).toBeLessThan(0.7);
      // Single months scatter by 2.3 degrees around trend and season; a trend over a year and a half without seven of them by less.
      expect(Math.abs(got.trend[i] - whole.trend[i])).toBeLessThan(1.3);
    }
    expect(deseasonalised(got).some(Number.isNaN)).toBe(false);
  });

  test("does not follow outliers when robust", () => {
    const wild = nottem.map((value, i) => (i === 77 || i === 150 ? value + 60 : value));
    const off = (robust: boolean) =>
      Math.abs(
        parts(wild, { period: 12, seasonal: "periodic", robust }).trend[77] -
          parts(nottem, { period: 12, seasonal: "periodic", robust }).trend[77],
      );
    expect(off(true)).toBeLessThan(off(false) / 10);
  });

  test("is none of less than two cycles, or where a season was never seen", () => {
    expect(stl(nottem.slice(0, 23), { period: 12, seasonal: "periodic" })).toBeNull();
    expect(
      stl(
        nottem.map((value, i) => (i % 12 === 5 ? Number.NaN : value)),
        { period: 12, seasonal: "periodic" },
      ),
    ).toBeNull();
    expect(() => stl(nottem, { period: 1.5, seasonal: "periodic" })).toThrow("got period 1.5");
  });
});

test("STL finds a line and a season that were put in", () => {
  const random = seeded(2);
  const values = Float64Array.from(
    { length: 624 },
    (_, i) => 10 + i / 100 + 4 * Math.sin((2 * Math.PI * i) / 52) + 0.3 * drawNormal(random),
  );
  const got = parts(values, { period: 52, seasonal: "periodic", trend: 260 });
  for (let i = 60; i < 560; i++) expect(Math.abs(got.trend[i] - 10 - i / 100)).toBeLessThan(0.15);
  for (let i = 0; i < 52; i++) expect(Math.abs(got.seasonal[i] - 4 * Math.sin((2 * Math.PI * i) / 52))).toBeLessThan(0.4);
});
