export type Times = { readonly p50: number; readonly p95: number; readonly max: number };

export const quantiles = (ms: readonly number[]): Times => {
  const sorted = [...ms].sort((a, b) => a - b);
  const at = (q: number) => Number((sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0).toFixed(1));
  return { p50: at(0.5), p95: at(0.95), max: at(1) };
};

/** Times a piece of work over and over, after a few rounds (their numbers are negative) that warm what a running server has warm. */
export async function time(n: number, work: (i: number) => Promise<unknown>, warm = 5): Promise<Times> {
  const ms: number[] = [];
  for (let i = -warm; i < n; i++) {
    const start = performance.now();
    await work(i);
    if (i >= 0) ms.push(performance.now() - start);
  }
  return quantiles(ms);
}

type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: { readonly message: string } };
export function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.error.message);
  return outcome.value;
}
