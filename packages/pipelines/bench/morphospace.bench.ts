/**
 * A morphospace of the size of Beck et al. 2023: 845,812 individuals x 45 features, k = 200, 10 starts on the cores given.
 * `npm run bench:morphospace [-- individuals starts threads]` in packages/pipelines. BENCH_POINTS=FILE keeps the coordinates and weights
 * as raw doubles (4 coordinates and a weight each), to be clustered by other tools.
 */

import { writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { createRng, type Rng } from "@nauplius/domain";
import { convexHull, fitPreparation, kaiserAxes, makeTable, percents, project, publishedPreparation, weightedPca } from "@nauplius/ecology";
import { clusterOnThreads } from "../src/morphospace/index.ts";

const [individuals = 845_812, starts = 10, threads = availableParallelism()] = process.argv.slice(2).map(Number);
const K = 200;

/** Features that follow five traits, on the scale of their transform: sizes are lognormal, grey levels not. */
function features(rng: Rng, n: number) {
  const traits = Array.from({ length: 5 }, (_, t) => {
    const own = rng.fork(`trait ${t}`);
    // A continuum with a few dense places, as plankton has.
    const places = Array.from({ length: 9 }, () => [own.normal(0, 1.2), 0.4 + 0.5 * own.next()] as const);
    return Float32Array.from({ length: n }, () => {
      const [centre, spread] = own.pick(places);
      return own.normal(centre, spread);
    });
  });
  const columns = publishedPreparation.rules.map(({ feature, transform }, f) => {
    const own = rng.fork(feature);
    const loads = traits.map(() => own.normal(0, 0.5));
    const main = f % traits.length;
    const noise = 0.35;
    return Float32Array.from({ length: n }, (_, i) => {
      let value = traits[main][i] + noise * own.normal();
      for (let t = 0; t < traits.length; t++) value += loads[t] * traits[t][i];
      return transform === "none" ? 100 + 10 * value : Math.exp(0.4 * value);
    });
  });
  const names = publishedPreparation.rules.map((rule) => rule.feature);
  const weight = rng.fork("weights");
  return {
    table: makeTable(names, columns),
    weights: Float64Array.from({ length: n }, () => 2 ** weight.int(6) / (20 + 40 * weight.next())),
  };
}

type Timing = { readonly wall: number; readonly cpu: number };
const timings: Record<string, Timing> = {};

async function timed<T>(stage: string, run: () => T | Promise<T>): Promise<T> {
  const [wall, cpu] = [performance.now(), process.cpuUsage()];
  const result = await run();
  const used = process.cpuUsage(cpu);
  timings[stage] = { wall: (performance.now() - wall) / 1000, cpu: (used.user + used.system) / 1e6 };
  const { wall: seconds, cpu: spent } = timings[stage];
  console.log(`${stage.padEnd(34)} ${seconds.toFixed(1).padStart(7)} s   ${spent.toFixed(1).padStart(7)} s of processor time`);
  return result;
}

const { table, weights } = features(createRng(1), individuals);
console.log(
  `${individuals} individuals x ${table.names.length} features, k = ${K}, ${starts} starts, ${threads} threads, Node ${process.version}`,
);
const { frozen, prepared } = await timed("trim, transform, fill", () => fitPreparation(table, publishedPreparation));
const own = Float64Array.from(prepared.rows, (row) => weights[row]);
const pca = await timed("weighted PCA", () =>
  weightedPca(
    frozen.rules.map((rule) => rule.feature),
    prepared.columns,
    own,
  ),
);
const points = await timed("coordinates on 4 axes", () => project(pca, prepared.columns, 4));
await timed("hull of all individuals", () => convexHull(points, 4));
const morphs = await timed(`k-means, ${starts} starts`, () =>
  clusterOnThreads({ points, dims: 4, weights: own }, { k: K, starts, seed: 1, threads }),
);
const total = (what: keyof Timing): number => Object.values(timings).reduce((sum, timing) => sum + timing[what], 0);
console.log(
  `${"in all".padEnd(34)} ${total("wall").toFixed(1).padStart(7)} s   ${total("cpu").toFixed(1).padStart(7)} s of processor time`,
);
console.log(`peak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB; ${prepared.rows.length} individuals placed`);
console.log(
  `axes above 1: ${kaiserAxes(pca, 45)}; per cent: ${percents(pca)
    .slice(0, 5)
    .map((value) => value.toFixed(1))
    .join(" ")}`,
);
console.log(
  `objective ${morphs.objective}, ${morphs.iterations} iterations on all individuals, ${morphs.converged ? "settled" : "stopped at 100"}`,
);
const file = process.env.BENCH_POINTS;
if (file !== undefined) {
  const rows = Float64Array.from({ length: own.length * 5 }, (_, at) =>
    at % 5 < 4 ? points[Math.floor(at / 5) * 4 + (at % 5)] : own[Math.floor(at / 5)],
  );
  writeFileSync(file, Buffer.from(rows.buffer));
}
