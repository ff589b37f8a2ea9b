import type { RunId } from "@nauplius/domain";
import { sql, type Tx } from "../sql/connection.ts";

const ended = sql`state in ('done', 'refused', 'failed', 'cancelled') and not coalesce(result ? 'removedAt', false)`;

/** Runs of a kind that ended long ago and whose files were not removed yet. */
export const oldRuns = (db: Tx, kind: "exportProject" | "drawPlate" | "countQuantities", endedBefore: Date): Promise<{ id: RunId }[]> =>
  db.rows(sql`select id from run where kind = ${kind} and finished_at < ${endedBefore} and ${ended} order by id limit 500`);

/** Runs that made spaces which are gone, or never came to be: nothing points at their files. */
export const spacelessRuns = (db: Tx, endedBefore: Date): Promise<{ id: RunId }[]> =>
  db.rows(sql`
    select id from run where kind = 'buildSpace' and finished_at < ${endedBefore} and ${ended}
      and not exists (select 1 from morphospace m where m.run_id = run.id) order by id limit 500`);

export const noteRemoved = (tx: Tx, run: RunId, now: Date): Promise<number> =>
  tx.run(
    sql`update run set result = coalesce(result, '{}') || ${JSON.stringify({ removedAt: now.toISOString() })}::jsonb where id = ${run}`,
  );
