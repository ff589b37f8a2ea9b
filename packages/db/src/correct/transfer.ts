import type { BatchId, Level, ProjectId } from "@nauplius/domain";
import { sql, type Tx } from "../sql/connection.ts";
import { noteEdits } from "./edits.ts";
import type { Tally } from "./tallies.ts";

/** `names`: the first of them, of `total`. */
export type Clash = {
  readonly what: "sample" | "acquisition" | "object" | "taxon";
  readonly names: readonly string[];
  readonly total: number;
};
const namedOfClash = 3;

/** What stands in the way of moving samples to another project: equal names there, and taxa that only the old project has. */
export const clashes = (tx: Tx, samples: readonly number[], to: ProjectId): Promise<Clash[]> => {
  const ids = sql`${[...samples]}::bigint[]`;
  return tx.rows(sql`
    with found as (
      select 1 as at, 'sample' as what, s.name from sample s join sample d on d.project_id = ${to} and d.name = s.name and d.trash_id is null
        where s.id = any(${ids}) and s.trash_id is null
      union all select 2, 'acquisition', a.name from acquisition a join acquisition d on d.project_id = ${to} and d.name = a.name and d.trash_id is null
        where a.sample_id = any(${ids}) and a.trash_id is null
      union all select 3, 'object', o.original_id from "object" o join "object" d on d.project_id = ${to} and d.original_id = o.original_id and d.trash_id is null
        where o.sample_id = any(${ids}) and o.trash_id is null
      union all select distinct 4, 'taxon', t.display_name from "object" o join taxon t on t.id = o.taxon_id
        where o.sample_id = any(${ids}) and t.project_id is not null and t.project_id <> ${to})
    select what, (array_agg(name order by name))[1:${namedOfClash}] as names, count(*)::int as total from found group by at, what order by at`);
};

/** Moves one sample, all below it (what lies in the trash too) and its history; answers what left the old project. Vignettes stay where they are: rows point at them. */
export async function moveSample(tx: Tx, batch: BatchId, sample: number, from: ProjectId, to: ProjectId): Promise<Tally[]> {
  const tallies = await tx.rows<Tally>(sql`
    with old as (select id, sample_id, taxon_id, state, trash_id from "object" where sample_id = ${sample} order by id for update)
    select sample_id as "sampleId", coalesce(taxon_id, 0) as "taxonId", state, count(*)::int as objects from old where trash_id is null group by 1, 2, 3`);
  await splitTrash(tx, sample, to);
  await tx.run(sql`update "object" set project_id = ${to} where sample_id = ${sample}`);
  await tx.run(sql`
    update annotation_event e set project_id = ${to} from "object" o where o.id = e.object_id and o.sample_id = ${sample}`);
  for (const table of [sql`object_comment`, sql`opinion`])
    await tx.run(sql`update ${table} c set project_id = ${to} from "object" o where o.id = c.object_id and o.sample_id = ${sample}`);
  // A practice shows objects of its own project; without them it is shorter.
  await tx.run(sql`delete from practice_object p using "object" o where o.id = p.object_id and o.sample_id = ${sample}`);
  for (const [level, rows] of [
    ["object", sql`select id from "object" where sample_id = ${sample}`],
    ["process", sql`select p.id from process p join acquisition a on a.id = p.acquisition_id where a.sample_id = ${sample}`],
    ["acquisition", sql`select id from acquisition where sample_id = ${sample}`],
    ["sample", sql`select ${sample}::bigint as id`],
  ] as const)
    await tx.run(sql`update edit_event e set project_id = ${to} from (${rows}) r where e.level = ${level} and e.row_id = r.id`);
  await tx.run(sql`update process p set project_id = ${to} from acquisition a where a.id = p.acquisition_id and a.sample_id = ${sample}`);
  await tx.run(sql`update acquisition set project_id = ${to} where sample_id = ${sample}`);
  await tx.run(sql`update sample set project_id = ${to}, version = version + 1 where id = ${sample}`);
  await noteEdits(tx, { project: to, batch, level: "sample", field: "@project" }, [{ id: sample, before: from, after: to }]);
  return tallies;
}

/** The trash of another project for what was deleted in the same moment: made when it is first needed, found again when a sample comes back. */
async function counterpart(tx: Tx, id: number, to: ProjectId): Promise<number> {
  const known = await tx.row<{ id: number }>(sql`
    update trash t set restored_at = null from trash s where s.id = ${id} and t.id = (
      select c.id from trash c where c.project_id = ${to} and c.at = s.at and c.level = s.level and c.label = s.label and c.by is not distinct from s.by
        and c.purged_at is null order by c.id limit 1) returning t.id`);
  const found =
    known ??
    (await tx.row<{ id: number }>(sql`
      insert into trash (project_id, level, label, by, at, expires_at) select ${to}, level, label, by, at, expires_at from trash where id = ${id} returning id`));
  if (found === null) throw new Error(`trash ${id} is not there`);
  return found.id;
}

/** What lay in the trash below a sample that moves can be restored in its new project: each trash touched gets a counterpart there. */
async function splitTrash(tx: Tx, sample: number, to: ProjectId): Promise<void> {
  const touched = await tx.rows<{ id: number }>(sql`
    select distinct trash_id as id from "object" where sample_id = ${sample} and trash_id is not null
    union select trash_id from acquisition where sample_id = ${sample} and trash_id is not null order by 1`);
  for (const { id } of touched) {
    const made = await counterpart(tx, id, to);
    await tx.run(sql`update "object" set trash_id = ${made} where trash_id = ${id} and sample_id = ${sample}`);
    await tx.run(sql`
      update process p set trash_id = ${made} from acquisition a where a.id = p.acquisition_id and a.sample_id = ${sample} and p.trash_id = ${id}`);
    await tx.run(sql`update acquisition set trash_id = ${made} where trash_id = ${id} and sample_id = ${sample}`);
    for (const t of [made, id])
      await tx.run(sql`update trash set objects = (select count(*) from "object" where trash_id = ${t}) where id = ${t}`);
    // Nothing of it is left here: there is nothing to restore.
    await tx.run(sql`
      update trash t set restored_at = now() where id = ${id} and not exists (select 1 from "object" o where o.trash_id = t.id)
        and not exists (select 1 from acquisition a where a.trash_id = t.id) and not exists (select 1 from sample s where s.trash_id = t.id)`);
  }
}

export type FieldConflict = { readonly id: number; readonly level: Level; readonly name: string };

/** Columns that are text in one project and numbers in the other: they become text where both meet. */
export const fieldConflicts = (tx: Tx, from: ProjectId, to: ProjectId): Promise<FieldConflict[]> =>
  tx.rows(sql`
    select d.id, d.level, d.name from field s join field d on d.project_id = ${to} and d.level = s.level and d.name = s.name and d.type = 'number'
    where s.project_id = ${from} and s.type = 'text' order by 2, 3`);

/** The other project learns the columns and features that come along; what was a number there and is text here becomes text, noted. */
export async function shareDictionary(tx: Tx, from: ProjectId, to: ProjectId, batch: BatchId | null): Promise<void> {
  const conflicts = await fieldConflicts(tx, from, to);
  await tx.run(sql`update field set type = 'text' where id = any(${conflicts.map((c) => c.id)}::bigint[])`);
  if (batch !== null)
    await noteEdits(
      tx,
      { project: to, batch, level: "field", field: "@type", derived: true },
      conflicts.map((c) => ({ id: c.id, before: "number", after: "text" })),
    );
  await tx.run(sql`
    insert into field (project_id, level, name, type, unit, ordinal)
    select ${to}::bigint, s.level, s.name, s.type, s.unit,
      s.ordinal + coalesce((select max(d.ordinal) from field d where d.project_id = ${to} and d.level = s.level), 0)
    from field s where s.project_id = ${from} on conflict (project_id, level, name) do nothing`);
  await tx.run(sql`
    insert into project_feature_list (project_id, feature_list_id) select ${to}::bigint, feature_list_id from project_feature_list where project_id = ${from}
    on conflict do nothing`);
}

export const samplesOfProject = async (tx: Tx, project: ProjectId): Promise<number[]> =>
  (await tx.rows<{ id: number }>(sql`select id from sample where project_id = ${project} and trash_id is null order by id`)).map(
    (r) => r.id,
  );
