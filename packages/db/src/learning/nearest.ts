export type Neighbour = {
  readonly id: number;
  /** Cosine of the angle between the two: 1 is the same direction. */
  readonly likeness: number;
};

const asSigned = (bytes: Uint8Array): Int8Array => new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** The direction of a vector in signed bytes, of length 1. */
function directionOf(bytes: Uint8Array): Float32Array {
  const signed = asSigned(bytes);
  let square = 0;
  for (const v of signed) square += v * v;
  const length = Math.sqrt(square) || 1;
  return Float32Array.from(signed, (v) => v / length);
}

/** The mean direction of some vectors; those of another length than the first are of another network and left out. */
export function meanDirection(vectors: readonly Uint8Array[]): Float32Array {
  const sum = new Float32Array(vectors[0]?.length ?? 0);
  for (const direction of vectors.filter(({ length }) => length === sum.length).map(directionOf))
    for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] ?? 0) + (direction[i] ?? 0);
  const length = Math.sqrt(sum.reduce((square, v) => square + v * v, 0)) || 1;
  return sum.map((v) => v / length);
}

/** Cosine of the angle between a direction of length 1 and a vector in signed bytes. */
function cosine(own: Float32Array, other: Int8Array): number {
  let [dot, square] = [0, 0];
  for (let i = 0; i < own.length; i++) {
    const b = other[i] ?? 0;
    dot += (own[i] ?? 0) * b;
    square += b * b;
  }
  return dot / Math.sqrt(square || 1);
}

const byLikeness = (a: Neighbour, b: Neighbour): number => b.likeness - a.likeness || a.id - b.id;

/** Keeps the `limit` vectors that lie nearest to a direction while they are read by. Exact, in memory that does not grow. */
export function nearest(own: Float32Array, limit: number) {
  let best: Neighbour[] = [];
  let least = Number.NEGATIVE_INFINITY;
  const cut = (): void => {
    best = best.toSorted(byLikeness).slice(0, limit);
    if (best.length === limit) least = best.at(-1)?.likeness ?? least;
  };
  return {
    add(id: number, vector: Uint8Array): void {
      if (vector.length !== own.length) return;
      const likeness = cosine(own, asSigned(vector));
      if (likeness < least) return;
      best.push({ id, likeness });
      // Sorted now and then, not for each: many neighbours stay cheap.
      if (best.length >= 2 * limit + 64) cut();
    },
    found: (): readonly Neighbour[] => {
      cut();
      return best;
    },
  };
}

/** The `count` rows of a table of vectors, one behind the other, that lie nearest to a direction. */
export function nearestRows(own: Float32Array, table: Uint8Array, count: number): number[] {
  const search = nearest(own, count);
  for (let row = 0; (row + 1) * own.length <= table.length; row++)
    search.add(row, table.subarray(row * own.length, (row + 1) * own.length));
  return search.found().map(({ id }) => id);
}
