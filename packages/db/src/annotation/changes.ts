import type { ObjectId, ProjectId, State, UserId } from "@nauplius/domain";
import { where } from "../objects/filter.ts";
import type { Compiled } from "../objects/window.ts";
import { sql, type Tx } from "../sql/connection.ts";

export type ChangedLabel = {
  readonly id: ObjectId;
  readonly taxonId: number | null;
  readonly state: State;
  readonly proposed: boolean;
  readonly accepted: boolean;
  readonly score: number | null;
  readonly version: number;
};

/** Objects in sight that gestures or runs of labels touched since a moment, as they stand now. By time: numbers of events would tell of what
 *  happens out of sight. */
export const labelsChangedAfter = (
  db: Tx,
  view: Compiled,
  of: { project: ProjectId; since: Date; limit: number },
): Promise<ChangedLabel[]> =>
  db.rows<ChangedLabel>(sql`
    select o.id, o.taxon_id as "taxonId", o.state, o.proposed, o.accepted, o.score, o.version from "object" o ${where([
      ...view.tests,
      sql`o.id in (select e.object_id from batch b join annotation_event e on e.batch_id = b.id where b.project_id = ${of.project} and b.kind <> 'import'
        and (b.at >= ${of.since} or exists (select 1 from run r where r.id = b.run_id and (r.finished_at is null or r.finished_at >= ${of.since}))))`,
    ])} order by o.id limit ${of.limit}`);

/** Who made gestures in a project since a moment, but for one person. */
export const peopleSince = (db: Tx, project: ProjectId, since: Date, except: UserId): Promise<{ id: UserId; name: string }[]> =>
  db.rows(sql`
    select distinct u.id, u.name from batch b join "user" u on u.id = b.by
    where b.project_id = ${project} and b.at > ${since} and u.id <> ${except} order by u.name limit 20`);
