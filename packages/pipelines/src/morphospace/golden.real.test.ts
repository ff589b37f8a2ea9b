import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { binParticles, detailedClasses, loadings, project, reducedClasses, weightedPca } from "@nauplius/ecology";
import { describe, expect, test } from "vitest";

const folder = fileURLToPath(new URL("../../../../../shared/data/morphology/", import.meta.url));
const absent = !existsSync(folder);
if (absent) console.warn("skipped: golden spaces and particle tables, since ../shared/data is not there");

const table = (path: string, separator: string): string[][] =>
  readFileSync(`${folder}${path}`, "latin1")
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(separator));
const largest = (values: readonly number[]): number => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

describe.skipIf(absent)("500 UVP5 objects of morphr", () => {
  const [header = [], ...rows] = absent ? [] : table("morphr-plank/plank.csv", ",");
  const names = header.slice(2);
  const columns = names.map((_, i) => Float64Array.from(rows, (row) => Number(row[i + 2])));
  const pca = absent
    ? null
    : weightedPca(
        names,
        columns,
        rows.map((row) => Number(row[1])),
      );

  test("have the eight eigenvalues of the reference", () => {
    const expected = table("computed/plank_weighted_pca_eig.csv", ",")
      .slice(1)
      .map((row) => Number(row[0]));
    expect(expected).toHaveLength(8);
    expect(largest(expected.map((value, i) => value - (pca?.eigenvalues[i] ?? 0)))).toBeLessThan(1e-12);
  });

  test("have its loadings and scores but for the sign of an axis", () => {
    if (pca === null) return;
    const reference = table("computed/plank_weighted_pca_varcoord.csv", ",").slice(1);
    const scores = table("computed/plank_weighted_pca_scores.csv", ",").slice(1);
    const coordinates = project(pca, columns, 8);
    for (let axis = 0; axis < 8; axis++) {
      const own = loadings(pca, axis);
      const at = own.reduce((best, value, i) => (Math.abs(value) > Math.abs(own[best] ?? 0) ? i : best), 0);
      const sign = Math.sign(Number(reference[at]?.[axis + 1]));
      expect(largest(own.map((value, i) => value * sign - Number(reference[i]?.[axis + 1])))).toBeLessThan(1e-10);
      expect(largest(scores.map((row, i) => (coordinates[i * 8 + axis] ?? 0) * sign - Number(row[axis])))).toBeLessThan(1e-10);
    }
  });
});

describe.skipIf(absent)("a UVP5 cast of EcoPart", () => {
  test.each([
    ["export_reduced_20210201_09_41_PAR_brusample01.tsv", reducedClasses],
    ["export_detailed_20210201_11_31_PAR_brusample01.tsv", detailedClasses],
  ])("has the volumes, concentrations and biovolumes of %s in 300 depth bins", (file, classes) => {
    const [, ...rows] = table("ecopart/20191121010000_brusample01_PAR_raw_20210201_14_15.tsv", "\t");
    const column = (i: number) => Float64Array.from(rows, (row) => Number(row[i]));
    const bins = binParticles(
      { depth: column(0), images: column(1), area: column(2), count: column(3) },
      { aa: 0.0002, exp: 1.02, litresPerImage: 1.13, classes },
    );
    const [, ...expected] = table(`ecopart/${file}`, "\t");
    expect(bins).toHaveLength(300);
    expect(expected).toHaveLength(300);
    for (const [i, bin] of bins.entries()) {
      const cells = (expected[i] ?? []).slice(3, 5 + 2 * classes.length).map(Number);
      expect([bin.depth, bin.litres]).toEqual([cells[0], cells[1]]);
      const [concentration, biovolume] = [cells.slice(2, 2 + classes.length), cells.slice(2 + classes.length)];
      expect(largest(concentration.map((value, at) => value - (bin.concentration[at] ?? 0)))).toBeLessThan(1e-12);
      // The export prints 15 digits.
      expect(largest(biovolume.map((value, at) => value - (bin.biovolume[at] ?? 0)))).toBeLessThan(1e-12);
    }
  });
});
