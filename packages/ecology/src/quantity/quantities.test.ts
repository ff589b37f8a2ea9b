import { describe, expect, test } from "vitest";
import { checkParts, type Part, type PartProblem, weightsOf } from "./parts.ts";
import { poissonInterval } from "./poisson.ts";
import { type QuantityOptions, quantitiesOf, type Tally, tallyVolumes } from "./quantities.ts";

const part = (id: string, rest: Partial<Part> = {}): Part => ({
  id,
  group: "s1",
  fraction: "tot",
  replicate: "1",
  subPart: 4,
  volume: 20,
  ...rest,
});
const tally = (partId: string, taxon: string | null, n: number, state = "validated"): Tally => ({ part: partId, taxon, n, state });
const options = (rest: Partial<QuantityOptions> = {}): QuantityOptions => ({
  what: "concentration",
  states: new Set(["validated"]),
  taxa: ["Copepoda", "Salpida"],
  ...rest,
});
const figures = (parts: Part[], tallies: Tally[], rest: Partial<QuantityOptions> = {}) => {
  const [group] = quantitiesOf(parts, tallies, options(rest));
  const of = (taxon: string) => group.quantities.find((quantity) => quantity.taxon === taxon);
  return { group, of };
};

describe("concentration", () => {
  test("is individuals x sub_part / volume, with Garwood's interval scaled", () => {
    const { of, group } = figures([part("a")], [tally("a", "Copepoda", 10)]);
    expect(of("Copepoda")).toMatchObject({ n: 10, value: 2, flags: [] });
    expect(of("Copepoda")?.interval?.low).toBeCloseTo(poissonInterval(10).low / 5, 10);
    expect(of("Copepoda")?.interval?.high).toBeCloseTo(poissonInterval(10).high / 5, 10);
    expect(group).toMatchObject({ complete: true, shareValidated: 1, shareCounted: 1 });
  });

  test("adds fractions and scans of one split, and averages replicates", () => {
    const parts = [
      part("d1", { fraction: "d1", subPart: 2 }),
      part("d2 first scan", { fraction: "d2", subPart: 16 }),
      part("d2 second scan", { fraction: "d2", subPart: 16 }),
    ];
    const tallies = [tally("d1", "Copepoda", 10), tally("d2 first scan", "Copepoda", 30), tally("d2 second scan", "Copepoda", 20)];
    expect(figures(parts, tallies).of("Copepoda")?.value).toBeCloseTo((10 * 2 + 50 * 16) / 20, 12);
    const again = [part("r1", { replicate: "1" }), part("r2", { replicate: "2" })];
    expect(figures(again, [tally("r1", "Copepoda", 10), tally("r2", "Copepoda", 20)]).of("Copepoda")).toMatchObject({ n: 30, value: 3 });
  });

  test("writes a zero only where absence is known", () => {
    expect(figures([part("a")], [tally("a", "Copepoda", 10)]).of("Salpida")).toMatchObject({ n: 0, value: 0, flags: [] });
    expect(figures([part("a")], [tally("a", "Copepoda", 10)]).of("Salpida")?.interval?.high).toBeCloseTo(3.6888794541 / 5, 9);
    const open = figures(
      [part("a")],
      [tally("a", "Copepoda", 10), tally("a", "Salpida", 3, "predicted"), tally("a", null, 7, "unclassified")],
    );
    expect(open.of("Salpida")).toEqual({ taxon: "Salpida", n: 0, value: null, interval: null, flags: ["incomplete"] });
    expect(open.of("Copepoda")).toMatchObject({ value: 2, flags: ["incomplete"] });
    expect(open.group).toMatchObject({ complete: false, objects: 20, shareValidated: 0.5, shareCounted: 0.5 });
  });

  test("counts predicted objects where that state is chosen, and still tells the share validated", () => {
    const { of, group } = figures([part("a")], [tally("a", "Copepoda", 10), tally("a", "Copepoda", 30, "predicted")], {
      states: new Set(["validated", "predicted"]),
    });
    expect([of("Copepoda")?.value, group.complete, group.shareValidated]).toEqual([8, true, 0.25]);
  });

  test("counts a taxon under another or leaves it out, in this export only", () => {
    const recast = new Map([
      ["Calanus", "Copepoda"],
      ["detritus", null],
    ]);
    const { of } = figures([part("a")], [tally("a", "Calanus", 5), tally("a", "Copepoda", 5), tally("a", "detritus", 99)], { recast });
    expect(of("Copepoda")).toMatchObject({ n: 10, value: 2 });
    expect([of("Calanus"), of("detritus")]).toEqual([undefined, undefined]);
  });

  test("keeps groups apart: a depth bin has its own volume", () => {
    const bins = [part("b0", { group: "0-5 m", subPart: 1, volume: 0.01 }), part("b1", { group: "5-10 m", subPart: 1, volume: 0.02 })];
    const got = quantitiesOf(bins, [tally("b0", "Copepoda", 1), tally("b1", "Copepoda", 1)], options({ taxa: ["Copepoda"] }));
    expect(got.map(({ group, quantities }) => [group, quantities[0].value])).toEqual([
      ["0-5 m", 100],
      ["5-10 m", 50],
    ]);
  });
});

describe("biovolume", () => {
  const volume = tallyVolumes([1, 3, Number.NaN]);
  test("sums individual volumes, and says how many have none", () => {
    expect(volume).toEqual({ sum: 4, squares: 10, largest: 3, missing: 1 });
    const { of } = figures([part("a")], [{ ...tally("a", "Copepoda", 3), volume }], { what: "biovolume" });
    expect(of("Copepoda")).toMatchObject({ n: 3, value: 0.8, flags: ["volumeMissing"] });
    expect(of("Copepoda")?.interval?.high).toBeGreaterThan(0.8);
    expect(of("Salpida")).toMatchObject({ value: 0, interval: null });
  });

  test("is unknown where no individual has a volume", () =>
    expect(figures([part("a")], [tally("a", "Copepoda", 3)], { what: "biovolume" }).of("Copepoda")).toMatchObject({
      n: 3,
      value: null,
      flags: ["volumeMissing"],
    }));
});

describe("what stands in the way of a total", () => {
  const problems = (parts: Part[], expected?: string[]): PartProblem[] => checkParts(parts, expected).map(({ problem }) => problem);

  test("is found, by part", () => {
    expect(problems([part("a")])).toEqual([]);
    expect(problems([part("a", { volume: null })])).toEqual(["missingVolume"]);
    expect(problems([part("a", { volume: 0 })])).toEqual(["badVolume"]);
    expect(problems([part("a", { subPart: Number.NaN })])).toEqual(["missingSubPart"]);
    expect(problems([part("a", { subPart: 0.125 })])).toEqual(["badSubPart"]);
    expect(checkParts([part("a", { subPart: 4 }), part("b", { subPart: 8 })])).toEqual([{ problem: "unequalSubPart", parts: ["a", "b"] }]);
    expect(problems([part("a"), part("b", { volume: 21 })])).toEqual(["unequalVolume"]);
    expect(problems([part("a", { unnamed: true })])).toEqual([]);
    expect(checkParts([part("a", { unnamed: true }), part("b")])).toEqual([{ problem: "unknownRole", parts: ["a"] }]);
  });

  test("a whole sample beside a fraction of it counts twice", () =>
    expect(checkParts([part("whole"), part("d1", { fraction: "d1" })])).toEqual([{ problem: "overlappingMeshes", parts: ["whole"] }]));

  test("meshes that overlap count twice, meshes with a gap miss something", () => {
    const d1 = part("d1", { fraction: "d1", meshMin: 1000, meshMax: null });
    const d2 = (meshMax: number) => part("d2", { fraction: "d2", meshMin: 200, meshMax });
    expect(problems([d1, d2(1000)])).toEqual([]);
    expect(problems([d1, d2(1200)])).toEqual(["overlappingMeshes"]);
    expect(problems([d1, d2(500)])).toEqual(["missingFraction"]);
    expect(problems([part("d1", { fraction: "d1" })], ["d1", "d2"])).toEqual(["missingFraction"]);
  });

  test("leaves no total until a person decides; numbers that are not there nobody can accept", () => {
    const uneven = [part("a", { subPart: 4 }), part("b", { subPart: 8 })];
    const tallies = [tally("a", "Copepoda", 10), tally("b", "Copepoda", 10)];
    expect(figures(uneven, tallies).of("Copepoda")).toMatchObject({ n: 20, value: null });
    expect(figures(uneven, tallies, { accepted: new Set(["unequalSubPart"]) }).of("Copepoda")?.value).toBeCloseTo(
      (10 * 4 + 10 * 8) / 20,
      12,
    );
    const none = figures([part("a", { volume: null })], [tally("a", "Copepoda", 10)], { accepted: new Set(["missingVolume"]) });
    expect(none.of("Copepoda")?.value).toBeNull();
  });
});

test("an individual stands for nothing known where the part or the volume of its scan is missing or cannot be", () => {
  const bad = [{ subPart: 0.25 }, { subPart: -4 }, { subPart: null }, { volume: 0 }, { volume: null }];
  const parts = bad.map((rest, at) => part(`bad ${at}`, { ...rest, fraction: `d${at}` }));
  expect([...weightsOf([part("good"), ...parts])]).toEqual([["good", 0.2]]);
});
