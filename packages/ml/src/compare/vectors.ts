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

/** Product of row `row` of the vectors with row `other` of a table of the same length. */
export function dot({ values, length }: Vectors, row: number, table: Float32Array | Int8Array, other: number): number {
  const [a, b] = [row * length, other * length];
  let sum = 0;
  for (let i = 0; i < length; i++) sum += (values[a + i] as number) * (table[b + i] as number);
  return sum;
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
