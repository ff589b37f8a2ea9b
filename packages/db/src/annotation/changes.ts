import type { ObjectId, ProjectId, State, UserId } from "@nauplius/domain";
import { where } from "../objects/filter.ts";
import type { Compiled } from "../objects/window.ts";
import { sql, type Tx } from "../sql/connection.ts";

/** The last event of the site. */
export const lastEvent = async (db: Tx): Promise<number> =>
  (await db.row<{ id: number }>(sql`select coalesce(max(id), 0) as id from annotation_event`))?.id ?? 0;

export type ChangedLabel = {
  readonly id: ObjectId;
  readonly taxonId: number | null;
  readonly state: State;
  readonly proposed: boolean;
  readonly accepted: boolean;
  readonly score: number | null;
  readonly version: number;
};

/** Objects in sight with events after one, as they stand now. */
export const labelsChangedAfter = (
  db: Tx,
  view: Compiled,
  of: { project: ProjectId; after: number; limit: number },
): Promise<ChangedLabel[]> =>
  db.rows<ChangedLabel>(sql`
    select o.id, o.taxon_id as "taxonId", o.state, o.proposed, o.accepted, o.score, o.version from "object" o ${where([
      ...view.tests,
      sql`o.id in (select e.object_id from annotation_event e where e.id > ${of.after}::bigint and e.project_id = ${of.project})`,
    ])} order by o.id limit ${of.limit}`);

/** Who made gestures in a project since a moment, but for one person. */
export const peopleSince = (db: Tx, project: ProjectId, since: Date, except: UserId): Promise<{ id: UserId; name: string }[]> =>
  db.rows(sql`
    select distinct u.id, u.name from batch b join "user" u on u.id = b.by
    where b.project_id = ${project} and b.at > ${since} and u.id <> ${except} order by u.name limit 20`);
