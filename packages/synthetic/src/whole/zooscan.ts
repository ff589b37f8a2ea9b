import { createRng, type Rng } from "@nauplius/domain";
import type { Box } from "../draw/pose.ts";
import { type Instrument, instruments, kept } from "../render/instruments.ts";
import { coastalTow, type Mix } from "../taxa/mix.ts";
import { type Cast, drawCast, type Wanted } from "./cast.ts";
import { drawDust } from "./dust.ts";
import { createRowNoise, slowWave } from "./noise.ts";
import { place } from "./placement.ts";
import { inReadingOrder, type Placed, type TruthObject, truthOf } from "./truth.ts";

export type ZooscanOptions = {
  readonly width: number;
  readonly height: number;
  readonly seed: number | string;
  /** um; 10.58 is 2400 dpi */
  readonly pixelSize?: number;
  readonly bitDepth?: 8 | 16;
  readonly objects?: number | readonly Wanted[];
  readonly mix?: Mix;
  /** Of the objects so many are touching pairs. */
  readonly touching?: number;
  /** Specks below the smallest object's size. */
  readonly dust?: number;
  readonly variety?: number;
  /** Width of the dark tray border, pixels. */
  readonly border?: number;
};

export type Strip = { readonly y: number; readonly rows: number; readonly data: Uint8Array | Uint16Array };

export type ZooscanScan = {
  readonly width: number;
  readonly height: number;
  readonly bitDepth: 8 | 16;
  /** um */
  readonly pixelSize: number;
  /** The clear part of the tray. */
  readonly frame: Box;
  readonly objects: readonly TruthObject[];
  /** Boxes of dust: found by the threshold, below the smallest object. */
  readonly dust: readonly Box[];
  /** The scan from top to bottom; any strip height gives the same pixels, and it can be read again. */
  readonly strips: (rows?: number) => Generator<Strip>;
  /** The empty tray, without objects and dust; each number is another scan of it. */
  readonly blank: (number: number, rows?: number) => Generator<Strip>;
};

/** Grey of the empty tray after 8-bit conversion, and the 16 to 8 bit rule it comes from (median 54921, reference/morphology 3.1). */
const ground = 222.2;
const perGrey = (63159 - 756 + 1) / 256;
const offset16 = 756;

const tray = ({ width, height, border }: { width: number; height: number; border: number }, rng: Rng) => {
  const [across, down] = [slowWave(rng.fork("across"), 0.4), slowWave(rng.fork("down"), 0.3)];
  const columns = Float32Array.from({ length: width }, (_, x) => 5 * across(x / width));
  /** 0 in the dark border, 1 on the clear tray, soft over 8 px. */
  const clear = (v: number, size: number): number => Math.min(1, Math.max(0, (Math.min(v, size - 1 - v) - border + 8) / 8));
  const sides = Float32Array.from({ length: width }, (_, x) => clear(x, width));
  return { columns, sides, row: (y: number) => ({ level: ground + 4 * down(y / height), clear: clear(y, height) }) };
};

/** A whole ZooScan scan as strips, with everything that is true about it. Only strips and the stamps are held in memory. */
export const zooscanScan = (options: ZooscanOptions): ZooscanScan => {
  const { width, height, bitDepth = 8, touching = 0 } = options;
  const instrument: Instrument = { ...instruments.zooscan, pixelSize: options.pixelSize ?? instruments.zooscan.pixelSize };
  const border = options.border ?? Math.round(Math.min(width, height) * 0.015);
  const frame = { x: border + 12, y: border + 12, width: width - 2 * border - 24, height: height - 2 * border - 24 };
  const rng = createRng(options.seed).fork("zooscan");
  const cast: Cast = {
    objects: options.objects ?? 100,
    mix: options.mix ?? coastalTow,
    touching,
    variety: options.variety ?? Number.POSITIVE_INFINITY,
    largest: { width: frame.width * 0.6, height: frame.height * 0.6 },
  };
  const stamps = drawCast(instrument, cast, rng.fork("objects"));
  const specks = drawDust(instrument, options.dust ?? 60, rng.fork("dust"));
  const places = place([...stamps, ...specks], frame, 3, rng.fork("places"));
  const placed = [...stamps, ...specks].map((stamp, i) => ({ stamp, ...places[i] }));
  const light = tray({ width, height, border }, rng.fork("light"));
  const source = { width, height, bitDepth, instrument, light, rng };
  return {
    width,
    height,
    bitDepth,
    pixelSize: instrument.pixelSize,
    frame,
    objects: inReadingOrder(placed.slice(0, stamps.length)).map((p) => truthOf(p, instrument)),
    dust: inReadingOrder(placed.slice(stamps.length)).map((p) => truthOf(p, instrument).box),
    strips: (rows = 256) => scanStrips({ ...source, placed: inReadingOrder(placed), noise: "scan" }, rows),
    blank: (number, rows = 256) => scanStrips({ ...source, placed: [], noise: `blank ${number}` }, rows),
  };
};

type Source = {
  width: number;
  height: number;
  bitDepth: 8 | 16;
  instrument: Instrument;
  light: ReturnType<typeof tray>;
  rng: Rng;
  placed: readonly Placed[];
  noise: string;
};

function* scanStrips(source: Source, rows: number): Generator<Strip> {
  const { width, height, bitDepth, rng } = source;
  if (!Number.isInteger(rows) || rows < 1) throw new RangeError(`a strip has a whole number of rows, got ${rows}`);
  const noise = createRowNoise(rng.fork(source.noise), 0.9, 2, width);
  const loss = new Float32Array(width);
  for (let y = 0; y < height; y += rows) {
    const count = Math.min(rows, height - y);
    const data = bitDepth === 8 ? new Uint8Array(width * count) : new Uint16Array(width * count);
    for (let r = 0; r < count; r++) {
      const { table, offset } = noise(y + r);
      loss.fill(0);
      for (const each of source.placed) pressRow(source.instrument, each, y + r, loss, table, offset);
      writeRow(source, y + r, data.subarray(r * width, (r + 1) * width), { loss, table, offset });
    }
    yield { y, rows: count, data };
  }
}

/** Light lost in one row under a stamp, noise included and kept away from the threshold. */
const pressRow = (
  instrument: Instrument,
  { stamp, x, y }: Placed,
  row: number,
  loss: Float32Array,
  table: Float32Array,
  offset: number,
): void => {
  const v = row - y;
  if (v < 0 || v >= stamp.height) return;
  for (let u = 0; u < stamp.width; u++) {
    const i = v * stamp.width + u;
    const grey = stamp.grey[i];
    if (grey === instrument.background) continue;
    const n = 2 * table[offset + x + u];
    loss[x + u] = 255 - kept(instrument, stamp.labels[i] === 1, grey + n) + table[offset + x + u];
  }
};

type Row = { loss: Float32Array; table: Float32Array; offset: number };

const writeRow = (source: Source, y: number, out: Uint8Array | Uint16Array, { loss, table, offset }: Row): void => {
  const { light, width, bitDepth } = source;
  const { level, clear } = light.row(y);
  for (let x = 0; x < width; x++) {
    const open = Math.min(clear, light.sides[x]);
    const lit = 42 + (level + light.columns[x] - 42) * open;
    const grey = lit + table[offset + x] - loss[x];
    const value = bitDepth === 8 ? grey : offset16 + grey * perGrey;
    out[x] = value < 0 ? 0 : value + 0.5;
  }
};
