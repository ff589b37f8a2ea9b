const folded = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]+/g, "");

/** Changes of one letter between two words, at most `limit` (Levenshtein 1966). */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? limit + 1;
}

/** The one of the names that a person may have meant: the same but for letter case and signs, else at most two letters away. Null when there
 *  is none, or when several are as near. */
export function nearName(name: string, names: readonly string[]): string | null {
  const wanted = folded(name);
  const same = names.filter((each) => folded(each) === wanted);
  if (same.length > 0) return same.length === 1 ? (same[0] ?? null) : null;
  const far = names.map((each) => ({ each, away: distance(wanted, folded(each), 2) })).filter(({ away }) => away <= 2);
  const nearest = Math.min(...far.map(({ away }) => away));
  const best = far.filter(({ away }) => away === nearest);
  return best.length === 1 ? (best[0]?.each ?? null) : null;
}
