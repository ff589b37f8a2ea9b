export type Neighbour = {
  readonly id: number;
  /** Cosine of the angle between the two: 1 is the same direction. */
  readonly likeness: number;
};

const asSigned = (bytes: Uint8Array): Int8Array => new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const lengthOf = (v: Int8Array): number => Math.sqrt(v.reduce((sum, x) => sum + x * x, 0)) || 1;

/** Keeps the `limit` vectors that lie nearest to one while they are read by. Exact, in memory that does not grow. */
export function nearest(from: Uint8Array, limit: number) {
  const own = asSigned(from);
  const length = lengthOf(own);
  const best: Neighbour[] = [];
  return {
    add(id: number, vector: Uint8Array): void {
      const other = asSigned(vector);
      if (other.length !== own.length) return;
      let [dot, square] = [0, 0];
      for (let i = 0; i < own.length; i++) {
        const [a, b] = [own[i] ?? 0, other[i] ?? 0];
        dot += a * b;
        square += b * b;
      }
      const likeness = dot / (length * Math.sqrt(square || 1));
      const worst = best.at(-1);
      if (best.length >= limit && worst !== undefined && likeness <= worst.likeness) return;
      const at = best.findIndex((n) => n.likeness < likeness);
      best.splice(at === -1 ? best.length : at, 0, { id, likeness });
      if (best.length > limit) best.pop();
    },
    found: (): readonly Neighbour[] => best,
  };
}
