import { createRng, type Rng } from "@nauplius/domain";
import { type GreyImage, type NetworkShape, planktonContract, readSignal, sizeNames, sizesOf } from "@nauplius/ml";
import type { ImageSet } from "./image-set.ts";
import { shared } from "./shared.ts";

export const shapeTaxa = ["bar", "disc", "ring"] as const;

/** A vignette of 30 to 50 px with a bar, a disc or a ring, dark on white, at any angle, with noise. */
export function drawShape(taxon: (typeof shapeTaxa)[number], random: Rng): GreyImage {
  const [width, height] = [30 + random.int(20), 30 + random.int(20)];
  const data = new Uint8Array(width * height);
  const angle = random.uniform(0, Math.PI);
  const radius = random.uniform(8, 13);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [dx, dy] = [x - width / 2, y - height / 2];
      const [along, across] = [dx * Math.cos(angle) + dy * Math.sin(angle), dy * Math.cos(angle) - dx * Math.sin(angle)];
      const distance = Math.hypot(dx, dy);
      const isInk = {
        bar: Math.abs(along) < radius && Math.abs(across) < 3,
        disc: distance < radius * 0.7,
        ring: distance < radius && distance > radius - 3,
      }[taxon];
      data[y * width + x] = Math.round(Math.min(255, Math.max(0, (isInk ? 90 : 245) + random.normal(0, 6))));
    }
  }
  return { data, width, height };
}

/** `count` objects of each taxon, one after the other. */
export function shapeSet(count: number, seed: number): ImageSet {
  const random = createRng(seed);
  const drawn = Array.from({ length: count * shapeTaxa.length }, (_, i) => readSignal(drawShape(shapeTaxa[i % 3] ?? "bar", random)));
  const total = drawn.reduce((sum, { data }) => sum + data.length, 0);
  const set: ImageSet = {
    names: drawn.map((_, i) => `${shapeTaxa[i % 3]}/${i}.png`),
    taxa: shapeTaxa,
    labels: Int32Array.from(drawn, (_, i) => i % 3),
    pixels: shared(Uint8Array, total),
    offsets: shared(Float64Array, drawn.length + 1),
    widths: Int32Array.from(drawn, ({ width }) => width),
    heights: Int32Array.from(drawn, ({ height }) => height),
    longest: Int32Array.from(drawn, ({ width }) => width),
    numbers: Float32Array.from(drawn.flatMap((signal) => [...sizesOf(signal)])),
    features: new Float32Array(),
  };
  let at = 0;
  for (const [i, { data }] of drawn.entries()) {
    set.pixels.set(data, at);
    at += data.length;
    set.offsets[i + 1] = at;
  }
  return set;
}

/** Small enough for a test. */
export const smallShape: NetworkShape = {
  channels: 1,
  stem: 8,
  stages: [
    { width: 16, inner: 8, blocks: 1 },
    { width: 16, inner: 8, blocks: 1 },
    { width: 16, inner: 8, blocks: 1 },
  ],
  embedding: 16,
  numbers: sizeNames.length,
  numberUnits: 4,
  classes: shapeTaxa.length,
};

export const smallContract = { ...planktonContract, reference: 32 };
