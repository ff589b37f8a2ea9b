/** Vectors in signed bytes, one behind the other: [n, length]. */
export type Vectors = { readonly values: Int8Array; readonly length: number };

export const countOf = ({ values, length }: Vectors): number => (length === 0 ? 0 : values.length / length);

/** 1 / length of each vector; 0 of a vector of zeros. */
export function inverseLengths({ values, length }: Vectors): Float32Array {
  const inverse = new Float32Array(length === 0 ? 0 : values.length / length);
  for (let row = 0; row < inverse.length; row++) {
    let square = 0;
    for (let i = row * length; i < (row + 1) * length; i++) square += (values[i] as number) * (values[i] as number);
    inverse[row] = square === 0 ? 0 : 1 / Math.sqrt(square);
  }
  return inverse;
}

/** Product of row `row` of the vectors with row `other` of a table of the same length. Four sums at once: one waits for itself. */
export function dot({ values, length }: Vectors, row: number, table: Float32Array, other: number): number {
  const a = row * length;
  const b = other * length;
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let i = 0;
  for (; i + 3 < length; i += 4) {
    s0 += (values[a + i] as number) * (table[b + i] as number);
    s1 += (values[a + i + 1] as number) * (table[b + i + 1] as number);
    s2 += (values[a + i + 2] as number) * (table[b + i + 2] as number);
    s3 += (values[a + i + 3] as number) * (table[b + i + 3] as number);
  }
  for (; i < length; i++) s0 += (values[a + i] as number) * (table[b + i] as number);
  return s0 + s1 + (s2 + s3);
}

/** Product of two rows of the vectors. Whole numbers, below 2^31 up to 130,000 dimensions. */
export function dotOfRows({ values, length }: Vectors, row: number, other: number): number {
  const a = row * length;
  const b = other * length;
  let s0 = 0;
  let s1 = 0;
  let i = 0;
  for (; i + 1 < length; i += 2) {
    s0 = (s0 + Math.imul(values[a + i] as number, values[b + i] as number)) | 0;
    s1 = (s1 + Math.imul(values[a + i + 1] as number, values[b + i + 1] as number)) | 0;
  }
  return i < length ? s0 + s1 + Math.imul(values[a + i] as number, values[b + i] as number) : s0 + s1;
}

/** Scales each row of a table to length 1, in place; a row of zeros stays. */
export function normaliseRows(table: Float32Array, length: number): void {
  for (let start = 0; start < table.length; start += length) {
    let square = 0;
    for (let i = start; i < start + length; i++) square += (table[i] as number) ** 2;
    const factor = square === 0 ? 0 : 1 / Math.sqrt(square);
    for (let i = start; i < start + length; i++) table[i] = (table[i] as number) * factor;
  }
}

/** Directions of length 1 as signed bytes, for keeping. */
export const packDirections = (table: Float32Array): Int8Array => Int8Array.from(table, (v) => Math.round(127 * v));
