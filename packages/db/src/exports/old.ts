import type { RunId } from "@nauplius/domain";
import { sql, type Tx } from "../sql/connection.ts";

/** Exports that ended long ago and whose files were not removed yet. */
export const oldExports = (db: Tx, endedBefore: Date): Promise<{ id: RunId }[]> =>
  db.rows(sql`
    select id from run where kind = 'exportProject' and finished_at < ${endedBefore} and state in ('done', 'refused', 'failed', 'cancelled')
      and not coalesce(result ? 'removedAt', false) order by id limit 500`);

export const noteRemoved = (tx: Tx, run: RunId, now: Date): Promise<number> =>
  tx.run(
    sql`update run set result = coalesce(result, '{}') || ${JSON.stringify({ removedAt: now.toISOString() })}::jsonb where id = ${run}`,
  );
