import type { ProjectId, UserId } from "@nauplius/domain";
import { sql, type Tx } from "../sql/connection.ts";

export type Annotator = { readonly id: UserId; readonly name: string; readonly member: boolean };

/** People whose labels stand in a project, and its members. Walks the index of events person by person, never through all events. */
export const annotatorsOf = (db: Tx, project: ProjectId): Promise<Annotator[]> =>
  db.rows<Annotator>(sql`
    with recursive who(by) as (
      (select e.by from annotation_event e where e.project_id = ${project} and e.by is not null order by e.by limit 1)
      union all
      select (select e.by from annotation_event e where e.project_id = ${project} and e.by > who.by order by e.by limit 1) from who where who.by is not null)
    select u.id, u.name, m.user_id is not null as member from "user" u
    left join membership m on m.user_id = u.id and m.project_id = ${project}
    where m.user_id is not null or u.id in (select by from who) order by u.name collate "C", u.id`);

export const countMembers = async (db: Tx, project: ProjectId, now: Date): Promise<number> =>
  (
    await db.row<{ n: number }>(
      sql`select count(*)::int as n from membership where project_id = ${project} and (expires_at is null or expires_at > ${now})`,
    )
  )?.n ?? 0;
