/** What becomes of a derived value when what it comes from changes. */
export type Verdict = "same" | "follow" | "stale" | "agrees";

/** `was`, `now`: what the sources gave before and give now; `held`: what the row holds. A row that held what its sources gave follows them; one
 *  that a person (or a file) set otherwise keeps its value and is marked. */
export function verdict(was: unknown, now: unknown, held: unknown): Verdict {
  const [before, after, own] = [was ?? null, now ?? null, held ?? null];
  if (before === after) return "same";
  if (own === after) return "agrees";
  return own === before ? "follow" : "stale";
}

/** Which of a row's values are stale, after verdicts on some of them. */
export function staleAfter(stale: readonly string[], verdicts: Readonly<Record<string, Verdict>>): string[] {
  const marked = new Set(stale);
  for (const [field, v] of Object.entries(verdicts)) {
    if (v === "stale") marked.add(field);
    if (v === "follow" || v === "agrees") marked.delete(field);
  }
  return [...marked].sort();
}

export const sameList = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && [...a].sort().join() === [...b].sort().join();
