import { type Components, project, type Table } from "@nauplius/ml";

type Objects = { readonly embeddings: Float32Array; readonly numbers: Float32Array; readonly rows: number };

/** Rows of a forest's table: the embedding's principal components, then the numbers. NaN is what an object lacks. */
export function forestTable({ embeddings, numbers, rows }: Objects, components: Components): Table {
  const embedding = components.mean.length;
  const count = components.vectors.length / embedding;
  const k = numbers.length / Math.max(1, rows);
  const projected = project({ values: embeddings, rows, columns: embedding }, components);
  const columns = count + k;
  const values = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    values.set(projected.subarray(row * count, (row + 1) * count), row * columns);
    values.set(numbers.subarray(row * k, (row + 1) * k), row * columns + count);
  }
  return { values, rows, columns };
}
