/** Golden table of quantities, spaces, diversity and series: expected, ours, error. `npm run golden:ecology` in packages/pipelines. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  binParticles,
  communityOf,
  detailedClasses,
  divergence,
  evenness,
  fitYeoJohnson,
  hullOf,
  hullRichness,
  poissonInterval,
  readFormula,
  reducedClasses,
  seasonalMannKendall,
  stl,
  weightedPca,
} from "@nauplius/ecology";
import { nottem } from "@nauplius/ecology/classics";

const folder = fileURLToPath(new URL("../../../../shared/data/morphology/", import.meta.url));
let worst = 0;

function show(what: string, expected: number, ours: number | null | undefined, tolerance: number): void {
  const error = Math.abs(expected - (ours ?? Number.NaN));
  const fine = error <= tolerance;
  if (!fine) worst += 1;
  console.log(
    [
      what.padEnd(58),
      String(expected).padStart(22),
      String(ours).padStart(22),
      error.toExponential(1).padStart(9),
      fine ? "" : "  WRONG",
    ].join(" "),
  );
}

const table = (path: string, separator: string): string[][] =>
  readFileSync(`${folder}${path}`, "latin1")
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(separator));

function plank(): void {
  const rows = table("morphr-plank/plank.csv", ",");
  const names = ["area", "major", "minor", "elong", "fractal", "circ", "mean", "cv"];
  const columns = names.map((_, i) => Float64Array.from(rows, (row) => Number(row[i + 2])));
  const pca = weightedPca(
    names,
    columns,
    rows.map((row) => Number(row[1])),
  );
  for (const [i, row] of table("computed/plank_weighted_pca_eig.csv", ",").entries())
    show(`morphr-plank: weighted PCA, eigenvalue ${i + 1}`, Number(row[0]), pca.eigenvalues[i], 1e-12);
}

function villeger(): void {
  const cross = [0, 1, 0.5, 1, 1, 1, 1.5, 1, 2, 1, 1, 0, 1, 0.5, 1, 1.5, 1, 2];
  const s = 1 / (2 * Math.SQRT2);
  const ring = [1 - s, 1 - s, 1 - s, 1 + s, 1 + s, 1 - s, 1 + s, 1 + s, 1, 0, 2, 1, 1, 2, 0, 1, 1, 1];
  const star = [0, 1, 0.5, 0.5, 1, 1, 1.5, 0.5, 2, 1, 1, 0, 0.5, 1.5, 1.5, 1.5, 1, 2];
  const equal = new Array(9).fill(1);
  const figures: [string, number[], number[], number, number, number][] = [
    ["a", cross, equal, 2, 1, 0.692],
    ["b", cross, [1.5, 1.5, 1, 1.5, 1.5, 0.5, 0.5, 0.5, 0.5], 2, 0.778, 0.692],
    ["c", cross, [2, 1, 2, 1, 2, 2, 1, 1, 2], 2, 1, 0.714],
    ["d", ring, equal, 2, 0.891, 0.692],
    ["e", star, equal, 2, 1, 0.78],
  ];
  for (const [name, places, abundances, richness, even, divergent] of figures) {
    const community = communityOf(Float64Array.from(places), 2, abundances);
    if (community === null) continue;
    const hull = hullOf(community);
    show(`Villeger et al. 2008, figure 2${name}: FRic`, richness, hullRichness(hull).value, 1e-12);
    show(`Villeger et al. 2008, figure 2${name}: FEve (3 decimals)`, even, evenness(community).value, 5e-4);
    show(`Villeger et al. 2008, figure 2${name}: FDiv (3 decimals)`, divergent, divergence(community, hull).value, 5e-4);
  }
}

function ecopart(): void {
  const rows = table("ecopart/20191121010000_brusample01_PAR_raw_20210201_14_15.tsv", "\t");
  const column = (i: number) => Float64Array.from(rows, (row) => Number(row[i]));
  const particles = { depth: column(0), images: column(1), area: column(2), count: column(3) };
  for (const [file, classes] of [
    ["export_reduced_20210201_09_41_PAR_brusample01.tsv", reducedClasses],
    ["export_detailed_20210201_11_31_PAR_brusample01.tsv", detailedClasses],
  ] as const) {
    const bins = binParticles(particles, { aa: 0.0002, exp: 1.02, litresPerImage: 1.13, classes });
    let [concentration, biovolume] = [0, 0];
    for (const [i, cells] of table(`ecopart/${file}`, "\t").entries()) {
      for (let at = 0; at < classes.length; at++) {
        concentration = Math.max(concentration, Math.abs(Number(cells[5 + at]) - bins[i].concentration[at]));
        biovolume = Math.max(biovolume, Math.abs(Number(cells[5 + classes.length + at]) - bins[i].biovolume[at]));
      }
    }
    show(`EcoPart, ${bins.length} bins x ${classes.length} classes: largest error, # / L`, 0, concentration, 1e-12);
    show(`EcoPart, ${bins.length} bins x ${classes.length} classes: largest error, mm3 / L`, 0, biovolume, 1e-12);
  }
}

function formulas(): void {
  const text = "4.0/3.0*math.pi*(math.sqrt(obj.area/math.pi)*ssm.pixel_size)**3";
  const read = readFormula(text, { "obj.area": "px2", "ssm.pixel_size": "um/px" }, "mm3");
  const ours = read.ok ? read.formula.evaluate({ "obj.area": 1300, "ssm.pixel_size": 10.6 }).value : null;
  // The export computes um3 and calls them mm3.
  const written = (4 / 3) * Math.PI * (Math.sqrt(1300 / Math.PI) * 10.6) ** 3;
  show("EcoTaxa's biovolume, pixel in um: written / ours in mm3", 1e9, written / (ours ?? 1), 1);
}

function statistics(): void {
  const mixed = [3.1, 0.2, -1.5, 0.8, 12.4, 7.7, 0, 2.2, -0.3, 1.1, 5.6, 30.2];
  show("Yeo-Johnson lambda, 12 values (SciPy 1.10)", 0.16108739935316335, fitYeoJohnson(mixed), 2e-7);
  for (const [n, low, high] of [
    [0, 0, 3.688879454113935],
    [1, 0.02531780798428988, 5.571643390938899],
    [10, 4.795388696132433, 18.39035604201778],
    [100, 81.36399125092315, 121.6267937924264],
  ]) {
    show(`Garwood, ${n} individuals: lower limit (R 4.2.2)`, low, poissonInterval(n).low, 1e-9);
    show(`Garwood, ${n} individuals: upper limit (R 4.2.2)`, high, poissonInterval(n).high, 1e-9);
  }
  const parts = stl(nottem, { period: 12, seasonal: "periodic" });
  for (const [month, seasonal, trend] of [
    [1, -9.3471980274764, 49.6806726485632],
    [120, -9.47814227829695, 49.4473584957572],
    [240, -9.47814227829695, 49.0050970823857],
  ]) {
    show(`STL of nottem, month ${month}: seasonal (R 4.2.2)`, seasonal, parts?.seasonal[month - 1], 1e-11);
    show(`STL of nottem, month ${month}: trend (R 4.2.2)`, trend, parts?.trend[month - 1], 1e-11);
  }
  const seasons = seasonalMannKendall({ values: nottem, years: 20, seasons: 12, firstYear: 1920 });
  show("seasonal Mann-Kendall of nottem: S (R, trend::smk.test)", 224, seasons.s, 0);
  show("seasonal Mann-Kendall of nottem: var S, independent", 11364, seasons.independentVariance, 1e-9);
  show("seasonal Mann-Kendall of nottem: var S, Hirsch and Slack", 19663.333333333332, seasons.variance, 1e-8);
}

console.log(["".padEnd(58), "expected".padStart(22), "ours".padStart(22), "error".padStart(9)].join(" "));
if (existsSync(folder)) {
  plank();
  ecopart();
} else console.log("skipped: morphr-plank and EcoPart, since ../shared/data is not there");
villeger();
formulas();
statistics();
console.log(worst === 0 ? "all within their tolerance" : `${worst} beyond their tolerance`);
process.exitCode = worst === 0 ? 0 : 1;
