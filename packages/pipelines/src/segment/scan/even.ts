import { type Arena, type Box, combinedFrame, createArena, createFrameFinder, type Kernels, type Limits } from "@nauplius/imaging";
import type { ScanSource } from "../../readers/source.ts";
import { openKernels } from "../kernels.ts";
import { type EightBits, measureRange, openEightBits } from "./eight-bits.ts";
import { openGround } from "./ground.ts";

/** A scan on even white ground, whole in memory that threads share. */
export type EvenScan = {
  readonly kernels: Kernels;
  readonly arena: Arena;
  /** Address of its first pixel; width * height greys follow. */
  readonly at: number;
  /** The clear part of the tray. */
  readonly frame: Box;
  /** Share of the tray on which something lay when the blanks were made; 0 without blanks. */
  readonly covered: number;
  /** Levels of the 16-bit files, in the order scan, blanks; null for 8 bits. */
  readonly ranges: readonly EightBits["range"][];
};

export type EvenOptions = {
  /** One or two scans of the empty tray, or none: the scan is on even ground already. */
  readonly blanks: readonly ScanSource[];
  /** um */
  readonly pixelSize: number;
  readonly signal?: AbortSignal;
  /** Share of the work that is done, 0..1. */
  readonly onProgress?: (share: number) => void;
};

/** Few enough rows for the caches of the processor, and for an event loop that has other work. */
const stripRows = 32;
/** What the labeller, the blanks and the strips need beside the image: bytes a column, and the tables of three 16-bit files. */
const roomPerColumn = 1200;
const roomForTables = 1_000_000;

/** ZooProcess' strips are resolution / 240 wide: 0.106 mm. */
const stepOf = (pixelSize: number): number => Math.max(1, Math.floor(25_400 / 240 / pixelSize));

/** Reads a scan and its blanks once, side by side, and leaves 255 - |blank - scan|: memory is the image and some dozen rows. */
export async function evenScan(scan: ScanSource, { blanks, pixelSize, signal, onProgress = () => {} }: EvenOptions): Promise<EvenScan> {
  const { width, height } = scan.header;
  const widest = blanks.reduce((most, { header }) => Math.max(most, header.width, (header.height / height) * width), width);
  const room = width * height + Math.ceil(roomPerColumn * widest) + roomForTables;
  const [kernels, arena] = [openKernels(room, true), createArena(room)];
  const at = arena.take(width * height);
  const ranges: EightBits["range"][] = [];
  for (const source of [scan, ...blanks]) ranges.push(await measureRange(source, signal));
  const reader = openEightBits(kernels, arena, ranges[0], stripRows * width);
  const step = stepOf(pixelSize);
  const own = createFrameFinder({ width, height, step });
  const size = { width, height, stripRows, step, signal };
  const ground = blanks.length > 0 ? openGround(kernels, arena, { ...size, blanks, ranges: ranges.slice(1) }) : undefined;
  try {
    for await (const { y, rows, data } of scan.strips(stripRows, signal)) {
      const to = at + y * width;
      reader.write(to, data);
      await ground?.load(y + rows - 1);
      for (let r = 0; r < rows; r++) {
        const row = to + r * width;
        own.row(y + r, kernels.bytes.subarray(row, row + width));
        ground?.subtract(row, y + r);
      }
      onProgress((y + rows) / height);
    }
  } finally {
    await ground?.close();
  }
  const limits = own.limits();
  const frame = ground === undefined ? boxOf(limits) : combinedFrame(ground.limits(), limits, { step });
  return { kernels, arena, at, frame, covered: ground?.covered() ?? 0, ranges };
}

const boxOf = ({ left, top, right, bottom }: Limits): Box => ({ x: left, y: top, width: right - left, height: bottom - top });
