/** What a person decided in one stroke. */
export type Stroke = { readonly at: Date; readonly seen: number; readonly accepted: number };

export type OwnPace = {
  /** Time at work, h: breaks over five minutes are left out. */
  readonly hours: number;
  /** Null: too little time to say. */
  readonly seenPerHour: number | null;
  readonly acceptedPerHour: number | null;
  readonly days: readonly { readonly day: string; readonly seen: number; readonly accepted: number }[];
};

const breakMs = 5 * 60_000;
/** Below this no rate is told. */
const leastHours = 1 / 20;
const hour = 3_600_000;

const sum = (strokes: readonly Stroke[], of: "seen" | "accepted"): number => strokes.reduce((total, stroke) => total + stroke[of], 0);

/** How fast a person works while at work, seen and accepted apart. The first stroke of a sitting ends a time that nobody measured: it counts
 *  towards the day, not towards the rate. @param strokes - in the order of time */
export function ownPace(strokes: readonly Stroke[]): OwnPace {
  const timed = strokes.filter((stroke, i) => {
    const before = strokes[i - 1];
    return before !== undefined && stroke.at.getTime() - before.at.getTime() <= breakMs;
  });
  const ms = strokes.reduce((total, stroke, i) => {
    const gap = stroke.at.getTime() - (strokes[i - 1]?.at.getTime() ?? Number.NEGATIVE_INFINITY);
    return gap <= breakMs ? total + gap : total;
  }, 0);
  const hours = ms / hour;
  const days = new Map<string, { seen: number; accepted: number }>();
  for (const { at, seen, accepted } of strokes) {
    const day = at.toISOString().slice(0, 10);
    const old = days.get(day) ?? { seen: 0, accepted: 0 };
    days.set(day, { seen: old.seen + seen, accepted: old.accepted + accepted });
  }
  const rate = (of: "seen" | "accepted"): number | null => (hours < leastHours ? null : sum(timed, of) / hours);
  return {
    hours,
    seenPerHour: rate("seen"),
    acceptedPerHour: rate("accepted"),
    days: [...days].map(([day, counts]) => ({ day, ...counts })),
  };
}

const dayMs = 24 * hour;
/** A pace is told over so many days at most. */
export const paceDays = 14;

/** Objects a day since the work began, over two weeks at most. */
export function perDay(recent: number, since: Date, now: Date): number {
  const days = Math.min(paceDays, Math.max(1, (now.getTime() - since.getTime()) / dayMs));
  return recent / days;
}

/** The day on which what is left is done at this pace; null: at no pace that can be told. */
export function forecastDay(left: number, objectsPerDay: number, now: Date): string | null {
  if (left === 0 || objectsPerDay <= 0) return null;
  const days = left / objectsPerDay;
  return days > 3650 ? null : new Date(now.getTime() + days * dayMs).toISOString().slice(0, 10);
}
