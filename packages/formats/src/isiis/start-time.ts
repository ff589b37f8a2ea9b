/** Start of a recording as its name says it, milliseconds since 1970 in UTC: "20150717130241.123.avi", "2015-07-17_13-02-41-123",
 *  "CASE_20150717_130241123_0001". Null where no date and time stand in the name. */
export function startOfName(name: string): number | null {
  const base = name.slice(name.lastIndexOf("/") + 1);
  const found = /(\d{4})[-_.]?(\d{2})[-_.]?(\d{2})[-_. T]?(\d{2})[-_.:h]?(\d{2})[-_.:m]?(\d{2})(?:[-_.,s]?(\d{3})(?!\d))?/.exec(base);
  if (!found) return null;
  const [, y, mo, d, h, mi, s, ms = "0"] = found;
  const text = `${y}-${mo}-${d}T${h}:${mi}:${s}.${ms.padStart(3, "0")}Z`;
  const at = new Date(text);
  return !Number.isNaN(at.getTime()) && at.toISOString() === text ? at.getTime() : null;
}
