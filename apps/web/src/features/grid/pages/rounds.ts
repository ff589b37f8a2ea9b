/** Objects of a page. */
export const roundSize = 50;
/** An interval is checked and accepted at this length, at the latest. */
export const longestInterval = 10_000;

/** How far a view, ordered so that the best come first, holds one taxon: pages are looked at, ever farther apart, until one is wrong. */
export type Rounds = {
  readonly from: number;
  /** Where the interval ends at the latest. */
  readonly limit: number;
  /** Everything up to here is held to be right. */
  readonly good: number;
  /** Where a page began that was not right; null: none so far. */
  readonly bad: number | null;
  /** Places jumped over before the next page. */
  readonly jump: number;
  /** The page to be looked at; null: it is known how far the taxon goes. */
  readonly page: { readonly start: number; readonly end: number } | null;
};

const next = (r: Omit<Rounds, "page">): Rounds => {
  const top = r.bad ?? r.limit;
  const room = top - r.good;
  if (room <= 0) return { ...r, page: null };
  const skip = r.bad === null ? Math.min(r.jump, Math.max(0, room - roundSize)) : Math.floor(room / 2 / roundSize) * roundSize;
  const start = r.good + (room <= roundSize ? 0 : skip);
  return { ...r, page: { start, end: Math.min(start + roundSize, top) } };
};

export const beginRounds = (from: number, size: number): Rounds =>
  next({ from, limit: Math.min(size, from + longestInterval), good: from, bad: null, jump: 0 });

/** A page wholly right: what lies before it is held to be right too, and the next jump is twice as long. */
export const pageRight = (r: Rounds): Rounds =>
  r.page === null ? r : next({ ...r, good: r.page.end, jump: r.jump === 0 ? roundSize : r.jump * 2 });

/** A page with something wrong: the taxon ends before it; half way back is looked at next. */
export const pageWrong = (r: Rounds): Rounds => (r.page === null ? r : next({ ...r, bad: r.page.start, jump: 0 }));
