/** Of each pixel the median over frames: the empty field of a microscope, as long as an object covers a pixel in less than half of them
 *  (PlanktoScope: an odd count of about ten).
 *  @param frames - of one size; of an even count the lower middle   @throws RangeError without frames, or of different sizes */
export function medianFrame(frames: readonly Uint8Array[]): Uint8Array {
  const [first] = frames;
  if (first === undefined) throw new RangeError("median of frames: expected at least one frame, got none");
  const other = frames.find((frame) => frame.length !== first.length);
  if (other !== undefined) throw new RangeError(`median of frames: expected ${first.length} pixels, got ${other.length}`);
  const values = new Uint8Array(frames.length);
  const middle = (frames.length - 1) >> 1;
  return first.map((_, i) => {
    for (let k = 0; k < frames.length; k++) {
      const v = frames[k][i];
      let at = k;
      for (; at > 0 && values[at - 1] > v; at--) values[at] = values[at - 1];
      values[at] = v;
    }
    return values[middle];
  });
}

/** Gains for the kernels' `flatten` that divide a frame by the empty field: 0 .. `brightest` times the field becomes 0..255. PlanktoScope's
 *  segmenter takes 1.04. A field of 0 gives the largest gain.
 *  @returns 16 bit, 4096 is 1 */
export const fieldGains = (field: Uint8Array, brightest = 1.04): Uint16Array<ArrayBuffer> =>
  Uint16Array.from(field, (v) => Math.min(65_535, Math.round((4096 * 255) / (brightest * Math.max(v, 1)))));
