import type { Level, ProjectId, RunId } from "@nauplius/domain";
import type { Sql } from "../sql/connection.ts";
import { sql, type Tx } from "../sql/connection.ts";

export type Hanging = { readonly objects: number; readonly validated: number; readonly images: number };
const nothing: Hanging = { objects: 0, validated: 0, images: 0 };

const counted = async (tx: Tx, project: ProjectId, hangs: Sql): Promise<Hanging> =>
  (await tx.row<Hanging>(sql`
    select count(*)::int as objects, count(*) filter (where o.state = 'validated')::int as validated, coalesce(sum(o.vignettes), 0)::int as images
    from "object" o where o.project_id = ${project} and o.trash_id is null and ${hangs}`)) ?? nothing;

/** What hangs on rows of a level. */
export const hangingOn = (tx: Tx, project: ProjectId, level: Level, ids: readonly number[]): Promise<Hanging> => {
  const list = sql`${[...ids]}::bigint[]`;
  const hangs = {
    object: sql`o.id = any(${list})`,
    acquisition: sql`o.acquisition_id = any(${list})`,
    sample: sql`o.sample_id = any(${list})`,
    process: sql`o.acquisition_id in (select acquisition_id from process where id = any(${list}))`,
  }[level];
  return counted(tx, project, hangs);
};

/** What a statement over object ids is about. */
export const hangingOnObjects = (tx: Tx, project: ProjectId, ids: Sql): Promise<Hanging> => counted(tx, project, sql`o.id in (${ids})`);

export const hangingOnTrash = async (tx: Tx, trash: number): Promise<Hanging> =>
  (await tx.row<Hanging>(sql`
    select count(*)::int as objects, count(*) filter (where state = 'validated')::int as validated, coalesce(sum(vignettes), 0)::int as images
    from "object" where trash_id = ${trash}`)) ?? nothing;

export const hangingOnProject = (tx: Tx, project: ProjectId): Promise<Hanging> => counted(tx, project, sql`true`);

/** Objects of a run's targets. */
export const targetsOf = (run: RunId): Sql => sql`select row_id from run_target where run_id = ${run} and level = 'object'`;
