import type { ObjectId, ProjectId, UserId } from "@nauplius/domain";
import { hiddenBatches, type Sight, sightTests } from "../objects/filter.ts";
import { join, sql, type Tx } from "../sql/connection.ts";
import type { Example } from "../taxa/examples.ts";

export type LookAlike = { readonly taxonId: number; readonly tell: string };
export type SheetRow = {
  readonly text: string;
  readonly lookAlikes: readonly LookAlike[];
  readonly objectIds: readonly number[];
  readonly by: string | null;
  readonly at: Date;
  readonly version: number;
};

/** The site's part of a taxon's sheet, or a project's. */
export const sheetOf = (db: Tx, taxon: number, project: ProjectId | null): Promise<SheetRow | null> =>
  db.row<SheetRow>(sql`
    select s.text, s.look_alikes as "lookAlikes", s.object_ids as "objectIds", u.name as by, s.updated_at as at, s.version
    from taxon_sheet s left join "user" u on u.id = s.updated_by where s.taxon_id = ${taxon} and s.project_id is not distinct from ${project}::bigint`);

export type SheetPatch = {
  readonly text: string;
  readonly lookAlikes: readonly LookAlike[];
  readonly objectIds: readonly number[];
  readonly by: UserId | null;
  readonly at: Date;
};

/** Writes a sheet where it stands as the writer saw it (version 0: there was none); false: somebody was faster. */
export const writeSheet = async (
  tx: Tx,
  of: { taxon: number; project: ProjectId | null; version: number },
  s: SheetPatch,
): Promise<boolean> =>
  (await tx.run(
    of.version === 0
      ? sql`
    insert into taxon_sheet (taxon_id, project_id, text, look_alikes, object_ids, updated_by, updated_at, version)
    values (${of.taxon}, ${of.project}, ${s.text}, ${JSON.stringify(s.lookAlikes)}::jsonb, ${[...s.objectIds]}::bigint[], ${s.by}, ${s.at}, 1)
    on conflict (taxon_id, coalesce(project_id, 0)) do nothing`
      : sql`
    update taxon_sheet set text = ${s.text}, look_alikes = ${JSON.stringify(s.lookAlikes)}::jsonb, object_ids = ${[...s.objectIds]}::bigint[],
      updated_by = ${s.by}, updated_at = ${s.at}, version = version + 1
    where taxon_id = ${of.taxon} and project_id is not distinct from ${of.project}::bigint and version = ${of.version}`,
  )) === 1;

/** In which projects these objects lie. */
export const projectsOfObjects = (db: Tx, ids: readonly number[]): Promise<{ id: ObjectId; projectId: ProjectId }[]> =>
  db.rows(sql`select id, project_id as "projectId" from "object" where id = any(${[...ids]}::bigint[])`);

/** The first vignettes of chosen objects of a project that the reader may see. */
export async function picturesOf(db: Tx, sight: Sight, ids: readonly number[]): Promise<Example[]> {
  const hidden = await hiddenBatches(db, sight.projectId);
  const tests = join([...sightTests(sight, hidden), sql`o.id = any(${[...ids]}::bigint[])`], " and ");
  return db.rows<Example>(sql`
    select o.id as "objectId", o.project_id as "projectId", v.id as "vignetteId", v.width, v.height, v.background, o.state from "object" o
    join lateral (select id, width, height, background from vignette v where v.object_id = o.id order by rank limit 1) v on true
    where ${tests} order by array_position(${[...ids]}::bigint[], o.id)`);
}
