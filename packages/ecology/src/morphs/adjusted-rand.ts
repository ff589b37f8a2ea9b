/** Pairs that can be made of n things. */
const pairs = (n: number): number => (n * (n - 1)) / 2;

/**
 * Adjusted Rand index of two partitions of the same individuals (Hubert and Arabie 1985, J. Classification 2:193):
 * 1 for the same partition under any numbering, 0 on average for unrelated ones.
 */
export function adjustedRand(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) throw new RangeError(`got partitions of ${a.length} and ${b.length} individuals, expected the same ones`);
  const n = a.length;
  const cells = new Map<number, number>();
  const rows = new Map<number, number>();
  const columns = new Map<number, number>();
  const add = (counts: Map<number, number>, key: number) => counts.set(key, (counts.get(key) ?? 0) + 1);
  for (let i = 0; i < n; i++) {
    const [row, column] = [a[i] ?? 0, b[i] ?? 0];
    add(cells, row * 65_536 + column);
    add(rows, row);
    add(columns, column);
  }
  const sum = (counts: Map<number, number>) => [...counts.values()].reduce((total, count) => total + pairs(count), 0);
  const together = sum(cells);
  const [inA, inB] = [sum(rows), sum(columns)];
  const expected = n < 2 ? 0 : (inA * inB) / pairs(n);
  const most = (inA + inB) / 2;
  // Both partitions are one group, or all groups of one: they agree entirely.
  return most === expected ? 1 : (together - expected) / (most - expected);
}
