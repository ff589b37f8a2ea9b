import type { BatchId, ProjectId } from "@nauplius/domain";
import { storedColumns } from "../packs/stored-image.ts";
import { join, raw, type Sql, sql, type Tx } from "../sql/connection.ts";

const parents = {
  sample: ["name", "latitude", "longitude", "started_at", "depth_min", "depth_max", "dataportal_descriptor", "free", "stale"],
  acquisition: ["name", "instrument", "pixel_size", "sub_part", "free", "stale"],
  process: ["name", "dialect", "free"],
} as const;
const list = (names: readonly string[], prefix = ""): Sql =>
  join(
    names.map((n) => raw(`${prefix}"${n}"`)),
    ", ",
  );

/** A project of the same kind: description, protocol, contact and settings, private, its own from now on. */
export async function insertProjectLike(
  tx: Tx,
  source: ProjectId,
  p: { title: string; createdBy: string | null; now: Date },
): Promise<ProjectId> {
  // In the trash until it is whole: nobody sees half a project.
  const row = await tx.row<{ id: ProjectId }>(sql`
    insert into project (title, description, protocol, contact_name, contact_email, instrument, licence, funding, citation, access, settings, created_by,
      created_at, updated_at, trashed_at)
    select ${p.title}, description, protocol, contact_name, contact_email, instrument, licence, funding, citation, 'private', settings, ${p.createdBy},
      ${p.now}, ${p.now}, ${p.now} from project where id = ${source} returning id`);
  if (row === null) throw new Error(`project ${source} is not there`);
  return row.id;
}

/** The formulas that people confirmed and the preparations that they named: of the same samples they mean the same. */
export async function copyProtocols(tx: Tx, from: ProjectId, to: ProjectId, pairs: TaxonPairs): Promise<void> {
  await tx.run(sql`
    insert into quantity_protocol (project_id, version, name, body, confirmed_by, confirmed_at)
    select ${to}::bigint, version, name, body, confirmed_by, confirmed_at from quantity_protocol where project_id = ${from}`);
  await tx.run(sql`
    insert into preparation (project_id, name, version, body, created_by, created_at)
    select ${to}::bigint, name, version, jsonb_set(body, '{taxa}', coalesce((select jsonb_agg(coalesce(m.new, t.id::bigint))
      from jsonb_array_elements_text(body -> 'taxa') t(id) left join ${taxonMap(pairs)} on m.old = t.id::bigint), '[]')), created_by, created_at
    from preparation where project_id = ${from} and jsonb_typeof(body -> 'taxa') = 'array'`);
}

export type TaxonPairs = readonly (readonly [from: number, to: number])[];

/** Copies the source's own taxa that the copy lacks, parents first, with their aliases; answers which became which. */
export async function copyLocalTaxa(tx: Tx, from: ProjectId, to: ProjectId, known: TaxonPairs): Promise<[number, number][]> {
  const pairs = new Map(known);
  const own = await tx.rows<{ id: number; parentId: number | null }>(sql`
    with recursive down as (
      select t.id, t.parent_id, 0 as depth from taxon t where t.project_id = ${from}
        and not exists (select 1 from taxon p where p.id = t.parent_id and p.project_id = ${from})
      union all select t.id, t.parent_id, down.depth + 1 from taxon t join down on t.parent_id = down.id where t.project_id = ${from})
    select id, parent_id as "parentId" from down order by depth, id`);
  for (const { id, parentId } of own) {
    if (pairs.has(id)) continue;
    const parent = parentId === null ? null : (pairs.get(parentId) ?? parentId);
    const made = await tx.row<{ id: number }>(sql`
      insert into taxon (parent_id, name, display_name, search_name, kind, rank, status, aphia_id, source, source_url, replaced_by, living, extent,
        counts_as_individual, flags_confirmed_by, flags_confirmed_at, author, project_id, updated_at)
      select ${parent}::bigint, name, display_name, search_name, kind, rank, status, aphia_id, source, source_url, replaced_by, living, extent,
        counts_as_individual, flags_confirmed_by, flags_confirmed_at, author, ${to}::bigint, now() from taxon where id = ${id} returning id`);
    if (made === null) throw new Error(`taxon ${id} is not there`);
    pairs.set(id, made.id);
  }
  return [...pairs];
}

/** The names under which people of the source find taxa, for the people of the copy. */
export const copyAliases = (tx: Tx, from: ProjectId, to: ProjectId, pairs: TaxonPairs): Promise<number> =>
  tx.run(sql`
    insert into taxon_synonym (taxon_id, name, search_name, project_id)
    select coalesce(m.new, s.taxon_id), s.name, s.search_name, ${to}::bigint from taxon_synonym s left join ${taxonMap(pairs)} on m.old = s.taxon_id
    where s.project_id = ${from}`);

const taxonMap = (pairs: TaxonPairs): Sql =>
  sql`unnest(${pairs.map(([old]) => old)}::bigint[], ${pairs.map(([, made]) => made)}::bigint[]) as m(old, new)`;

/** Copies samples, acquisitions and processes that the objects need and that were not copied yet. */
export async function copyParents(tx: Tx, to: ProjectId, ids: readonly number[]): Promise<void> {
  const chosen = sql`${[...ids]}::bigint[]`;
  await tx.run(sql`
    insert into sample (project_id, ${list(parents.sample)}) select ${to}::bigint, ${list(parents.sample, "s.")} from sample s
    where s.id in (select sample_id from "object" where id = any(${chosen})) on conflict (project_id, name) where trash_id is null do nothing`);
  await tx.run(sql`
    insert into acquisition (project_id, sample_id, ${list(parents.acquisition)})
    select ${to}::bigint, d.id, ${list(parents.acquisition, "a.")} from acquisition a join sample s on s.id = a.sample_id
      join sample d on d.project_id = ${to} and d.name = s.name and d.trash_id is null
    where a.id in (select acquisition_id from "object" where id = any(${chosen})) on conflict (project_id, name) where trash_id is null do nothing`);
  await tx.run(sql`
    insert into process (project_id, acquisition_id, ${list(parents.process)})
    select ${to}::bigint, d.id, ${list(parents.process, "p.")} from process p join acquisition a on a.id = p.acquisition_id
      join acquisition d on d.project_id = ${to} and d.name = a.name and d.trash_id is null
    where a.id in (select acquisition_id from "object" where id = any(${chosen})) on conflict (acquisition_id) do nothing`);
}

const objectColumns = [
  "original_id",
  "latitude",
  "longitude",
  "date",
  "time",
  "depth_min",
  "depth_max",
  "link",
  "complement_info",
  "free",
  "feature_list_id",
  "features",
  "state",
  "proposed",
  "accepted",
  "annotated_by",
  "annotated_at",
  "score",
  "version",
  "area",
  "random",
  "vignettes",
] as const;
const vignetteColumns = ["rank", "file_name", ...storedColumns] as const;
const eventColumns = ["state", "proposed", "accepted", "how", "seen", "by", "at", "score", "model_id", "version"] as const;

/** The id that a gesture of the source has in one copy: the same for every chunk (a uuid of version 8: made of a hash). */
const idInCopy = (copy: BatchId, of: Sql): Sql =>
  sql`overlay(overlay(md5(${copy}::text || ${of}::text) placing '8' from 13) placing '8' from 17)::uuid`;

/** Gestures of the source whose events came along: who did it and when stays true. `copyOf`: the gesture itself. */
const copyGestures = (tx: Tx, to: { project: ProjectId; batch: BatchId }): Promise<number> =>
  tx.run(sql`
    insert into batch (id, project_id, kind, by, at, request, of_batch_id, undone_by)
    select ${idInCopy(to.batch, sql`b.id`)}, ${to.project}, b.kind, b.by, b.at, b.request || jsonb_build_object('copyOf', b.id),
      case when b.of_batch_id is not null then ${idInCopy(to.batch, sql`b.of_batch_id`)} end,
      case when b.undone_by is not null then ${idInCopy(to.batch, sql`b.undone_by`)} end
    from batch b where b.id in (select e.batch_id from annotation_event e join copied_event c on c.old = e.id) on conflict (id) do nothing`);

/** How many objects of the copy each gesture that came along touched. */
const countGestures = (tx: Tx, project: ProjectId): Promise<number> =>
  tx.run(sql`
    update batch b set result = jsonb_build_object('changed', e.n) from (
      select batch_id, count(*)::int as n from annotation_event where project_id = ${project} group by batch_id) e
    where e.batch_id = b.id and b.project_id = ${project} and b.request ? 'copyOf'`);

/** Copies objects with vignettes (the bytes are shared: packs never change) and their whole history with its gestures. */
export async function copyWithHistory(
  tx: Tx,
  to: { project: ProjectId; batch: BatchId; taxa: TaxonPairs },
  ids: readonly number[],
): Promise<number> {
  const chosen = sql`${[...ids]}::bigint[]`;
  // A pack that is being rewritten waits for us, and we for it: rows must not point at a blob that goes.
  await tx.rows(sql`
    select k.id from pack k where k.id in (select pack_id from vignette where object_id = any(${chosen})
      union select original_pack_id from vignette where object_id = any(${chosen})) order by k.id for key share`);
  await tx.run(sql`create temporary table copied (old bigint primary key, new bigint) on commit drop`);
  await tx.run(sql`create temporary table copied_event (old bigint primary key, new bigint) on commit drop`);
  // Held: a label beside us is wholly in the copy or not at all.
  await tx.rows(sql`select id from "object" where id = any(${chosen}) order by id for share`);
  const copied = await tx.run(
    sql`insert into copied select id, nextval(pg_get_serial_sequence('"object"', 'id')) from "object" where id = any(${chosen}) and trash_id is null order by id`,
  );
  await tx.run(sql`
    insert into copied_event select e.id, nextval(pg_get_serial_sequence('annotation_event', 'id')) from annotation_event e join copied c on c.old = e.object_id order by e.id`);
  await tx.run(sql`analyze copied`);
  await tx.run(sql`analyze copied_event`);
  await tx.run(sql`
    insert into "object" (id, project_id, sample_id, acquisition_id, last_event_id, taxon_id, ${list(objectColumns)})
    select c.new, ${to.project}::bigint, da.sample_id, da.id, ce.new, coalesce(m.new, o.taxon_id), ${list(objectColumns, "o.")} from "object" o join copied c on c.old = o.id
      join acquisition a on a.id = o.acquisition_id join acquisition da on da.project_id = ${to.project} and da.name = a.name and da.trash_id is null
      left join copied_event ce on ce.old = o.last_event_id left join ${taxonMap(to.taxa)} on m.old = o.taxon_id`);
  await tx.run(sql`
    insert into vignette (object_id, ${list(vignetteColumns)}) select c.new, ${list(vignetteColumns, "v.")} from vignette v join copied c on c.old = v.object_id`);
  await copyGestures(tx, to);
  await tx.run(sql`
    insert into annotation_event (id, project_id, object_id, batch_id, from_id, restores_id, taxon_id, ${list(eventColumns)})
    select ce.new, ${to.project}::bigint, c.new, ${idInCopy(to.batch, sql`e.batch_id`)}, cf.new, coalesce(cr.new, case when e.restores_id = 0 then 0 end), coalesce(m.new, e.taxon_id),
      ${list(eventColumns, "e.")} from annotation_event e join copied_event ce on ce.old = e.id join copied c on c.old = e.object_id
      left join copied_event cf on cf.old = e.from_id left join copied_event cr on cr.old = e.restores_id
      left join ${taxonMap(to.taxa)} on m.old = e.taxon_id`);
  return copied;
}

/** Taxa that the source made while it was copied: objects and events that came with them are called as the copy calls them. */
export async function adoptTaxa(tx: Tx, to: ProjectId, late: TaxonPairs): Promise<void> {
  if (late.length === 0) return;
  await tx.run(sql`update "object" o set taxon_id = m.new from ${taxonMap(late)} where o.project_id = ${to} and o.taxon_id = m.old`);
  await tx.run(
    sql`update annotation_event e set taxon_id = m.new from ${taxonMap(late)} where e.project_id = ${to} and e.taxon_id = m.old`,
  );
}

/** The copy is whole: it is counted and seen. */
export async function publishCopy(tx: Tx, project: ProjectId, taxa: TaxonPairs): Promise<void> {
  await tx.run(sql`delete from counter where project_id = ${project}`);
  await countGestures(tx, project);
  await tx.run(sql`
    insert into counter (project_id, sample_id, taxon_id, state, objects)
    select project_id, sample_id, coalesce(taxon_id, 0), state, count(*)::int from "object" where project_id = ${project} and trash_id is null group by 1, 2, 3, 4`);
  await tx.run(sql`
    update project set trashed_at = null, settings = case when settings ? 'preset' then jsonb_set(settings, '{preset}', coalesce((
      select jsonb_agg(coalesce(m.new, p.id) order by p.place) from jsonb_array_elements_text(settings -> 'preset') with ordinality as t(text, place)
        cross join lateral (select t.text::bigint as id, t.place) p left join ${taxonMap(taxa)} on m.old = p.id), '[]')) else settings end
    where id = ${project}`);
}

/** Did anybody do something in a project besides making it? */
export const wasWorkedIn = async (tx: Tx, project: ProjectId, copy: BatchId): Promise<boolean> =>
  (await tx.row(sql`select 1 from batch where project_id = ${project} and id <> ${copy}::uuid and not request ? 'copyOf' limit 1`)) !==
  null;

/** The batch of the new project under which a copy's history stands. */
export const copyBatchOf = (tx: Tx, correction: BatchId): Promise<{ id: BatchId; projectId: ProjectId } | null> =>
  tx.row(sql`select id, project_id as "projectId" from batch where kind = 'copy' and of_batch_id = ${correction}::uuid`);
