import { createRng, type Rng } from "@nauplius/domain";
import { type Instrument, instruments, kept } from "../render/instruments.ts";
import { inSitu, type Mix } from "../taxa/mix.ts";
import { drawCast, type Wanted } from "./cast.ts";
import { createRowNoise, slowWave } from "./noise.ts";
import { place } from "./placement.ts";
import { inReadingOrder, type Placed, type TruthObject, truthOf } from "./truth.ts";

export type IsiisOptions = {
  readonly seed: number | string;
  /** How many frames the stream is stored in. */
  readonly frames: number;
  /** Pixels of the line, and lines of a frame. */
  readonly width?: number;
  readonly height?: number;
  readonly objects?: number | readonly Wanted[];
  readonly mix?: Mix;
  readonly touching?: number;
  /** Different drawings; a long stream uses them again. */
  readonly variety?: number;
};

export type IsiisStream = {
  readonly width: number;
  /** Lines of a frame. */
  readonly height: number;
  readonly frames: number;
  readonly pixelSize: number;
  /** Grey of the ground and threshold once the light is made even: 205 and 170. */
  readonly background: number;
  readonly threshold: number;
  /** In stream coordinates: y counts lines from the first frame on; an object may lie across frames. */
  readonly objects: readonly TruthObject[];
  readonly images: () => Generator<Uint8Array>;
};

/** Light along the line: vignetting, pixel-to-pixel gain, and a few dirty columns that stay dark for the whole tow. */
const columnGain = (width: number, rng: Rng): Float32Array => {
  const wave = slowWave(rng.fork("lamp"), 1);
  const dirt = rng.fork("dirt");
  const gain = Float32Array.from({ length: width }, (_, x) => {
    const off = (2 * x) / width - 1;
    return 1 - 0.16 * off * off + 0.04 * wave(x / width) + rng.normal(0, 0.008);
  });
  for (let k = 0; k < 6; k++) {
    const [at, wide, depth] = [dirt.int(width), 1 + dirt.int(5), dirt.uniform(0.05, 0.3)];
    for (let x = at; x < Math.min(width, at + wide); x++) gain[x] *= 1 - depth;
  }
  return gain;
};

/** A towed line-scan shadowgraph: one endless line stream cut into frames, with uneven and drifting light. */
export const isiisFrames = (options: IsiisOptions): IsiisStream => {
  const { width = 2048, height = 2048, frames } = options;
  const instrument = instruments.isiis;
  const rng = createRng(options.seed).fork("isiis");
  const lines = height * frames;
  const objects = options.objects ?? 12 * frames;
  const largest = { width: width * 0.5, height: Math.min(lines, height) * 0.8 };
  const cast = { objects, mix: options.mix ?? inSitu, touching: options.touching ?? 0, variety: options.variety ?? 400, largest };
  const stamps = drawCast(instrument, cast, rng.fork("objects"));
  const places = place(stamps, { x: 0, y: 0, width, height: lines }, 3, rng.fork("places"));
  const placed = inReadingOrder(stamps.map((stamp, i) => ({ stamp, ...places[i] })));
  return {
    width,
    height,
    frames,
    pixelSize: instrument.pixelSize,
    background: instrument.background,
    threshold: instrument.threshold,
    objects: placed.map((p) => truthOf(p, instrument)),
    images: () => streamed(instrument, { width, height, frames }, placed, rng),
  };
};

function* streamed(
  instrument: Instrument,
  size: { width: number; height: number; frames: number },
  placed: readonly Placed[],
  rng: Rng,
): Generator<Uint8Array> {
  const { width, height, frames } = size;
  const gain = columnGain(width, rng.fork("gain"));
  const drift = slowWave(rng.fork("drift"), 1);
  const noise = createRowNoise(rng.fork("noise"), instrument.noise, 11, width);
  const greys = new Float32Array(width);
  for (let frame = 0; frame < frames; frame++) {
    const image = new Uint8Array(width * height);
    const near = placed.filter((p) => p.y < (frame + 1) * height && p.y + p.stamp.height > frame * height);
    for (let r = 0; r < height; r++) {
      const line = frame * height + r;
      const { table, offset } = noise(line);
      for (let x = 0; x < width; x++) greys[x] = instrument.background + table[offset + x];
      for (const each of near) pressLine(instrument, each, line, greys, { table, offset });
      // the lamp drifts over some ten thousand lines
      const level = 1 + 0.07 * drift(line / 20_000);
      for (let x = 0; x < width; x++) {
        image[r * width + x] = Math.min(255, greys[x] * gain[x] * level + 0.5);
      }
    }
    yield image;
  }
}

const pressLine = (
  instrument: Instrument,
  { stamp, x, y }: Placed,
  line: number,
  greys: Float32Array,
  noise: { table: Float32Array; offset: number },
): void => {
  const v = line - y;
  if (v < 0 || v >= stamp.height) return;
  for (let u = 0; u < stamp.width; u++) {
    const i = v * stamp.width + u;
    if (stamp.grey[i] === instrument.background) continue;
    greys[x + u] = kept(instrument, stamp.labels[i] === 1, stamp.grey[i] + noise.table[noise.offset + x + u]);
  }
};
