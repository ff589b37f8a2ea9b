import type { ProjectId } from "@nauplius/domain";
import { sql, type Tx } from "../sql/connection.ts";

/** Locks a project in which nothing is and nothing is at work: no sample, no gesture, no run that is not over. */
export const holdUnused = async (tx: Tx, project: ProjectId): Promise<boolean> =>
  (await tx.row(sql`
    select 1 from project p where p.id = ${project} and not exists (select 1 from sample s where s.project_id = p.id)
      and not exists (select 1 from batch b where b.project_id = p.id) and not exists (select 1 from segmentation g where g.project_id = p.id)
      and not exists (select 1 from run r where r.project_id = p.id and r.state not in ('done', 'refused', 'failed', 'cancelled')) for update`)) !==
  null;

/** Runs of a project with their logs and problems. */
export async function deleteRunsOf(tx: Tx, project: ProjectId): Promise<void> {
  const runs = sql`(select id from run where project_id = ${project})`;
  await tx.run(sql`delete from run_log where run_id in ${runs}`);
  await tx.run(sql`delete from run_problem where run_id in ${runs}`);
  await tx.run(sql`delete from run where project_id = ${project}`);
}
