import type { Arena, Kernels } from "../kernel/kernels.ts";

export type BlankOptions = {
  /** Columns and rows of the scan. */
  readonly width: number;
  readonly height: number;
  readonly blankWidth: number;
  readonly blankHeight: number;
  /** Blank scans that are combined. */
  readonly blanks: 1 | 2;
  /** Rows that may be fed before they are needed. Default 1. */
  readonly ahead?: number;
};

/** The ground under a scan, a row at a time from rows of blank scans: memory is a dozen rows,
 *  and those that are fed ahead. */
export type BlankBackground = {
  /** Rows of the blanks that must be fed before row y of the scan. */
  readonly needs: (y: number) => number;
  readonly fed: () => number;
  /** The next row of each blank, 8 bit. */
  readonly feed: (rows: readonly Uint8Array[]) => void;
  /** Writes row y of the ground; y never goes back. */
  readonly row: (target: number, y: number) => void;
};

/** Rows of blanks under the disc. */
const disc = 7;

/** ZooProcess' background: blank scans halved and added, the mean over a disc of 37 pixels with the edge repeated, stretched bilinearly to the
 *  size of the scan where the blanks have fewer (or more) pixels. */
export function createBlankBackground(kernels: Kernels, arena: Arena, options: BlankOptions): BlankBackground {
  const { width, height, blankWidth, blankHeight, ahead = 1 } = options;
  const ring = disc + ahead;
  const padded = Math.ceil((blankWidth + 6) / 4) * 4;
  const rowsAt = Array.from({ length: ring }, () => arena.take(padded));
  const [inputs, pointers, scratch] = [[arena.take(blankWidth), arena.take(blankWidth)], arena.take(28), arena.take(6 * padded)];
  const smoothed = createSmoothRows();
  let fed = 0;

  function createSmoothRows(): (target: number, y: number) => void {
    const addresses = new Uint32Array(kernels.bytes.buffer, pointers, 7);
    return (target, y) => {
      for (let k = 0; k < 7; k++) addresses[k] = rowsAt[Math.min(blankHeight - 1, Math.max(0, y + k - 3)) % ring];
      kernels.discMean(target, pointers, scratch, blankWidth);
    };
  }

  const feed: BlankBackground["feed"] = (rows) => {
    const at = rowsAt[fed % ring];
    const { bytes } = kernels;
    if (rows.length === 1) bytes.set(rows[0], at + 3);
    else {
      rows.forEach((row, n) => {
        bytes.set(row, inputs[n]);
      });
      // The padded row begins three bytes in; kernels take any address of bytes.
      kernels.meanOfTwo(at + 3, inputs[0], inputs[1], blankWidth);
    }
    bytes.fill(bytes[at + 3], at, at + 3);
    bytes.fill(bytes[at + 2 + blankWidth], at + 3 + blankWidth, at + 6 + blankWidth);
    fed++;
  };

  const lowerOf = (y: number): number => Math.min(blankHeight, y + 4);
  if (blankWidth === width && blankHeight === height) return { needs: lowerOf, fed: () => fed, feed, row: smoothed };
  const stretch = createStretch(kernels, arena, options, smoothed);
  return { needs: (y) => lowerOf(stretch.upper(y) + 1), fed: () => fed, feed, row: stretch.row };
}

type Stretch = { readonly upper: (y: number) => number; readonly row: BlankBackground["row"] };

/** Where a pixel of the large axis lies on the small one, in 256ths: ImageJ's x / scale - 1/2, inside of the first and the last pixel. */
const positions = (size: number, from: number): Int32Array =>
  Int32Array.from({ length: size }, (_, x) => Math.round(256 * Math.min(from - 1, Math.max(0, (x * from) / size - 0.5))));

function createStretch(kernels: Kernels, arena: Arena, options: BlankOptions, smoothed: BlankBackground["row"]): Stretch {
  const { width, height, blankWidth, blankHeight } = options;
  const [across, down] = [positions(width, blankWidth), positions(height, blankHeight)];
  const smooth = arena.take(blankWidth);
  const lines = [0, 1].map(() => ({ at: arena.take(2 * width), of: -1 }));
  const upper = (y: number): number => Math.min(down[y] >> 8, Math.max(0, blankHeight - 2));
  /** The blank's row with its columns stretched, 16 bit: greys times 256. */
  const lineOf = (row: number): number => {
    const line = lines[row % 2];
    if (line.of === row) return line.at;
    line.of = row;
    smoothed(smooth, row);
    const out = new Uint16Array(kernels.bytes.buffer, line.at, width);
    const { bytes } = kernels;
    for (let x = 0; x < width; x++) {
      const left = across[x] >> 8;
      const grey = bytes[smooth + left];
      out[x] = 256 * grey + (across[x] & 255) * (bytes[smooth + Math.min(left + 1, blankWidth - 1)] - grey);
    }
    return line.at;
  };
  return {
    upper,
    row: (target, y) => {
      const top = upper(y);
      const below = Math.min(top + 1, blankHeight - 1);
      kernels.blend(target, lineOf(top), lineOf(below), width, down[y] - 256 * top);
    },
  };
}
