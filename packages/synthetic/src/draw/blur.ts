/** For each row the columns that may differ from zero: first, and one after the last. Everything else is skipped. */
export type Spans = { readonly from: Int32Array; readonly to: Int32Array };

export const spansOf = (plane: Float32Array, width: number, height: number): Spans => {
  const spans = { from: new Int32Array(height).fill(width), to: new Int32Array(height) };
  for (let y = 0; y < height; y++) {
    const base = y * width;
    let a = 0;
    while (a < width && plane[base + a] === 0) a++;
    if (a === width) continue;
    let b = width;
    while (plane[base + b - 1] === 0) b--;
    spans.from[y] = a;
    spans.to[y] = b;
  }
  return spans;
};

const kernelOf = (sigma: number): Float32Array => {
  const kernel = Float32Array.from({ length: Math.ceil(2.5 * sigma) + 1 }, (_, k) => Math.exp(-(k * k) / (2 * sigma * sigma)));
  const total = 2 * kernel.reduce((a, b) => a + b, 0) - kernel[0];
  return kernel.map((v) => v / total);
};

/** Gaussian blur in place; beyond the border there is nothing. The spans grow with it. @param sigma - pixels, below 0.3 nothing happens */
export const blur = (plane: Float32Array, width: number, height: number, sigma: number, spans: Spans): void => {
  if (sigma < 0.3) return;
  const kernel = kernelOf(sigma);
  blurRows(plane, width, height, kernel, spans);
  blurColumns(plane, width, height, kernel, spans);
};

const blurRows = (plane: Float32Array, width: number, height: number, kernel: Float32Array, { from, to }: Spans): void => {
  const radius = kernel.length - 1;
  const padded = new Float32Array(width + 2 * radius);
  for (let y = 0; y < height; y++) {
    if (to[y] <= from[y]) continue;
    const base = y * width;
    const [a, b] = [Math.max(0, from[y] - radius), Math.min(width, to[y] + radius)];
    padded.set(plane.subarray(base + from[y], base + to[y]), from[y] + radius);
    for (let x = a; x < b; x++) {
      let sum = kernel[0] * padded[x + radius];
      for (let k = 1; k <= radius; k++) sum += kernel[k] * (padded[x + radius - k] + padded[x + radius + k]);
      plane[base + x] = sum;
    }
    padded.fill(0, from[y] + radius, to[y] + radius);
    from[y] = a;
    to[y] = b;
  }
};

/** Rows are added to rows, so that memory is read in order. */
const blurColumns = (plane: Float32Array, width: number, height: number, kernel: Float32Array, spans: Spans): void => {
  const source = plane.slice();
  const [from, to] = [spans.from.slice(), spans.to.slice()];
  for (let y = 0; y < height; y++) {
    const base = y * width;
    for (let x = from[y]; x < to[y]; x++) plane[base + x] = kernel[0] * source[base + x];
    for (let k = 1 - kernel.length; k < kernel.length; k++) {
      const other = y + k;
      if (k === 0 || other < 0 || other >= height || to[other] <= from[other]) continue;
      const weight = kernel[Math.abs(k)];
      const shift = k * width;
      for (let i = base + from[other]; i < base + to[other]; i++) plane[i] += weight * source[i + shift];
      spans.from[y] = Math.min(spans.from[y], from[other]);
      spans.to[y] = Math.max(spans.to[y], to[other]);
    }
  }
};
