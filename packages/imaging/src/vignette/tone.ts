/** How samples deeper than 8 bits became the 8 bits of the vignette: `v8 = round(255 (v - low) / (high - low))`. */
export type Tone = { readonly rule: "as it is" | "significant bits" | "range"; readonly low: number; readonly high: number };

export const plainTone: Tone = { rule: "as it is", low: 0, high: 255 };

/** Extremes of the finite samples; undefined when there are none. */
export function rangeOf(samples: Uint16Array | Float32Array): { low: number; high: number } | undefined {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < samples.length; i++) {
    const value = samples[i] ?? Number.NaN;
    if (value < low) low = value;
    if (value > high && value !== Number.POSITIVE_INFINITY) high = value;
  }
  if (low === Number.NEGATIVE_INFINITY) {
    low = Number.POSITIVE_INFINITY;
    for (const value of samples) if (value < low && value !== Number.NEGATIVE_INFINITY) low = value;
  }
  return low <= high ? { low, high } : undefined;
}

const fullScale = (bits: number): Tone => ({ rule: "significant bits", low: 0, high: 2 ** bits - 1 });

/** Linear, from black to the full scale of the bits in use (8, 12 or 16, or as told), never from the extremes of one
 *  picture: vignettes of one camera stay comparable with each other, a percentile stretch would brighten each its own way. */
export function toneOf16(samples: Uint16Array, significantBits?: number): Tone {
  if (significantBits !== undefined) return fullScale(significantBits);
  const high = rangeOf(samples)?.high ?? 0;
  if (high <= 255) return fullScale(8);
  return fullScale(high <= 4095 ? 12 : 16);
}

/** Floating point has no full scale: 0-1, 0-255 and 0-65535 are taken as meant; any other range is stretched, and says so. */
export function toneOfFloat(samples: Float32Array): Tone {
  const range = rangeOf(samples);
  if (range === undefined) return plainTone;
  if (range.low >= 0) {
    for (const high of [1, 255, 65_535]) if (range.high <= high) return { rule: "range", low: 0, high };
  }
  return { rule: "range", low: range.low, high: Math.max(range.high, range.low + Number.MIN_VALUE) };
}

/** Samples to 8 bits by a tone; what is not a number becomes black. */
export function applyTone(samples: Uint16Array | Float32Array, { low, high }: Tone): Uint8Array {
  const out = new Uint8ClampedArray(samples.length);
  const scale = 255 / (high - low);
  for (let i = 0; i < samples.length; i++) out[i] = ((samples[i] ?? 0) - low) * scale;
  return new Uint8Array(out.buffer);
}
