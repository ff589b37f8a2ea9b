/**
 * What the estimates give back of what was put in: twelve years of weekly samples with a known trend and season, a common taxon and a rare
 * one (0 to 5 counted). `npm run bench:recovery [-- simulations]` in packages/pipelines.
 */
import { createRng, type Rng } from "@nauplius/domain";
import {
  bootstrapMean,
  dayOf,
  monthOf,
  poissonInterval,
  regularise,
  seasonalMannKendall,
  seasonTable,
  trendAsPublished,
  yearOf,
} from "@nauplius/ecology";

const simulations = Number(process.argv[2] ?? 200);
const WEEKS = 624;
const START = dayOf("2009-01-05") ?? 0;
const SUB_PART = 8;
const VOLUME = 50;

type Taxon = { readonly name: string; readonly level: number; readonly perYear: number };
/** Concentrations (ind m-3) of which 60 and 1.5 individuals are counted on average, falling by 3 and 2 % of their level a year. */
const taxa: readonly Taxon[] = [
  { name: "common", level: (60 * SUB_PART) / VOLUME, perYear: -0.03 },
  { name: "rare", level: (1.5 * SUB_PART) / VOLUME, perYear: -0.02 },
];

/** Weeks missed at random (12 %), samples up to two days off, season of 60 %, weeks that resemble each other (0.5, sd 20 %). */
function simulate(rng: Rng, taxon: Taxon) {
  const days: number[] = [];
  const counts: number[] = [];
  const truths: number[] = [];
  let weather = 0;
  for (let week = 0; week < WEEKS; week++) {
    weather = 0.5 * weather + rng.normal(0, 0.2 * Math.sqrt(0.75));
    if (rng.next() < 0.12) continue;
    const day = START + 7 * week + rng.int(5) - 2;
    const years = (day - START) / 365.25;
    const season = 1 + 0.6 * Math.sin((2 * Math.PI * day) / 365.25);
    const truth = taxon.level * Math.max(0, (1 + taxon.perYear * years) * season + weather);
    days.push(day);
    truths.push(truth);
    counts.push(poisson(rng, (truth * VOLUME) / SUB_PART));
  }
  return { days, counts, truths, values: counts.map((n) => (n * SUB_PART) / VOLUME) };
}

function poisson(rng: Rng, mean: number): number {
  let [count, left] = [0, mean];
  for (; left > 0; left -= 20) {
    const limit = Math.exp(-Math.min(left, 20));
    for (let product = rng.next(); product > limit; product *= rng.next()) count++;
  }
  return count;
}

/** Slope of the truth itself by the same seasons: what an error-free observer of these weeks would have found, on average. */
const trueSlope = ({ level, perYear }: Taxon): number => level * perYear;

const percent = (part: number, of: number): string => `${((100 * part) / of).toFixed(1)} %`;
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

console.log(`${simulations} simulations of 12 years of weeks; coverage is the share of 95 % intervals that hold the truth`);
for (const taxon of taxa) {
  const hits = { slope: 0, level: 0, counts: 0, counted: 0, published: 0, found: 0, falling: 0 };
  const slopes: number[] = [];
  for (let run = 0; run < simulations; run++) {
    const rng = createRng(run).fork(taxon.name);
    const { days, counts, truths, values } = simulate(rng, taxon);
    const truth = trueSlope(taxon);
    const table = seasonTable(days.map(yearOf), days.map(monthOf), values, { seasons: 12 });
    const trend = table === null ? null : seasonalMannKendall(table);
    if (trend?.slope != null) {
      slopes.push(trend.slope.slope);
      if (trend.slope.low <= truth && truth <= trend.slope.high) hits.slope++;
      if (trend.p < 0.05) hits.falling++;
    }
    const annual = bootstrapMean(values, { random: rng.fork("bootstrap").next, draws: 199 });
    const level = mean(truths);
    if (annual !== null && annual.low <= level && level <= annual.high) hits.level++;
    for (const [i, n] of counts.entries()) {
      const { low, high } = poissonInterval(n);
      const expected = (truths[i] * VOLUME) / SUB_PART;
      if (low <= expected && expected <= high) hits.counts++;
      hits.counted++;
    }
    const line = trendAsPublished(regularise(days, values))?.line;
    if (line != null) {
      hits.found++;
      if (line.low * 365.25 <= truth && truth <= line.high * 365.25) hits.published++;
    }
  }
  console.log(`\n${taxon.name}: ${taxon.level.toFixed(2)} ind m-3, slope put in ${trueSlope(taxon).toFixed(4)} ind m-3 a year`);
  console.log(`  counts, exact Poisson                         coverage ${percent(hits.counts, hits.counted)}`);
  console.log(`  mean of all samples, bootstrap                coverage ${percent(hits.level, simulations)}`);
  console.log(
    `  slope, seasonal Sen with correlated seasons   coverage ${percent(hits.slope, simulations)}, mean ${mean(slopes).toFixed(4)}; p < 0.05 in ${percent(hits.falling, simulations)}`,
  );
  console.log(`  slope, as published (STL, AR(1) line)         coverage ${percent(hits.published, Math.max(1, hits.found))}`);
}
