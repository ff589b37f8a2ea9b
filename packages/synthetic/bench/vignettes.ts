import { createRng } from "@nauplius/domain";
import { coastalTow, drawFrom, drawObject, inSitu, instruments, labelledFeatures, taxonModel, zooscanScan } from "../src/index.ts";

/** Milliseconds of `work`, and what it made per second. */
const timed = (name: string, work: () => number): void => {
  const start = performance.now();
  const made = work();
  const ms = performance.now() - start;
  console.log(`${name.padEnd(44)} ${(ms / made).toFixed(3)} ms each, ${Math.round((1000 * made) / ms)}/s`);
};

for (const [name, mix] of [
  ["zooscan", coastalTow],
  ["uvp", inSitu],
  ["isiis", inSitu],
] as const) {
  timed(`${name}: vignettes of a natural mix`, () => {
    for (let i = 0; i < 1500; i++) {
      const rng = createRng("bench").fork(i);
      drawObject(taxonModel(drawFrom(mix, rng)), { instrument: instruments[name], rng });
    }
    return 1500;
  });
}

timed("labelled feature rows", () => {
  let rows = 0;
  for (const chunk of labelledFeatures(300_000, "bench")) rows += chunk.rows;
  return rows;
});

timed("ZooScan strips, rows of 24,200 px", () => {
  const scan = zooscanScan({ width: 24_200, height: 2000, seed: "bench", objects: 100 });
  let rows = 0;
  for (const strip of scan.strips()) rows += strip.rows;
  return rows;
});
