import type { Tx } from "@nauplius/db";
import { sql } from "@nauplius/db/sql";
import type { ObjectId, ProjectId, TaxonId, UserId } from "@nauplius/domain";

/** What people of a project have to do with each other, by the ids that a request may name. */
export type Together = {
  readonly assignmentId: number;
  readonly commentId: number;
  readonly opinionId: number;
  readonly practiceId: number;
};

type Given = {
  readonly project: ProjectId;
  readonly mark: string;
  readonly manager: UserId;
  readonly objects: readonly ObjectId[];
  readonly taxon: TaxonId | null;
};

export async function makeTogether(db: Tx, { project, mark, manager, objects, taxon }: Given): Promise<Together> {
  const made = async (statement: ReturnType<typeof sql>): Promise<number> => {
    const row = await db.row<{ id: number }>(statement);
    if (row === null) throw new Error("no row");
    return row.id;
  };
  const assignmentId = await made(sql`
    insert into assignment (project_id, name, query, created_at) values (${project}, ${`${mark} work`}, 'state=predicted', now()) returning id`);
  await db.run(sql`insert into assignment_person (assignment_id, user_id) values (${assignmentId}, ${manager})`);
  const commentId = await made(sql`
    insert into object_comment (project_id, object_id, by, at, text) values (${project}, ${objects[2]}, ${manager}, now(), ${`${mark} comment`}) returning id`);
  const opinionId = await made(sql`
    insert into opinion (project_id, object_id, user_id, event_id, first_by, first_taxon, shown_at)
    select ${project}, id, ${manager}, last_event_id, ${manager}, ${taxon}, now() from "object" where id = ${objects[2]} returning id`);
  const practiceId = await made(sql`
    insert into practice_set (project_id, name, created_at) values (${project}, ${`${mark} practice`}, now()) returning id`);
  await db.run(sql`insert into practice_object (set_id, object_id, ordinal, taxon_id) values (${practiceId}, ${objects[2]}, 1, ${taxon})`);
  return { assignmentId, commentId, opinionId, practiceId };
}
