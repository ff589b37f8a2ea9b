/**
 * A morphospace of the size of Beck et al. 2023: 845,812 individuals x 45 features, k = 200, 10 starts on the cores given.
 * `npm run bench:morphospace [-- individuals starts threads]` in packages/pipelines. Where R is there, it gets the same data in the same run.
 */

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
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
const limits = { seconds: 60, mib: 2048 };
const peak = process.resourceUsage().maxRSS / 1024;
console.log(
  `limits: ${total("wall").toFixed(1)} of ${limits.seconds} s (${total("wall") <= limits.seconds ? "kept" : "NOT kept"}), ${peak.toFixed(0)} of ${limits.mib} MiB (${peak <= limits.mib ? "kept" : "NOT kept"})`,
);

const raw = (values: Float32Array | Float64Array): Uint8Array => new Uint8Array(values.buffer, values.byteOffset, values.byteLength);

/** R on the same data: its weighted PCA, and Lloyd's iterations without weights, since stats::kmeans has none. */
function besideR(): void {
  if (spawnSync("Rscript", ["--version"]).status !== 0) {
    console.log("skipped: R beside it, since Rscript is not there");
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), "nauplius-bench-"));
  try {
    writeFileSync(join(folder, "weights.bin"), raw(own));
    writeFileSync(join(folder, "points.bin"), raw(points));
    writeFileSync(join(folder, "features.bin"), "");
    for (const column of prepared.columns) writeFileSync(join(folder, "features.bin"), raw(Float32Array.from(column)), { flag: "a" });
    const script = fileURLToPath(new URL("./morphospace.R", import.meta.url));
    const sizes = [own.length, prepared.columns.length, K].map(String);
    const ran = spawnSync("Rscript", [script, folder, ...sizes], { encoding: "utf8", timeout: 170_000 });
    if (ran.status !== 0) {
      console.log(`R gave up: ${ran.stderr.trim().split("\n").at(-1) ?? ran.signal}`);
      return;
    }
    const r = JSON.parse(ran.stdout) as {
      version: string;
      pca: number;
      eigenvalues: number[];
      lloyd: number;
      iterations: number;
      memoryMb: number;
    };
    const error = Math.max(...r.eigenvalues.map((value, i) => Math.abs(value - pca.eigenvalues[i])));
    const start = timings[`k-means, ${starts} starts`].wall / starts;
    console.log(
      `R ${r.version}, same data: cov.wt and eigen ${r.pca.toFixed(1)} s (ours ${timings["weighted PCA"].wall.toFixed(1)} s), eigenvalues differ by ${error.toExponential(1)} (features in single precision)`,
    );
    console.log(
      `R, kmeans of Lloyd without weights: ${r.lloyd.toFixed(1)} s for ${r.iterations} iterations of one start (ours: ${start.toFixed(1)} s a whole start on ${threads} threads); R's memory ${r.memoryMb} MB`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
besideR();
