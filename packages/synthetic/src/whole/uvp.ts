import { createRng, type Rng } from "@nauplius/domain";
import type { Box } from "../draw/pose.ts";
import { ellipse } from "../draw/shapes.ts";
import { type Instrument, instruments, kept } from "../render/instruments.ts";
import { paint } from "../render/paint.ts";
import { inSitu, type Mix } from "../taxa/mix.ts";
import { drawCast, type Wanted } from "./cast.ts";
import { createRowNoise } from "./noise.ts";
import { place } from "./placement.ts";
import type { Stamp } from "./stamp.ts";
import { inReadingOrder, type Placed, type TruthObject, truthOf } from "./truth.ts";

export type UvpOptions = {
  readonly seed: number | string;
  /** Pixels; a UVP6 sees 2464 x 2056. */
  readonly width?: number;
  readonly height?: number;
  readonly objects?: number | readonly Wanted[];
  readonly mix?: Mix;
  readonly touching?: number;
  /** Small particles, counted but not kept as vignettes. */
  readonly particles?: number;
};

export type UvpFrame = {
  readonly width: number;
  readonly height: number;
  /** Native grey: bright on black. */
  readonly image: Uint8Array;
  readonly pixelSize: number;
  readonly threshold: number;
  readonly objects: readonly TruthObject[];
  readonly particles: readonly UvpParticle[];
};

/** A row of a particle table. */
export type UvpParticle = { readonly box: Box; readonly area: number; readonly meanGrey: number };

/** Sizes fall off steeply: numbers per size class follow a power law. */
const drawParticle = (instrument: Instrument, rng: Rng): Stamp[] => {
  const length = Math.min(9, 1.4 * (1 - rng.next()) ** -0.45);
  const look = {
    lengthPixels: length,
    angle: rng.uniform(0, 3.1),
    mirrored: false,
    foreshorten: 1,
    density: rng.uniform(0.4, 1.6),
    blur: 0.6,
  };
  const painted = paint([ellipse([0, 0, 0.5, rng.uniform(0.3, 0.5)], 0.8)], instrument, look, rng);
  if (painted === undefined) return [];
  const { grey, width, height, mask } = painted;
  const quiet = grey.map((v, k) => kept(instrument, mask.labels[k] === 1, v));
  return [{ width, height, grey: quiet, labels: mask.labels, box: mask.box, area: mask.area, holes: mask.holes, parts: [] }];
};

/** One full frame of an underwater vision profiler, with its objects and its particle table. */
export const uvpFrame = (options: UvpOptions): UvpFrame => {
  const { width = 2464, height = 2056 } = options;
  const instrument = instruments.uvp;
  const rng = createRng(options.seed).fork("uvp");
  const largest = { width: width * 0.5, height: height * 0.5 };
  const cast = {
    objects: options.objects ?? 4,
    mix: options.mix ?? inSitu,
    touching: options.touching ?? 0,
    variety: Number.POSITIVE_INFINITY,
    largest,
  };
  const stamps = drawCast(instrument, cast, rng.fork("objects"));
  const source = rng.fork("particles");
  const particles = Array.from({ length: options.particles ?? 150 }, (_, i) => i).flatMap((i) => drawParticle(instrument, source.fork(i)));
  const places = place([...stamps, ...particles], { x: 0, y: 0, width, height }, 2, rng.fork("places"));
  const placed = [...stamps, ...particles].map((stamp, i) => ({ stamp, ...places[i] }));
  const image = exposed(instrument, { width, height }, placed, rng);
  return {
    width,
    height,
    image,
    pixelSize: instrument.pixelSize,
    threshold: instrument.threshold,
    objects: inReadingOrder(placed.slice(0, stamps.length)).map((p) => truthOf(p, instrument)),
    particles: inReadingOrder(placed.slice(stamps.length)).map((p) => particleOf(p, image, width)),
  };
};

const exposed = (instrument: Instrument, size: { width: number; height: number }, placed: readonly Placed[], rng: Rng): Uint8Array => {
  const { width, height } = size;
  const image = new Uint8Array(width * height);
  const noise = createRowNoise(rng.fork("noise"), instrument.noise, 12, width);
  for (let y = 0; y < height; y++) {
    const { table, offset } = noise(y);
    for (let x = 0; x < width; x++) image[y * width + x] = kept(instrument, false, Math.round(instrument.background + table[offset + x]));
  }
  for (const { stamp, x, y } of placed) {
    for (let v = 0; v < stamp.height; v++) {
      const { table, offset } = noise(y + v);
      for (let u = 0; u < stamp.width; u++) {
        const i = v * stamp.width + u;
        const grey = stamp.grey[i];
        const spread = table[offset + x + u] * (1 + (instrument.speckle / instrument.noise) * Math.abs(grey - instrument.background));
        image[(y + v) * width + x + u] = kept(instrument, stamp.labels[i] === 1, Math.round(grey + spread));
      }
    }
  }
  return image;
};

const particleOf = ({ stamp, x, y }: Placed, image: Uint8Array, width: number): UvpParticle => {
  let sum = 0;
  for (let i = 0; i < stamp.labels.length; i++) {
    if (stamp.labels[i] !== 0) sum += image[(y + Math.floor(i / stamp.width)) * width + x + (i % stamp.width)];
  }
  return { box: { ...stamp.box, x: stamp.box.x + x, y: stamp.box.y + y }, area: stamp.area, meanGrey: sum / stamp.area };
};
