/** How far a run is at one moment. `at` in milliseconds. */
export type ProgressPoint = { readonly at: number; readonly done: number; readonly total: number; readonly step: string };

export type Pace = { readonly perSecond: number | null; readonly secondsLeft: number | null };

/** Window over which the rate is taken: long enough to be calm, short enough to notice a change. */
const windowMs = 30_000;

/** Rate and time left from what was seen of the current step; null while there is too little to say. */
export function paceOf(points: readonly ProgressPoint[]): Pace {
  const last = points.at(-1);
  if (last === undefined) return { perSecond: null, secondsLeft: null };
  const first = points.find((p) => p.step === last.step && p.total === last.total && last.at - p.at <= windowMs);
  if (first === undefined || last.at - first.at < 1_000 || last.done <= first.done) return { perSecond: null, secondsLeft: null };
  const perSecond = ((last.done - first.done) * 1000) / (last.at - first.at);
  return { perSecond, secondsLeft: last.total > last.done ? (last.total - last.done) / perSecond : null };
}
