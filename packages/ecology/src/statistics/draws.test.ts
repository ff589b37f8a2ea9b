import { describe, expect, test } from "vitest";
import { median, quantiles } from "./quantile.ts";
import { drawIndex, drawNormal, drawPoisson, drawWithout } from "./random.ts";
import { seeded } from "./seeded.fixture.ts";

describe("quantiles", () => {
  test("are R's type 7", () => {
    const got = quantiles([3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5], [0, 0.001, 0.1, 0.25, 0.5, 0.999, 1]);
    // quantile(x, ...) of R 4.2.2
    [1, 1, 1, 2.5, 4, 8.97, 9].forEach((expected, i) => {
      expect(got[i]).toBeCloseTo(expected, 12);
    });
  });

  test("agree with sorting, whatever the order and the ties", () => {
    const random = seeded(3);
    for (let trial = 0; trial < 50; trial++) {
      const values = Float64Array.from({ length: 1 + Math.floor(random() * 60) }, () => Math.floor(random() * 20));
      const sorted = values.slice().sort();
      const share = random();
      const place = (sorted.length - 1) * share;
      const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
      expect(quantiles(values, [share])[0]).toBeCloseTo(below + (place - Math.floor(place)) * (above - below), 12);
    }
  });

  test("leave missing values out, and are missing when all is", () => {
    expect(median([Number.NaN, 2, Number.NaN, 4])).toBe(3);
    expect(median([Number.NaN])).toBeNaN();
  });
});

describe("draws", () => {
  test("without replacement differ, are ascending and equally likely", () => {
    const random = seeded(1);
    const hits = new Float64Array(10);
    for (let i = 0; i < 20_000; i++) {
      const drawn = drawWithout(10, 3, random);
      expect(new Set(drawn).size).toBe(3);
      for (const index of drawn) hits[index]++;
    }
    // Each has a share of 0.3, with a standard deviation of 65 in 20,000 draws.
    for (const hit of hits) expect(Math.abs(hit - 6000)).toBeLessThan(260);
  });

  test("refuse to take more than there is", () => expect(() => drawWithout(3, 4, seeded(1))).toThrow("got size 4 of 3"));

  test.each([0.4, 7, 400])("of Poisson have mean and variance %d", (mean) => {
    const random = seeded(5);
    const draws = Float64Array.from({ length: 20_000 }, () => drawPoisson(mean, random));
    const average = draws.reduce((sum, x) => sum + x, 0) / draws.length;
    const variance = draws.reduce((sum, x) => sum + (x - average) ** 2, 0) / draws.length;
    expect(Math.abs(average - mean)).toBeLessThan(4 * Math.sqrt(mean / draws.length));
    expect(Math.abs(variance / mean - 1)).toBeLessThan(0.05);
  });

  test("of the normal distribution have mean 0 and variance 1", () => {
    const random = seeded(6);
    const draws = Float64Array.from({ length: 20_000 }, () => drawNormal(random));
    expect(Math.abs(draws.reduce((sum, x) => sum + x, 0) / draws.length)).toBeLessThan(0.03);
    expect(Math.abs(draws.reduce((sum, x) => sum + x * x, 0) / draws.length - 1)).toBeLessThan(0.05);
  });

  test("by weight never take what weighs nothing", () => {
    const random = seeded(7);
    for (let i = 0; i < 1000; i++) expect([1, 3]).toContain(drawIndex([0, 2, 2, 5, 5], random));
  });
});
