import type { BatchId, ProjectId } from "@nauplius/domain";
import type { Tally } from "../correct/tallies.ts";
import { tallied } from "../correct/tallies.ts";
import { sql, type Tx } from "../sql/connection.ts";

export type DivisionKind = "separate" | "join";
/** What lines were drawn on: their pixels are those of the parent's first vignette, or of its scan. */
export type DrawnOn = "vignette" | "scan";
/** Drawn lines, in pixels of what they were drawn on. */
export type DrawnLines = readonly (readonly (readonly [x: number, y: number])[])[];

export type NewDivision = {
  readonly kind: DivisionKind;
  readonly batch: BatchId;
  readonly by: string | null;
  readonly at: Date;
  readonly lines: DrawnLines;
  readonly drawnOn: DrawnOn;
  readonly parents: readonly number[];
  readonly children: readonly number[];
};

export async function insertDivision(tx: Tx, d: NewDivision): Promise<number> {
  const row = await tx.row<{ id: number }>(sql`
    insert into division (kind, batch_id, by, at, lines, drawn_on)
    values (${d.kind}, ${d.batch}::uuid, ${d.by}, ${d.at}, ${JSON.stringify(d.lines)}::jsonb, ${d.drawnOn}) returning id`);
  if (row === null) throw new Error("insert into division returned no row");
  for (const [part, ids] of [["parent", d.parents] as const, ["child", d.children] as const])
    await tx.run(sql`
      insert into division_member (division_id, object_id, part, ordinal)
      select ${row.id}::bigint, u.id, ${part}, u.place from unnest(${[...ids]}::bigint[]) with ordinality as u(id, place)`);
  return row.id;
}

/** Takes objects out of everything that is shown or counted, for as long as their division stands; a trash row keeps them, seen by nobody as
 *  trash. Answers what left which sample. */
export const retireObjects = (tx: Tx, project: ProjectId, trash: number, ids: readonly number[]): Promise<Tally[]> =>
  tx.rows(sql`
    with old as materialized (select id from "object" where id = any(${[...ids]}::bigint[]) and project_id = ${project} and trash_id is null order by id for update),
    gone as (update "object" o set trash_id = ${trash} from old where o.id = old.id returning o.sample_id, o.taxon_id, o.state)
    ${tallied(sql`gone`)}`);

/** The reverse. Answers what came back to which sample. */
export const unretireObjects = (tx: Tx, ids: readonly number[]): Promise<Tally[]> =>
  tx.rows(sql`
    with old as materialized (select o.id from "object" o join trash t on t.id = o.trash_id
      where o.id = any(${[...ids]}::bigint[]) and t.level = 'retired' order by o.id for update of o),
    back as (update "object" o set trash_id = null from old where o.id = old.id returning o.sample_id, o.taxon_id, o.state)
    ${tallied(sql`back`)}`);

export type DivisionMemberRow = {
  readonly id: number;
  readonly originalId: string;
  readonly part: "parent" | "child";
  /** Here, retired by a division, or deleted by a person. */
  readonly stands: "here" | "retired" | "trash";
};

export type DivisionRow = {
  readonly id: number;
  readonly projectId: ProjectId;
  readonly kind: DivisionKind;
  readonly batch: BatchId;
  readonly by: string | null;
  readonly byName: string | null;
  readonly at: Date;
  readonly lines: DrawnLines;
  readonly drawnOn: DrawnOn;
  readonly undoneAt: Date | null;
  readonly members: readonly DivisionMemberRow[];
};

const members = sql`(
  select jsonb_agg(jsonb_build_object('id', o.id, 'originalId', o.original_id, 'part', m.part, 'stands',
    case when o.trash_id is null then 'here' when t.level = 'retired' then 'retired' else 'trash' end) order by m.part desc, m.ordinal)
  from division_member m join "object" o on o.id = m.object_id left join trash t on t.id = o.trash_id where m.division_id = d.id)`;
/** Members move together with their sample: the project is theirs. */
const ofMember = sql`(select o.project_id from division_member m join "object" o on o.id = m.object_id where m.division_id = d.id order by o.id limit 1)`;
const columns = sql`d.id, ${ofMember} as "projectId", d.kind, d.batch_id as batch, d.by, u.name as "byName", d.at, d.lines, d.drawn_on as "drawnOn", d.undone_at as "undoneAt",
  ${members} as members`;

/** Divisions in which an object has a part, the newest first; those that were taken back too. */
export const divisionsOf = (db: Tx, object: number): Promise<DivisionRow[]> =>
  db.rows(sql`
    select ${columns} from division_member own join division d on d.id = own.division_id left join "user" u on u.id = d.by
    where own.object_id = ${object} order by d.id desc`);

export const projectOfDivision = async (db: Tx, id: number): Promise<ProjectId | null> =>
  (await db.row<{ project: ProjectId | null }>(sql`select ${ofMember} as project from division d where d.id = ${id}`))?.project ?? null;

/** The division, held to the end of the transaction. */
export const holdDivision = async (tx: Tx, id: number): Promise<DivisionRow | null> => {
  await tx.row(sql`select 1 from division where id = ${id} for update`);
  return tx.row(sql`select ${columns} from division d left join "user" u on u.id = d.by where d.id = ${id}`);
};

export const setDivisionUndone = (tx: Tx, id: number, at: Date): Promise<number> =>
  tx.run(sql`update division set undone_at = ${at} where id = ${id}`);

/** Of these names those that objects of the project have. */
export const objectNamesTaken = async (tx: Tx, project: ProjectId, names: readonly string[]): Promise<string[]> =>
  (
    await tx.rows<{ name: string }>(
      sql`select original_id as name from "object" where project_id = ${project} and trash_id is null and original_id = any(${[...names]}::text[])`,
    )
  ).map((row) => row.name);

/** Divisions of which every member was deleted for good. */
export const deleteEmptyDivisions = (tx: Tx): Promise<number> =>
  tx.run(sql`delete from division d where not exists (select 1 from division_member m where m.division_id = d.id)`);
