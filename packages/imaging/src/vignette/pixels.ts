/** 8-bit pixels, row by row, channels interleaved; 1 channel is grey, 3 are red, green, blue. */
export type Pixels = {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
};

/** One channel of 8 bits: 0 is black. */
export type Grey = Pixels & { readonly channels: 1 };

/** Luma of ITU-R BT.601 in 8-bit fixed point: what JPEG itself stores as Y. */
export function toGrey(pixels: Pixels): Grey {
  const { data, width, height } = pixels;
  if (pixels.channels === 1) return { data, width, height, channels: 1 };
  const out = new Uint8Array(width * height);
  for (let i = 0, p = 0; i < out.length; i++, p += 3) {
    const luma = 77 * (data[p] ?? 0) + 150 * (data[p + 1] ?? 0) + 29 * (data[p + 2] ?? 0);
    out[i] = (luma + 128) >> 8;
  }
  return { data: out, width, height, channels: 1 };
}

/** True when the three channels never differ by more than `tolerance`: a grey picture stored as colour. */
export function isColourless({ data, channels }: Pixels, tolerance = 0): boolean {
  if (channels === 1) return true;
  for (let p = 0; p < data.length; p += 3) {
    const red = data[p] ?? 0;
    if (Math.abs(red - (data[p + 1] ?? 0)) > tolerance || Math.abs(red - (data[p + 2] ?? 0)) > tolerance) return false;
  }
  return true;
}

/** The upper left part of a picture. */
export function keepTopLeft(pixels: Pixels, width: number, height: number): Pixels {
  const { channels } = pixels;
  if (width === pixels.width) return { ...pixels, data: pixels.data.subarray(0, width * height * channels), height };
  const row = width * channels;
  const data = new Uint8Array(row * height);
  for (let y = 0; y < height; y++) {
    const from = y * pixels.width * channels;
    data.set(pixels.data.subarray(from, from + row), y * row);
  }
  return { data, width, height, channels };
}

/** Grey or RGB samples with alpha laid over one background grey (straight alpha, rounded). */
export function flattenAlpha(samples: Uint8Array, size: { width: number; height: number; channels: 2 | 4 }, background: number): Pixels {
  const colours = size.channels === 2 ? 1 : 3;
  const data = new Uint8Array(size.width * size.height * colours);
  for (let i = 0, p = 0; p < samples.length; p += size.channels) {
    const alpha = samples[p + colours] ?? 255;
    for (let c = 0; c < colours; c++, i++) {
      const sample = samples[p + c] ?? 0;
      data[i] = alpha === 255 ? sample : Math.round((sample * alpha + background * (255 - alpha)) / 255);
    }
  }
  return { data, width: size.width, height: size.height, channels: colours };
}
