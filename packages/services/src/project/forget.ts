import { type Db, deleteRunsOf, holdUnused, purgeProject } from "@nauplius/db";
import type { Clock, ProjectId } from "@nauplius/domain";

/** A project that was made for an import of which nothing came goes again, with its runs; one in which anything is stays. */
export const forgetUnused = ({ db, clock }: { db: Db; clock: Clock }, project: ProjectId): Promise<boolean> =>
  db.transaction(async (tx) => {
    if (!(await holdUnused(tx, project))) return false;
    await deleteRunsOf(tx, project);
    await purgeProject(tx, project, clock.now());
    return true;
  });
