import { createRng } from "@nauplius/domain";
import { burnFooter, footerStyle, roundBar } from "@nauplius/imaging";
import sharp from "sharp";
import { encodeJpeg, encodePng } from "../src/vignette/encode.ts";
import { hasSet, imagesOfTar } from "../src/vignette/sets.fixture.ts";
import type { ImageInput } from "../src/vignette/types.ts";
import { openVignettePool } from "../src/vignette/vignette-pool.ts";
import { cpuSeconds, peakMemory, perSecond, timed } from "./measure.ts";

/** Sizes of PlanktonSet's vignettes (longest side p5/p50/p95: 42/63/201 px), drawn with a seed. */
async function drawnImages(count: number, how: "jpeg" | "png" | "footer"): Promise<ImageInput[]> {
  const rng = createRng(`vignette bench ${how}`);
  return Promise.all(
    Array.from({ length: count }, async (_, i) => {
      const width = Math.round(40 + Math.exp(rng.normal(3.3, 0.8)));
      const height = Math.round(width * rng.uniform(0.5, 1));
      const data = new Uint8Array(width * height);
      for (let p = 0; p < data.length; p++) {
        const r = Math.hypot((p % width) / width - 0.5, Math.floor(p / width) / height - 0.5);
        data[p] = Math.min(255, Math.max(0, (r < 0.3 ? 90 : 245) + rng.normal(0, 4)));
      }
      const clean = { data, width, height, channels: 1 } as const;
      const pixels = how === "footer" ? burnFooter(clean, roundBar(10.6, width - 18), footerStyle(true)) : clean;
      return { name: `${i}.${how}`, bytes: (await (how === "jpeg" ? encodeJpeg(pixels) : encodePng(pixels))).bytes };
    }),
  );
}

async function* cycle(images: readonly ImageInput[], count: number): AsyncGenerator<ImageInput> {
  for (let i = 0; i < count; i++) {
    const image = images[i % images.length];
    if (image !== undefined) yield image;
  }
}

/** What one process does with sharp's plain API, four calls at a time. */
async function plainSharp(images: readonly ImageInput[]): Promise<number> {
  const some = images.filter((_, i) => i % Math.ceil(images.length / 2000) === 0);
  const rate = await timed(some.length, async () => {
    for (let i = 0; i < some.length; i += 4) await Promise.all(some.slice(i, i + 4).map(({ bytes }) => sharp(bytes).raw().toBuffer()));
  });
  return perSecond(rate);
}

async function measure(title: string, images: readonly ImageInput[], count = images.length): Promise<void> {
  const plain = await plainSharp(images);
  console.log(`${title}: ${count.toLocaleString("en")} images; plain sharp ${plain}/s`);
  for (const processes of [1, 2, 4]) {
    const pool = openVignettePool({ processes });
    await pool.derive(images.slice(0, 64 * processes));
    let refused = 0;
    const before = cpuSeconds();
    const rate = await timed(count, async () => {
      for await (const { result } of pool.deriveStream(cycle(images, count))) if (!result.ok) refused += 1;
    });
    const cpuMs = ((cpuSeconds() - before) * 1000) / count;
    const { decoders } = peakMemory();
    await pool.close();
    const ratio = (perSecond(rate) / plain).toFixed(1);
    const memory = decoders.map((mib) => Math.round(mib)).join(" + ");
    const found = `${perSecond(rate).toLocaleString("en")} images/s, ${ratio} x sharp, ${cpuMs.toFixed(2)} ms of processor an image`;
    console.log(`  ${processes} processes: ${found}, ${refused} refused, peak ${memory} MiB`);
  }
}

await measure("drawn JPEG", await drawnImages(2000, "jpeg"), 20_000);
await measure("drawn PNG", await drawnImages(1000, "png"), 5000);
await measure("drawn PNG with a footer (cut and encoded again)", await drawnImages(500, "footer"), 2000);
for (const [title, set] of [
  ["PlanktonSet (JPEG)", "planktonset.tar"],
  ["PWSSC (colour PNG)", "pwssc-subset.tar"],
  ["ZooScan (JPEG with a footer)", "zooscan-features.tar"],
] as const) {
  if (hasSet(set)) await measure(title, await imagesOfTar(set));
  else console.log(`${title}: skipped, no ../shared/data/${set}`);
}
console.log(`peak of this process: ${Math.round(peakMemory().own)} MiB (it holds the images)`);
