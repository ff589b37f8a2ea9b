import type { BatchId, ProjectId } from "@nauplius/domain";
import { where } from "../objects/filter.ts";
import type { Compiled } from "../objects/window.ts";
import { join, raw, type Sql, sql, type Tx } from "../sql/connection.ts";

export type Take = { readonly per: "taxon" | "sample" | "project"; readonly objects?: number; readonly percent?: number };

/** The objects that a copy takes: all of the view, or a random part of each taxon or sample (by the objects' stable random number). */
export async function takenIds(tx: Tx, view: Compiled, take: Take | undefined): Promise<number[]> {
  const ids = (rows: { id: number }[]) => rows.map((r) => r.id);
  if (take === undefined) return ids(await tx.rows(sql`select o.id from "object" o ${where(view.tests)} order by o.id`));
  const key: Sql = take.per === "taxon" ? sql`o.taxon_id` : take.per === "sample" ? sql`o.sample_id` : sql`true`;
  const limit = take.objects === undefined ? sql`ceil(n * ${take.percent ?? 100}::float8 / 100)` : sql`${take.objects}`;
  return ids(
    await tx.rows(sql`
      select id from (
        select o.id, row_number() over (partition by ${key} order by o.random, o.id) as place, count(*) over (partition by ${key}) as n from "object" o ${where(view.tests)}) r
      where place <= ${limit} order by id`),
  );
}

const parents = {
  sample: ["name", "latitude", "longitude", "started_at", "depth_min", "depth_max", "dataportal_descriptor", "free"],
  acquisition: ["name", "instrument", "pixel_size", "sub_part", "free"],
  process: ["name", "dialect", "free"],
} as const;
const list = (names: readonly string[], prefix = ""): Sql =>
  join(
    names.map((n) => raw(`${prefix}"${n}"`)),
    ", ",
  );

/** Copies samples, acquisitions and processes that the objects need and that were not copied yet. */
export async function copyParents(tx: Tx, to: ProjectId, ids: readonly number[]): Promise<void> {
  const chosen = sql`${[...ids]}::bigint[]`;
  await tx.run(sql`
    insert into sample (project_id, ${list(parents.sample)}) select ${to}, ${list(parents.sample, "s.")} from sample s
    where s.id in (select sample_id from "object" where id = any(${chosen})) on conflict (project_id, name) where trash_id is null do nothing`);
  await tx.run(sql`
    insert into acquisition (project_id, sample_id, ${list(parents.acquisition)})
    select ${to}, d.id, ${list(parents.acquisition, "a.")} from acquisition a join sample s on s.id = a.sample_id
      join sample d on d.project_id = ${to} and d.name = s.name and d.trash_id is null
    where a.id in (select acquisition_id from "object" where id = any(${chosen})) on conflict (project_id, name) where trash_id is null do nothing`);
  await tx.run(sql`
    insert into process (project_id, acquisition_id, ${list(parents.process)})
    select ${to}, d.id, ${list(parents.process, "p.")} from process p join acquisition a on a.id = p.acquisition_id
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
  "taxon_id",
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
const vignetteColumns = [
  "rank",
  "file_name",
  "pack_id",
  "offset",
  "length",
  "mime",
  "width",
  "height",
  "original_pack_id",
  "original_offset",
  "original_length",
  "original_mime",
  "footer",
  "background",
  "hash",
  "mask",
] as const;
const eventColumns = ["taxon_id", "state", "proposed", "accepted", "how", "seen", "by", "at", "score", "model_id", "version"] as const;

/** Copies objects with vignettes (the bytes are shared: packs never change) and their whole history, under one batch of the new project. */
export const copyWithHistory = async (tx: Tx, to: ProjectId, batch: BatchId, ids: readonly number[]): Promise<void> => {
  const chosen = sql`${[...ids]}::bigint[]`;
  await tx.run(sql`create temporary table copied (old bigint primary key, new bigint) on commit drop`);
  await tx.run(sql`create temporary table copied_event (old bigint primary key, new bigint) on commit drop`);
  await tx.run(
    sql`insert into copied select id, nextval(pg_get_serial_sequence('"object"', 'id')) from "object" where id = any(${chosen})`,
  );
  await tx.run(sql`
    insert into copied_event select e.id, nextval(pg_get_serial_sequence('annotation_event', 'id')) from annotation_event e join copied c on c.old = e.object_id order by e.id`);
  await tx.run(sql`
    insert into "object" (id, project_id, sample_id, acquisition_id, last_event_id, ${list(objectColumns)})
    select c.new, ${to}, da.sample_id, da.id, ce.new, ${list(objectColumns, "o.")} from "object" o join copied c on c.old = o.id
      join acquisition a on a.id = o.acquisition_id join acquisition da on da.project_id = ${to} and da.name = a.name and da.trash_id is null
      left join copied_event ce on ce.old = o.last_event_id`);
  await tx.run(sql`
    insert into vignette (object_id, ${list(vignetteColumns)}) select c.new, ${list(vignetteColumns, "v.")} from vignette v join copied c on c.old = v.object_id`);
  await tx.run(sql`
    insert into annotation_event (id, project_id, object_id, batch_id, from_id, ${list(eventColumns)})
    select ce.new, ${to}, c.new, ${batch}::uuid, cf.new, ${list(eventColumns, "e.")} from annotation_event e join copied_event ce on ce.old = e.id
      join copied c on c.old = e.object_id left join copied_event cf on cf.old = e.from_id`);
};

/** The copy is whole: it is counted and seen. */
export async function publishCopy(tx: Tx, project: ProjectId): Promise<void> {
  await tx.run(sql`delete from counter where project_id = ${project}`);
  await tx.run(sql`
    insert into counter (project_id, sample_id, taxon_id, state, objects)
    select project_id, sample_id, coalesce(taxon_id, 0), state, count(*)::int from "object" where project_id = ${project} and trash_id is null group by 1, 2, 3, 4`);
  await tx.run(sql`update project set trashed_at = null where id = ${project}`);
}
