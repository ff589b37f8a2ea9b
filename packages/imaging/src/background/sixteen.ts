/** Slices and margins of ZooProcess' median: 20 slices of a height inside of 5 % above, 3 % left, 94 % x 93 % large. Its last slice may be a
 *  21st, cut at the lower edge. */
const [left, top, across, down, slices] = [0.03, 0.05, 0.94, 0.93, 20];

export type SliceMedian = {
  /** Rows in order from the top; each strip follows the one before. */
  readonly strip: (y: number, rows: number, data: Uint16Array) => void;
  /** Mean of the medians of the slices. @throws RangeError before any slice is complete */
  readonly median: () => number;
};

/** The grey level of the ground of a 16-bit scan, as ZooProcess measures it before it makes 8 bits of them. */
export function createSliceMedian(width: number, height: number): SliceMedian {
  const step = Math.max(1, Math.floor((down * height) / slices));
  const first = Math.floor(top * height);
  const end = Math.min(height, first + step * Math.ceil((down * height + step - first) / step));
  const [from, to] = [Math.floor(left * width), Math.floor(left * width) + Math.max(1, Math.floor(across * width))];
  const counts = new Uint32Array(65_536);
  let [sum, done, counted] = [0, 0, 0];
  const closeSlice = (): void => {
    sum += medianOf(counts, counted);
    done++;
    counted = 0;
    counts.fill(0);
  };
  return {
    strip: (y, rows, data) => {
      for (let row = Math.max(y, first); row < Math.min(y + rows, end); row++) {
        const line = (row - y) * width;
        for (let i = line + from; i < line + to; i++) counts[data[i]]++;
        counted += to - from;
        if ((row + 1 - first) % step === 0 || row + 1 === end) closeSlice();
      }
    },
    median: () => {
      if (done === 0) throw new RangeError(`median: expected the rows of a scan of ${width} x ${height} pixels, got none`);
      return sum / done;
    },
  };
}

/** The middle value, or the mean of the two middle ones. */
function medianOf(counts: Uint32Array, total: number): number {
  const at = (rank: number): number => {
    let below = 0;
    let value = 0;
    while (value < counts.length && below + counts[value] <= rank) below += counts[value++];
    return value;
  };
  return total % 2 === 1 ? at((total - 1) / 2) : (at(total / 2 - 1) + at(total / 2)) / 2;
}

export type GreyRange = { readonly min: number; readonly max: number };

/** Which 16-bit levels become black and white: ratio 1.15 above the ground, and an optical density of 1.8 below (ZooProcess' lut.txt). The
 *  ground of 54,921 gives 756 and 63,159. */
export const greyRangeOf = (median: number): GreyRange => ({
  min: Math.floor(median / (10 ** 1.8 * 1.15)),
  max: Math.min(65_535, Math.floor(median * 1.15)),
});

/** The 8-bit grey of every 16-bit level: min(255, floor((level - min) * 256 / (max - min + 1) + 0.5)), 0 below min (ImageJ 1.41's conversion). */
export function narrowTable({ min, max }: GreyRange): Uint8Array<ArrayBuffer> {
  if (!(max > min)) throw new RangeError(`16 to 8 bits: expected max above min, got ${min} to ${max}`);
  const scale = 256 / (max - min + 1);
  return Uint8Array.from({ length: 65_536 }, (_, level) => Math.min(255, Math.floor(Math.max(0, level - min) * scale + 0.5)));
}
