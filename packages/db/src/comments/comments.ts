import type { CommentId, ObjectId, ProjectId, UserId } from "@nauplius/domain";
import { hiddenBatches, type Sight, sightCondition } from "../objects/filter.ts";
import { sql, type Tx } from "../sql/connection.ts";

export type Comment = {
  readonly id: CommentId;
  readonly objectId: ObjectId;
  readonly originalId: string;
  readonly by: UserId | null;
  readonly name: string | null;
  readonly at: Date;
  readonly text: string;
};

const columns = sql`c.id, c.object_id as "objectId", o.original_id as "originalId", c.by, u.name, c.at, c.text`;
const source = sql`from object_comment c join "object" o on o.id = c.object_id left join "user" u on u.id = c.by`;

/** What was said about an object, in the order of saying. */
export const commentsOf = (db: Tx, object: ObjectId): Promise<Comment[]> =>
  db.rows<Comment>(sql`select ${columns} ${source} where c.object_id = ${object} order by c.id`);

/** What was last said in a project, about objects that the reader may see. */
export const recentComments = async (db: Tx, sight: Sight, limit: number): Promise<Comment[]> => {
  const hidden = await hiddenBatches(db, sight.projectId);
  return db.rows<Comment>(sql`select ${columns} ${source} where ${sightCondition(sight, hidden)} order by c.id desc limit ${limit}`);
};

export const insertComment = async (
  tx: Tx,
  c: { projectId: ProjectId; objectId: ObjectId; by: UserId | null; at: Date; text: string },
): Promise<CommentId> => {
  const row = await tx.row<{ id: CommentId }>(sql`
    insert into object_comment (project_id, object_id, by, at, text) values (${c.projectId}, ${c.objectId}, ${c.by}, ${c.at}, ${c.text}) returning id`);
  if (row === null) throw new Error("insert into object_comment returned no row");
  return row.id;
};

export const deleteComment = async (tx: Tx, id: CommentId, by: UserId | null, anybodys: boolean): Promise<boolean> =>
  (await tx.run(sql`delete from object_comment where id = ${id} and (${anybodys} or by = ${by})`)) === 1;
