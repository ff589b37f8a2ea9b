/** What can be undone and done again on the sheet before it is sent. */
export type Steps<T> = { readonly past: readonly T[]; readonly now: T; readonly future: readonly T[] };

const kept = 100;

export const begin = <T>(now: T): Steps<T> => ({ past: [], now, future: [] });
export const advance = <T>(s: Steps<T>, next: T): Steps<T> => ({ past: [...s.past, s.now].slice(-kept), now: next, future: [] });

export function back<T>(s: Steps<T>): Steps<T> {
  const last = s.past.at(-1);
  return last === undefined ? s : { past: s.past.slice(0, -1), now: last, future: [s.now, ...s.future] };
}

export function forth<T>(s: Steps<T>): Steps<T> {
  const [next, ...future] = s.future;
  return next === undefined ? s : { past: [...s.past, s.now], now: next, future };
}
