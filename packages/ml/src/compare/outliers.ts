import { countOf, dot, inverseLengths, normaliseRows, type Vectors } from "./vectors.ts";

type Labels = {
  /** Class of each vector, -1: none. */
  readonly classOf: Int32Array;
  readonly classes: number;
  /** 1: a person validated the class. Means are of these only. */
  readonly validated: Uint8Array;
};

/** A mean of fewer says little of where a class lies. */
const fewest = 3;

/** 1 - cosine of the angle between a vector and the mean direction of its class, 0..2; NaN: without class, or its class has fewer than
 *  three validated vectors. [n] */
export function distancesToMeans(vectors: Vectors, { classOf, classes, validated }: Labels): Float32Array {
  const { values, length } = vectors;
  const inverse = inverseLengths(vectors);
  const means = new Float32Array(classes * length);
  const counts = new Int32Array(classes);
  for (let row = 0; row < countOf(vectors); row++) {
    const c = classOf[row] as number;
    if (c < 0 || validated[row] !== 1) continue;
    counts[c] = (counts[c] as number) + 1;
    for (let i = 0; i < length; i++)
      means[c * length + i] = (means[c * length + i] as number) + (values[row * length + i] as number) * (inverse[row] as number);
  }
  normaliseRows(means, length);
  return Float32Array.from(classOf, (c, row) =>
    c < 0 || (counts[c] as number) < fewest ? Number.NaN : 1 - dot(vectors, row, means, c) * (inverse[row] as number),
  );
}
