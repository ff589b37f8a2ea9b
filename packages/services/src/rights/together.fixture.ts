import type { Tx } from "@nauplius/db";
import { sql } from "@nauplius/db/sql";
import type { ObjectId, ProjectId, TaxonId, UserId } from "@nauplius/domain";

/** What people of a project have to do with each other, by the ids that a request may name. */
export type Together = { readonly assignmentId: number };

type Given = {
  readonly project: ProjectId;
  readonly mark: string;
  readonly manager: UserId;
  readonly objects: readonly ObjectId[];
  readonly taxon: TaxonId | null;
};

export async function makeTogether(db: Tx, { project, mark, manager }: Given): Promise<Together> {
  const made = async (statement: ReturnType<typeof sql>): Promise<number> => {
    const row = await db.row<{ id: number }>(statement);
    if (row === null) throw new Error("no row");
    return row.id;
  };
  const assignmentId = await made(sql`
    insert into assignment (project_id, name, query, created_at) values (${project}, ${`${mark} work`}, 'state=predicted', now()) returning id`);
  await db.run(sql`insert into assignment_person (assignment_id, user_id) values (${assignmentId}, ${manager})`);
  return { assignmentId };
}
