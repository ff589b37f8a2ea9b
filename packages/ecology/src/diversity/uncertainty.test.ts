import { describe, expect, test } from "vitest";
import { bootstrap, bootstrapMean } from "../statistics/bootstrap.ts";
import { drawNormal } from "../statistics/random.ts";
import { seeded } from "../statistics/seeded.fixture.ts";
import { formsOf } from "./indices.ts";
import { bootstrapIndices, rarefiedMRic } from "./uncertainty.ts";

describe("bootstrap over samples", () => {
  const random = seeded(1);
  const values = Array.from({ length: 60 }, () => 10 + 3 * drawNormal(random));

  test("of a mean has the width of its standard error, and next to no bias", () => {
    const got = bootstrapMean(values, { random: seeded(2), draws: 4000 });
    const mean = values.reduce((sum, x) => sum + x) / 60;
    const error = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0)) / 60;
    expect(got?.estimate).toBeCloseTo(mean, 12);
    expect(Math.abs(got?.bias ?? 1)).toBeLessThan(0.05);
    expect((got?.high ?? 0) - (got?.low ?? 0)).toBeCloseTo(2 * 1.96 * error, 0);
  });

  test("leaves samples without value out, and has no interval of one sample", () => {
    expect(bootstrapMean([1, null, 3], { random: seeded(2) })?.estimate).toBe(2);
    expect(bootstrapMean([1, null], { random: seeded(2) })).toBeNull();
  });

  test("may draw within the sample too", () => {
    const nested = (spread: number) =>
      bootstrap(60, (rows, inner) => rows.reduce((sum, i) => sum + values[i] + (inner === null ? 0 : spread * drawNormal(inner)), 0) / 60, {
        random: seeded(3),
      });
    const width = (spread: number) => (nested(spread)?.high ?? 0) - (nested(spread)?.low ?? 0);
    expect(width(6)).toBeGreaterThan(1.6 * width(0));
  });

  test("has no interval where most draws have no value", () =>
    expect(bootstrap(10, (rows) => (new Set(rows).size > 8 ? 1 : null), { random: seeded(4) })).toBeNull());
});

describe("indices of a sample with their uncertainty", () => {
  const random = seeded(5);
  const forms = formsOf(
    Float64Array.from({ length: 60 }, () => drawNormal(random)),
    2,
  );
  const labels = Uint16Array.from({ length: 400 }, () => Math.floor(30 * random() ** 2));
  const weights = Float64Array.from({ length: 400 }, () => 0.5 + random());

  test("bootstrap: the estimate is that of the sample, the interval lies around the draws", () => {
    const got = bootstrapIndices(forms, { labels, weights }, { random: seeded(6), draws: 60 });
    const { FDis, shannon } = got;
    expect(FDis?.low).toBeLessThan(FDis?.estimate ?? 0);
    expect(FDis?.high).toBeGreaterThan(FDis?.estimate ?? 9);
    // Resampling loses rare forms: Shannon falls, and the bias says so.
    expect(shannon?.bias).toBeLessThan(0);
    expect(bootstrapIndices(forms, { labels, weights }, { random: seeded(6), draws: 60 })).toEqual(got);
  });

  test("rarefied MRic grows with effort and never passes that of all individuals", () => {
    const at = (size: number) => rarefiedMRic(forms, { labels, weights }, { size, draws: 40, random: seeded(7) })?.estimate ?? 0;
    expect(at(20)).toBeLessThan(at(100));
    expect(at(100)).toBeLessThanOrEqual(at(400));
    expect(rarefiedMRic(forms, { labels, weights }, { size: 401, random: seeded(7) })).toBeNull();
    expect(rarefiedMRic(forms, { labels, weights }, { size: 2, random: seeded(7) })).toBeNull();
  });
});
