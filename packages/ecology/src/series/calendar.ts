const DAY = 86_400_000;

/** Days since 1970-01-01 of a date "2019-11-21" (with or without dashes or a time after it); null where it is none. */
export function dayOf(date: string): number | null {
  const found = /^(\d{4})-?(\d{2})-?(\d{2})(?:[T ].*)?$/.exec(date.trim());
  if (found === null) return null;
  const [year, month, day] = found.slice(1).map(Number);
  const at = new Date(Date.UTC(year, month - 1, day));
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === day ? at.getTime() / DAY : null;
}

export const dateOf = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);
export const yearOf = (day: number): number => new Date(day * DAY).getUTCFullYear();
/** 0 for January. */
export const monthOf = (day: number): number => new Date(day * DAY).getUTCMonth();
/** Year with its fraction, for slopes a year. */
export function decimalYear(day: number): number {
  const year = yearOf(day);
  const [start, end] = [Date.UTC(year, 0, 1) / DAY, Date.UTC(year + 1, 0, 1) / DAY];
  return year + (day - start) / (end - start);
}
