const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** YYYYMMDD moved by some days; the demo's dates come from data, never from a clock. */
export const laterDate = (date: string, days: number): string => {
  let [year, month, day] = [Number(date.slice(0, 4)), Number(date.slice(4, 6)), Number(date.slice(6, 8)) + days];
  for (;;) {
    const length = lengths[month - 1] + (month === 2 && isLeap(year) ? 1 : 0);
    if (day <= length) return `${year}${String(month).padStart(2, "0")}${String(day).padStart(2, "0")}`;
    day -= length;
    month = month === 12 ? 1 : month + 1;
    if (month === 1) year++;
  }
};

/** HHMMSS of a random moment between two hours. */
export const timeBetween = (from: number, to: number, random: number): string => {
  const seconds = Math.floor(3600 * (from + (to - from) * random));
  const two = (n: number): string => String(Math.floor(n)).padStart(2, "0");
  return two(seconds / 3600) + two((seconds % 3600) / 60) + two(seconds % 60);
};
