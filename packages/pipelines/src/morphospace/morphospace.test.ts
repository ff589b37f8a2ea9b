import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRng } from "@nauplius/domain";
import { kMeans, publishedPreparation, untouchedPreparation } from "@nauplius/ecology";
import { afterAll, describe, expect, test } from "vitest";
import {
  buildMorphospace,
  clusterOnThreads,
  describeRegion,
  readCoordinates,
  readFeatures,
  readNamedTable,
  siteDiversity,
  writeMorphospace,
} from "./index.ts";

const folder = mkdtempSync(join(tmpdir(), "nauplius-space-"));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;
const fileOf = (...lines: readonly string[]): string => {
  const path = join(folder, `${++files}.tsv`);
  writeFileSync(path, `${lines.join("\n")}\n`);
  return path;
};

/** Three kinds of objects in 150 weekly samples; the third kind becomes more common. */
function plankton(): string {
  const rng = createRng(3);
  const rows: string[] = [];
  for (let week = 0; week < 150; week++) {
    const date = new Date(Date.UTC(2015, 0, 5 + 7 * week)).toISOString().slice(0, 10);
    for (let i = 0; i < 12; i++) {
      const kind = rng.next() < 0.1 + week / 250 ? 2 : rng.int(2);
      const numbers = [rng.normal(6 * kind, 1), rng.normal(kind === 1 ? 5 : 0, 1), rng.normal(kind === 0 ? 4 : 0, 1)];
      rows.push([`o${rows.length}`, `s${week}`, date, "0.5", ...numbers.map((value) => value.toFixed(4))].join("\t"));
    }
  }
  return fileOf(
    "object_id\tsample_id\tobject_date\tacq_weight\tobject_a\tobject_b\tobject_c",
    "[t]\t[t]\t[t]\t[f]\t[f]\t[f]\t[f]",
    ...rows,
  );
}

describe("a table of features", () => {
  const path = plankton();
  const columns = { weights: "acq_weight", sample: "sample_id", date: "object_date", features: null };

  test("becomes a space, morphs, indices and series, the same for any number of threads", async () => {
    const individuals = await readFeatures(path, columns);
    expect(individuals.table).toMatchObject({ names: ["object_a", "object_b", "object_c"], rows: 1800 });
    const options = { preparation: untouchedPreparation(individuals.table.names), axes: 2, k: 8, starts: 3, seed: 1, groups: 3 };
    const made = await buildMorphospace(individuals, { ...options, threads: 2 });
    const again = await buildMorphospace(individuals, { ...options, threads: 1 });
    expect(again.morphs).toEqual(made.morphs);
    expect(made.samples).toHaveLength(150);
    expect(made.samples[0]).toMatchObject({ sample: "s0", date: "2015-01-05", individuals: 12, concentration: 6 });
    const evenness = made.series.find(({ variable }) => variable === "axis1_mean");
    expect(evenness?.weekly.days).toHaveLength(150);
    expect(evenness?.published?.mannKendall.p).toBeLessThan(0.01);
    expect(evenness?.seasonal?.slope?.slope).not.toBe(0);
    const out = join(folder, "out");
    await writeMorphospace(out, individuals, made);
    expect(readdirSync(out).sort()).toEqual(["axes.csv", "coordinates.csv", "indices.csv", "morphs.csv", "series.csv", "space.json"]);
    const lines = (name: string): string[] => readFileSync(join(out, name), "utf8").trim().split("\n");
    expect(lines("axes.csv")[0]).toBe("axis,eigenvalue,percent,kept,object_a,object_b,object_c");
    const placed = await readCoordinates(join(out, "coordinates.csv"));
    const byAll = describeRegion(
      placed,
      made.morphs.centres,
      [{ axis: 0, from: -1e9, to: 1e9 }],
      made.samples.map(({ date }) => date ?? ""),
    );
    expect(byAll.samples.map(({ indices }) => indices)).toEqual(made.samples.map(({ indices }) => indices));
    const none = describeRegion(placed, made.morphs.centres, [{ axis: 0, from: 1e8, to: 1e9 }], []);
    expect(none).toMatchObject({ inside: new Int32Array(0), series: [] });
    expect(none.samples[0]).toMatchObject({ concentration: 0, indices: { FDis: { value: null, reason: "nothing is present" } } });
    expect([lines("coordinates.csv").length, lines("morphs.csv").length, lines("indices.csv").length]).toEqual([1801, 9, 151]);
    expect(JSON.parse(readFileSync(join(out, "space.json"), "utf8")).space).toEqual(JSON.parse(JSON.stringify(made.space)));
  });

  test("says what is partial: no date, fewer morphs, features that are not there", async () => {
    const rows = Array.from({ length: 300 }, (_, i) => `${1 + ((i * 7919) % 300)}\t${1 + ((i * 104729) % 97)}\t5`);
    const individuals = await readFeatures(fileOf("area\tmean\tmin", ...rows), {
      features: publishedPreparation.rules.map((rule) => rule.feature),
    });
    const made = await buildMorphospace(individuals, { preparation: publishedPreparation, k: 200, starts: 1, seed: 1, groups: 6 });
    expect(made.series).toEqual([]);
    expect(made.warnings.join("\n")).toMatch(/42 features not in the table/);
    expect(made.warnings.join("\n")).toMatch(/1 features never varying are left out: min/);
    expect(made.warnings.join("\n")).toMatch(/3 morphs instead of 200/);
    expect(made.warnings).toContain("no column of dates was named: no series");
  });

  test("says what it does without: volumes, words, infinite numbers, one sample only, fewer morphs than axes", async () => {
    const names = ["a", "b", "c", "d"];
    const rows = Array.from({ length: 200 }, (_, i) => {
      const numbers = names.map((_, at) => ((i * 7919 + at * 104729) % 1009) / 100);
      return [...numbers, i === 7 ? "Infinity" : i, i % 40 === 0 ? "NaN" : 2, "here"].join("\t");
    });
    const individuals = await readFeatures(fileOf([...names, "far", "w", "s"].join("\t"), ...rows), {
      weights: "w",
      sample: "s",
      features: null,
    });
    expect(individuals.table).toMatchObject({ names, rows: 195 });
    const made = await buildMorphospace(individuals, {
      preparation: untouchedPreparation(names),
      axes: 4,
      k: 2,
      starts: 1,
      seed: 1,
      groups: 6,
    });
    expect(made.warnings).toEqual(
      expect.arrayContaining([
        "individuals without a weight (w) are left out: 5 of sample here",
        'columns that hold words are no features: far (line 9: "Infinity")',
        "2 morphs on 4 axes: MRic and MDiv need more morphs than axes, and are empty",
        "one sample only: there is nothing to compare it with, along a gradient or in time",
      ]),
    );
    expect(made.samples[0]?.indices.MRic).toEqual({ value: null, reason: "2 forms on 4 axes: more forms than axes are needed" });
    const bare = await readFeatures(fileOf("a\tb", "1\t2", "3\t5"), { features: null });
    expect(bare.warnings).toEqual([
      "no column of weights was named: each individual weighs 1, not sub_part / volume",
      "no column of samples was named: all individuals are one sample",
    ]);
  });

  test("refuses what it cannot use, by file, line and column", async () => {
    const bad = fileOf("area\tmean", "1\t2", "1,5\t3");
    await expect(readFeatures(bad, { features: ["area", "mean"] })).rejects.toThrow(
      /line 3, column area: got "1,5", expected a number; decimal comma/,
    );
    await expect(readFeatures(fileOf("area\tmean", "1"), { features: ["area"] })).rejects.toThrow(/line 2: got 1 cells, expected 2/);
    await expect(readFeatures(path, { ...columns, weights: "conc" })).rejects.toThrow(
      /there is no column conc \(--weights\); there are object_id/,
    );
    await expect(readFeatures(fileOf("a\tw", "1\t-2"), { weights: "w", features: null })).rejects.toThrow(/line 2, column w: got -2/);
    await expect(readFeatures(fileOf("a\tw", "1\t0"), { weights: "w", features: null })).rejects.toThrow(
      "column w: no individual has a weight above 0, expected sub_part / volume",
    );
    await expect(readFeatures(fileOf("a\tb"), { features: null })).rejects.toThrow("there are no individuals");
    await expect(readFeatures(fileOf("name", "x"), { features: null })).rejects.toThrow("there is none of the features");
    const still = await readFeatures(fileOf("a", "1", "1", "1"), { features: null });
    const options = { preparation: untouchedPreparation(["a"]), k: 1, starts: 1, seed: 1, groups: 1 };
    await expect(buildMorphospace(still, options)).rejects.toThrow('no feature of the preparation "as they are" varies');
    const single = await readFeatures(fileOf("a", "1"), { features: null });
    await expect(buildMorphospace(single, options)).rejects.toThrow("got 1 individuals, expected at least 2");
  });
});

test("threads find the morphs that one thread finds", async () => {
  const rng = createRng(9);
  const problem = {
    points: Float64Array.from({ length: 4000 }, () => rng.normal()),
    dims: 4,
    weights: Float64Array.from({ length: 1000 }, () => rng.next()),
  };
  const threaded = await clusterOnThreads(problem, { k: 12, starts: 4, seed: 5, threads: 2 });
  expect(threaded).toEqual(kMeans(problem, { k: 12, starts: 4 }, (start) => createRng(5).fork(`start ${start}`).next));
});

describe("diversity of sites", () => {
  const traits = fileOf("species\tx\ty", "d\t1\t2", "a\t0\t1", "b\t2\t1", "c\t1\t0", "e\t1\t1");
  test("matches species by name, and says why a figure is missing", async () => {
    const abundances = fileOf("site\ta\tb\tc\td\te", "all\t1\t1\t1\t1\t1", "two\t1\t1\t0\t0\t0", "none\t0\t0\t0\t0\t0");
    const [all, two, none] = siteDiversity(await readNamedTable(traits), await readNamedTable(abundances), false);
    expect(all).toMatchObject({ site: "all", species: 5, FRic: { value: expect.closeTo(2, 12) }, FEve: { value: 1 } });
    expect(two).toMatchObject({ species: 2, FRic: { value: null, reason: "2 forms on 2 axes: more forms than axes are needed" } });
    expect(none?.FDis.reason).toBe("nothing is present");
  });

  test("refuses unknown species, doubles and negative abundances", async () => {
    const read = async (abundances: string) => siteDiversity(await readNamedTable(traits), await readNamedTable(abundances), true);
    await expect(read(fileOf("site\ta\tz", "s\t1\t1"))).rejects.toThrow("lacks species of the abundances: z");
    await expect(read(fileOf("site\ta", "s\t1", "s\t2"))).rejects.toThrow("line 3: got s a second time");
    await expect(read(fileOf("site\ta\tb\tc\td", "s\t1\t-1\t1\t1"))).rejects.toThrow("site s: got the abundance -1");
    await expect(read(fileOf("site\ta", "s\tmany"))).rejects.toThrow('line 2, column a: got "many", expected a number');
    await expect(read(fileOf("site\ta"))).rejects.toThrow("there are no rows, only a header");
  });

  test("leaves a site without figures where a trait or an abundance is missing, and says which; the other sites have theirs", async () => {
    const gappy = fileOf("species\tx\ty", "a\t0\t1", "b\t2\t1", "c\t1\t0", "d\t1\tNaN");
    const abundances = fileOf("site\ta\tb\tc\td", "whole\t1\t1\t1\t0", "trait\t1\t1\t1\t1", "count\t1\t\t1\t0");
    for (const scale of [false, true]) {
      const [whole, trait, count] = siteDiversity(await readNamedTable(gappy), await readNamedTable(abundances), scale);
      expect(whole?.FRic.value).toBeGreaterThan(0);
      expect(trait?.FDis).toEqual({ value: null, reason: "d is present, and its trait y is missing" });
      expect(count?.FDis).toEqual({ value: null, reason: "the abundance of b is missing" });
    }
  });
});
