import { type Arena, createBlankBackground, createFrameFinder, type Kernels, type Limits } from "@nauplius/imaging";
import type { ScanSource } from "../../readers/source.ts";
import { type EightBits, openEightBits } from "./eight-bits.ts";

export type GroundOptions = {
  /** Columns and rows of the scan. */
  readonly width: number;
  readonly height: number;
  /** One or two, of one size. */
  readonly blanks: readonly ScanSource[];
  /** How each of them becomes 8 bits. */
  readonly ranges: readonly EightBits["range"][];
  /** Rows of the scan that are worked on together, and of the blanks that are read together. */
  readonly stripRows: number;
  /** Width of the strips that look for the tray's border, px. */
  readonly step: number;
  readonly signal?: AbortSignal;
};

/** The empty tray under a scan, read as the scan needs it. */
export type Ground = {
  /** Reads until row y can be had; at most `stripRows` rows further than the last time. */
  readonly load: (y: number) => Promise<void>;
  /** Leaves 255 - |ground - row| in a row of the scan. */
  readonly subtract: (row: number, y: number) => void;
  readonly limits: () => Limits;
  /** Share of the middle of the tray where the ground is clearly darker than the scan: something lay on it. */
  readonly covered: () => number;
  readonly close: () => Promise<void>;
};

/** Greys by which the ground is darker than the scan where something lay on the tray; noise and a lamp that aged stay below. */
const leastCover = 40;
/** Every so many rows are looked at, without a margin of this share on each side: borders of two scans do not lie exactly alike. */
const [coverStep, coverMargin] = [8, 0.1];

function createCoverCount(bytes: Uint8Array, width: number, height: number) {
  const [left, right] = [Math.floor(coverMargin * width), Math.ceil((1 - coverMargin) * width)];
  let [covered, seen] = [0, 0];
  return {
    row: (scan: number, ground: number, y: number): void => {
      if (y % coverStep !== 0 || y < coverMargin * height || y > (1 - coverMargin) * height) return;
      for (let x = left; x < right; x++) if (bytes[scan + x] - bytes[ground + x] >= leastCover) covered++;
      seen += right - left;
    },
    share: (): number => (seen === 0 ? 0 : covered / seen),
  };
}

export function openGround(kernels: Kernels, arena: Arena, options: GroundOptions): Ground {
  const { width, height, blanks, ranges, stripRows, step, signal } = options;
  const { width: blankWidth, height: blankHeight } = blanks[0].header;
  const ahead = Math.ceil(stripRows * Math.max(1, blankHeight / height)) + stripRows;
  const size = { width, height, blankWidth, blankHeight, ahead };
  const background = createBlankBackground(kernels, arena, { ...size, blanks: blanks.length > 1 ? 2 : 1 });
  const files = blanks.map((blank) => blank.strips(stripRows, signal));
  const readers = ranges.map((range) => openEightBits(kernels, arena, range, blankWidth));
  const rowsAt = blanks.map(() => arena.take(blankWidth));
  const rows = rowsAt.map((at) => kernels.bytes.subarray(at, at + blankWidth));
  const target = arena.take(width);
  const finder = createFrameFinder({ width, height, step });
  const cover = createCoverCount(kernels.bytes, width, height);
  const feedStrip = async (): Promise<void> => {
    const strips = await Promise.all(files.map((file) => file.next()));
    const count = Math.min(...strips.map(({ value }) => value?.rows ?? 0));
    for (let r = 0; r < count; r++) {
      strips.forEach(({ value }, n) => {
        if (value) readers[n].write(rowsAt[n], value.data.subarray(r * blankWidth, (r + 1) * blankWidth));
      });
      background.feed(rows);
    }
  };
  return {
    load: async (y) => {
      while (background.fed() < background.needs(y)) await feedStrip();
    },
    subtract: (row, y) => {
      background.row(target, y);
      finder.row(y, kernels.bytes.subarray(target, target + width));
      cover.row(row, target, y);
      kernels.difference(row, row, target, width);
    },
    limits: finder.limits,
    covered: cover.share,
    close: async () => {
      for (const file of files) await file.return(undefined);
    },
  };
}
