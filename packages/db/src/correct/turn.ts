import type { ProjectId, RunId } from "@nauplius/domain";
import { bringsObjects } from "../runs/kinds.ts";
import { sql, type Tx } from "../sql/connection.ts";

/** Imports at work in a project: nothing is moved or deleted under them. */
export const importsAtWork = async (tx: Tx, projects: readonly ProjectId[]): Promise<number> =>
  (
    await tx.row<{ n: number }>(sql`
    select count(*)::int as n from run where project_id = any(${[...projects]}::bigint[]) and kind in ${bringsObjects} and published_at is null
      and (state in ('queued', 'running', 'lost') or cursor ->> 'step' in ('load', 'clearing'))`)
  )?.n ?? 0;

/** An import has rows in these projects that nobody sees yet. Ask after `lockImports`: none begins then until the end of the transaction. */
export const isLoading = async (tx: Tx, projects: readonly ProjectId[]): Promise<boolean> =>
  (await tx.row(sql`
    select 1 from run where project_id = any(${[...projects]}::bigint[]) and kind in ${bringsObjects} and published_at is null
      and cursor ->> 'step' in ('load', 'clearing') limit 1`)) !== null;

/** A correction of the same projects that began earlier and is alive: corrections go one after another. */
export const correctionAhead = async (tx: Tx, projects: readonly ProjectId[], run: RunId, silentMs: number): Promise<boolean> =>
  (await tx.row(sql`
    select 1 from run where kind = 'correctBatch' and state = 'running' and id < ${run} and heartbeat_at > now() - make_interval(secs => ${silentMs / 1000}::float8)
      and (project_id = any(${[...projects]}::bigint[]) or (input -> 'correction' ->> 'to')::bigint = any(${[...projects]}::bigint[])
        and input -> 'correction' ->> 'do' in ('moveSamples', 'mergeInto')) limit 1`)) !== null;
