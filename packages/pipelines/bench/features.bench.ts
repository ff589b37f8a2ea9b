import { createRng } from "@nauplius/domain";
import { openPool } from "../src/threads/pool.ts";
import { encodeJpeg } from "../src/vignette/encode.ts";
import { hasSet, imagesOfTar } from "../src/vignette/sets.fixture.ts";
import type { Done } from "./features.tasks.ts";
import { perSecond } from "./measure.ts";
import { compareWithScikitImage } from "./scikit-image.ts";

/** Vignettes decoded, masked and measured a second, on two threads, beside the bound that is asked for. The processor's time an object does
 *  not depend on who else computes. */
const bounds = { compat: 600, sane: 800 } as const;
const THREADS = 2;
/** --quick takes an eighth. */
const quick = process.argv.includes("--quick");
const BATCH = 50;

/** Crops of the sizes of PlanktonSet (longest side p5/p50/p95: 42/63/201 px): a body with limbs, drawn with a seed. */
async function drawnCrops(count: number): Promise<Uint8Array[]> {
  const rng = createRng("features bench");
  return Promise.all(
    Array.from({ length: count }, async () => {
      const width = Math.round(40 + Math.exp(rng.normal(3.3, 0.8)));
      const height = Math.round(width * rng.uniform(0.5, 1));
      const [limbs, phase] = [3 + rng.int(6), rng.uniform(0, 6)];
      const data = new Uint8Array(width * height);
      for (let p = 0; p < data.length; p++) {
        const [x, y] = [(p % width) / width - 0.5, Math.floor(p / width) / height - 0.5];
        const edge = 0.22 + 0.16 * Math.max(0, Math.cos(limbs * Math.atan2(y, x) + phase)) ** 6;
        data[p] = Math.min(255, Math.max(0, (Math.hypot(x, y) < edge ? 90 + 60 * Math.hypot(x, y) : 245) + rng.normal(0, 4)));
      }
      return (await encodeJpeg({ data, width, height, channels: 1 })).bytes;
    }),
  );
}

async function measure(title: string, images: readonly Uint8Array[]): Promise<void> {
  console.log(`${title}: ${images.length.toLocaleString("en")} vignettes, ${THREADS} threads`);
  const pool = openPool<typeof import("./features.tasks.ts")>({
    module: new URL("./features.tasks.ts", import.meta.url),
    size: THREADS,
    isolation: "thread",
  });
  const run = async (engine: "compat" | "sane", some: readonly Uint8Array[]): Promise<Done[]> => {
    const batches = Array.from({ length: Math.ceil(some.length / BATCH) }, (_, i) => some.slice(i * BATCH, (i + 1) * BATCH));
    const results = await Promise.all(batches.map((batch) => pool.run("measure", { images: batch, engine })));
    return results.map((result) => {
      if (!result.ok) throw new Error(result.error.message);
      return result.value;
    });
  };
  for (const engine of ["compat", "sane"] as const) {
    await run(engine, images.slice(0, 8 * BATCH));
    const [start, before] = [performance.now(), process.cpuUsage()];
    const done = await run(engine, images);
    const { user, system } = process.cpuUsage(before);
    const cpuMs = (user + system) / 1000 / images.length;
    const rate = perSecond({ images: images.length, seconds: (performance.now() - start) / 1000 });
    const each = (stage: "decode" | "mask" | "features") => (done.reduce((sum, d) => sum + d[stage], 0) / images.length).toFixed(2);
    const stages = `by the clock decode ${each("decode")}, mask ${each("mask")}, features ${each("features")} ms`;
    const alone = `${cpuMs.toFixed(2)} ms of processor each, ${Math.round((1000 * THREADS) / cpuMs).toLocaleString("en")}/s on ${THREADS} idle cores`;
    const objects = done.reduce((sum, d) => sum + d.objects, 0);
    console.log(
      `  ${engine}: ${rate.toLocaleString("en")} vignettes/s (bound ${bounds[engine]}), ${objects.toLocaleString("en")} objects; ${alone}; ${stages}`,
    );
  }
  await pool.close();
  await compareWithScikitImage(images.slice(0, quick ? 300 : 1500));
}

await measure("drawn crops", await drawnCrops(quick ? 500 : 4000));
if (hasSet("planktonset.tar"))
  await measure(
    `PlanktonSet, one of ${quick ? 32 : 4}`,
    (await imagesOfTar("planktonset.tar", quick ? 32 : 4)).map(({ bytes }) => bytes),
  );
else console.log("PlanktonSet: skipped, no ../shared/data/planktonset.tar");
