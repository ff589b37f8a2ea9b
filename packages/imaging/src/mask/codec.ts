import type { Runs } from "../component/component.ts";

/** A plane of object pixels: 1 where the object is, 0 elsewhere; its holes are 0. */
export type Mask = { readonly width: number; readonly height: number; readonly on: Uint8Array };

/** First byte of a mask: the layout below. */
const layout = 1;
/** No vignette is larger. */
const mostPixels = 1 << 28;

/** Numbers in groups of seven bits, the lowest first, the high bit set on all but the last byte (LEB128). */
const writer = (): { readonly put: (value: number) => void; readonly bytes: () => Uint8Array<ArrayBuffer> } => {
  const bytes: number[] = [layout];
  return {
    put: (value) => {
      let rest = value;
      for (; rest > 127; rest >>>= 7) bytes.push((rest & 127) | 128);
      bytes.push(rest);
    },
    bytes: () => Uint8Array.from(bytes),
  };
};

/** The bytes of a mask as they are stored with a vignette: layout, width, height, then the lengths of the runs in reading order over the ends of
 *  rows, ground first, in turn; ground after the last object pixel is left out. A copepod takes some hundred bytes.
 *  @throws RangeError where the plane is not width * height long, or larger than 2^28 pixels */
export function encodeMask({ width, height, on }: Mask): Uint8Array<ArrayBuffer> {
  if (on.length !== width * height) throw new RangeError(`mask: expected ${width} x ${height} pixels, got ${on.length}`);
  if (on.length > mostPixels) throw new RangeError(`mask: at most ${mostPixels} pixels, got ${on.length}`);
  const { put, bytes } = writer();
  put(width);
  put(height);
  let at = 0;
  while (at < on.length) {
    const from = at;
    while (at < on.length && on[at] === 0) at++;
    if (at === on.length) break;
    put(at - from);
    const start = at;
    while (at < on.length && on[at] !== 0) at++;
    put(at - start);
  }
  return bytes();
}

/** The mask of stored bytes. @throws RangeError where they are damaged: unknown layout, cut off, or more pixels than width x height */
export function decodeMask(bytes: Uint8Array): Mask {
  if (bytes[0] !== layout) throw new RangeError(`mask: expected layout ${layout}, got ${bytes[0] ?? "no bytes"}`);
  let at = 1;
  const next = (): number => {
    let [value, shift] = [0, 1];
    for (;;) {
      if (at === bytes.length || shift > mostPixels) throw new RangeError(`mask: cut off, or damaged, at byte ${at}`);
      const byte = bytes[at++];
      value += (byte & 127) * shift;
      if (byte < 128) return value;
      shift *= 128;
    }
  };
  const [width, height] = [next(), next()];
  if (width * height > mostPixels) throw new RangeError(`mask: at most ${mostPixels} pixels, got ${width} x ${height}`);
  const on = new Uint8Array(width * height);
  for (let pixel = 0; at < bytes.length; ) {
    const from = pixel + next();
    pixel = from + next();
    if (pixel > on.length) throw new RangeError(`mask: runs end at pixel ${pixel}, ${width} x ${height} pixels have room for ${on.length}`);
    on.fill(1, from, pixel);
  }
  return { width, height, on };
}

/** Runs drawn into a plane. @param place - where its upper left pixel lies in the coordinates of the runs */
export function maskOfRuns(runs: Runs, place: { x: number; y: number; width: number; height: number }): Mask {
  const { x, y, width, height } = place;
  const on = new Uint8Array(width * height);
  for (let n = 0; n < runs.length; n += 3) {
    const row = (runs[n] - y) * width - x;
    on.fill(1, row + runs[n + 1], row + runs[n + 2]);
  }
  return { width, height, on };
}

/** Runs of a plane, in reading order: row, first column, column after the last. */
export function runsOfMask({ width, height, on }: Mask): Runs {
  const runs: number[] = [];
  for (let y = 0; y < height; y++) {
    const end = (y + 1) * width;
    for (let i = on.indexOf(1, y * width); i >= 0 && i < end; i = on.indexOf(1, i)) {
      const from = i;
      while (i < end && on[i] !== 0) i++;
      runs.push(y, from - y * width, i - y * width);
      if (i === end) break;
    }
  }
  return Int32Array.from(runs);
}
