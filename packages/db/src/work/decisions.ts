import type { Asked, ProjectId, UserId } from "@nauplius/domain";
import { where } from "../objects/filter.ts";
import type { Compiled } from "../objects/window.ts";
import { empty, type Sql, sql, type Tx } from "../sql/connection.ts";

/** Ways in which people decide; undo and revert give back what somebody decided before. */
const people = sql`('one', 'page', 'interval', 'filter')`;
const decided = (alias: Sql): Sql => sql`(${alias}.state in ('validated', 'dubious') or ${alias}.proposed or ${alias}.accepted)`;

/** Objects of a view, all of them: how many still wait is not to be guessed at. */
export const countLeft = async (db: Tx, left: Compiled): Promise<number> =>
  (await db.row<{ n: number }>(sql`select count(*)::int as n from "object" o ${where(left.tests)}`))?.n ?? 0;

export type Decided = { readonly by: UserId; readonly day: string; readonly objects: number };

type Work = {
  readonly project: ProjectId;
  readonly persons: readonly UserId[];
  readonly since: Date;
  /** Where the work lies: the part of its view that no label changes. */
  readonly place: Compiled;
  readonly asked: Asked;
  /** Taxa of the view, with those below where it asks for them; null: any. */
  readonly taxa: readonly number[] | null;
};

/** What persons decided of their work since it was given, by person and day: objects that stood in the view before and do not wait any more.
 *  An object counts once, for whoever decided it last; what was undone does not count. */
export const decidedOf = (db: Tx, { project, persons, since, place, asked, taxa }: Work): Promise<Decided[]> =>
  db.rows<Decided>(sql`
    select d.by, d.day, count(*)::int as objects from (
      select distinct on (e.object_id) e.by, (e.at at time zone 'UTC')::date as day
      from batch b join annotation_event e on e.batch_id = b.id join "object" o on o.id = e.object_id left join annotation_event f on f.id = e.from_id
      ${where([
        ...place.tests,
        sql`b.project_id = ${project} and b.by = any(${[...persons]}::text[]) and b.at >= ${since} and e.how in ${people}`,
        sql`${decided(sql`e`)} and coalesce(f.state, 'unclassified') = any(${[...asked.states]}::text[]) and coalesce(f.proposed, false) = ${asked.proposed}`,
        ...(taxa === null ? [] : [sql`f.taxon_id = any(${[...taxa]}::bigint[])`]),
        sql`not (o.state = any(${[...asked.states]}::text[]) and o.proposed = ${asked.proposed} and not o.accepted)`,
      ])} order by e.object_id, e.id desc) d
    group by 1, 2 order by 1, 2`);

export type Recent = { readonly sampleId: number; readonly taxonId: number; readonly objects: number };

/** Decisions in a project since a moment, by sample and by the taxon (0: none) that the object was taken from. */
export const recentDecisions = (db: Tx, project: ProjectId, since: Date): Promise<Recent[]> =>
  db.rows<Recent>(sql`
    select o.sample_id as "sampleId", coalesce(f.taxon_id, 0) as "taxonId", count(distinct e.object_id)::int as objects
    from batch b join annotation_event e on e.batch_id = b.id join "object" o on o.id = e.object_id left join annotation_event f on f.id = e.from_id
    where b.project_id = ${project} and b.at >= ${since} and o.trash_id is null and e.how in ${people} and ${decided(sql`e`)}
      and coalesce(f.state, 'unclassified') in ('unclassified', 'predicted') and not coalesce(f.proposed, false) group by 1, 2`);

export type StrokeRow = { readonly at: Date; readonly seen: number; readonly accepted: number };

/** A person's own strokes since a moment, in order; in all projects or in one. */
export const strokesOf = (db: Tx, user: UserId, since: Date, project?: ProjectId): Promise<StrokeRow[]> =>
  db.rows<StrokeRow>(sql`
    select b.at, count(*) filter (where e.seen)::int as seen, count(*) filter (where not e.seen)::int as accepted
    from batch b join annotation_event e on e.batch_id = b.id where b.by = ${user} and b.at >= ${since} and e.how in ${people}
      ${project === undefined ? empty : sql`and b.project_id = ${project}`} group by b.id, b.at order by b.at, b.id`);
