import { type Db, hadProjects, hasTotals, writeTotals } from "@nauplius/db";
import type { Clock } from "@nauplius/domain";

const dayMs = 86_400_000;

/** The nightly row: what stood at the end of yesterday (UTC). Once counted it never changes; the day, or null where it stood already, or the site did not. */
export async function countUsage(d: { readonly db: Db; readonly clock: Clock }): Promise<string | null> {
  const now = d.clock.now();
  const end = new Date(Math.floor(now.getTime() / dayMs) * dayMs);
  const day = new Date(end.getTime() - dayMs).toISOString().slice(0, 10);
  if ((await hasTotals(d.db, day)) || !(await hadProjects(d.db, end))) return null;
  return (await d.db.transaction((tx) => writeTotals(tx, { day, end, now }))) ? day : null;
}
