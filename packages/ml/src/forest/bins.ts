/** Features as a matrix, row by row: one row for each object. NaN is "not measured". */
export type Table = { readonly values: Float32Array; readonly rows: number; readonly columns: number };

export const maxBins = 64;

/** Cuts of one feature, rising: value <= cut[i] lies in one of the bins 1..i+1. Bin 0 holds what was not measured. */
export type Cuts = readonly Float32Array[];

/** Cuts at the quantiles of each feature, at most 62 of them; features with few values get one between each pair. */
export function cutsOf({ values, rows, columns }: Table): Cuts {
  return Array.from({ length: columns }, (_, column) => {
    const found = Float32Array.from({ length: rows }, (_, row) => values[row * columns + column] as number).filter(
      (value) => !Number.isNaN(value),
    );
    found.sort();
    const wanted = maxBins - 2;
    const cuts = new Set<number>();
    for (let i = 1; i <= wanted; i++) {
      const at = Math.min(found.length - 1, Math.floor((i * found.length) / (wanted + 1)));
      const [low, high] = [found[at - 1], found[at]];
      if (low !== undefined && high !== undefined && low < high) cuts.add(Math.fround((low + high) / 2));
    }
    if (cuts.size < wanted / 2) addBetweenDistinct(found, cuts, wanted);
    return Float32Array.from([...cuts].toSorted((a, b) => a - b));
  });
}

/** Quantiles of a feature with few distinct values fall on the same one again and again. */
function addBetweenDistinct(sorted: Float32Array, cuts: Set<number>, wanted: number): void {
  const distinct = [...new Set(sorted)];
  const step = Math.max(1, Math.ceil(distinct.length / wanted));
  for (let i = step; i < distinct.length && cuts.size < wanted; i += step) {
    cuts.add(Math.fround(((distinct[i - 1] as number) + (distinct[i] as number)) / 2));
  }
}

/** Bin of each value, column by column. */
export function binned({ values, rows, columns }: Table, cuts: Cuts): Uint8Array {
  const bins = new Uint8Array(rows * columns);
  for (let column = 0; column < columns; column++) {
    const cut = cuts[column] ?? new Float32Array();
    for (let row = 0; row < rows; row++) bins[column * rows + row] = binOf(values[row * columns + column] as number, cut);
  }
  return bins;
}

function binOf(value: number, cuts: Float32Array): number {
  if (Number.isNaN(value)) return 0;
  let [low, high] = [0, cuts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= (cuts[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return low + 1;
}
