import type { How, ModelId, NeededToTrain, ObjectId, ProjectId, SampleId, TaxonId } from "@nauplius/domain";
import { type Sql, sql, type Tx } from "../sql/connection.ts";

/** Only what a person validated, of published batches. */
const validated = (projects: readonly ProjectId[]): Sql => sql`
  o.project_id = any(${[...projects]}::bigint[]) and o.state = 'validated' and not o.proposed and o.taxon_id is not null and o.trash_id is null
  and not exists (select 1 from run r where r.id = o.batch_id and r.kind = 'importBatch' and r.published_at is null)`;

const has: Readonly<Record<NeededToTrain, Sql>> = {
  image: sql`o.vignettes > 0`,
  features: sql`cardinality(o.features) > 0`,
  either: sql`(o.vignettes > 0 or cardinality(o.features) > 0)`,
};

export const fitToTrain = (projects: readonly ProjectId[], needed: NeededToTrain): Sql => sql`${validated(projects)} and ${has[needed]}`;

export type TrainingObject = {
  readonly id: ObjectId;
  readonly sampleId: SampleId;
  readonly taxonId: TaxonId;
  /** Of the image; null: it has none. */
  readonly hash: string | null;
};

type Page = { readonly after: number; readonly limit: number; readonly needed: NeededToTrain };

/** Validated objects in id order: everything but pixels and features. */
export const trainingObjects = (db: Tx, projects: readonly ProjectId[], { after, limit, needed }: Page): Promise<TrainingObject[]> =>
  db.rows<TrainingObject>(sql`
    select o.id, o.sample_id as "sampleId", o.taxon_id as "taxonId", encode(v.hash, 'hex') as hash
    from "object" o left join lateral (select hash from vignette v where v.object_id = o.id order by v.rank limit 1) v on true
    where ${fitToTrain(projects, needed)} and o.id > ${after}::bigint order by o.id limit ${limit}`);

export type TaxonSupport = {
  readonly taxonId: TaxonId;
  readonly taxon: string;
  readonly objects: number;
  readonly samples: number;
  /** Lowest and highest id of its samples: whether several taxa together come from one. */
  readonly span: readonly [SampleId, SampleId];
};

/** Asked for at each change of a form: by sample first, which needs no sorting of a million objects. */
export const trainingTaxa = (db: Tx, projects: readonly ProjectId[], needed: NeededToTrain): Promise<TaxonSupport[]> =>
  db.rows<TaxonSupport>(sql`
    select g.taxon as "taxonId", t.display_name as taxon, sum(g.objects)::int as objects, count(*)::int as samples,
      array[min(g.sample), max(g.sample)] as span
    from (select o.taxon_id as taxon, o.sample_id as sample, count(*) as objects
      from "object" o where ${fitToTrain(projects, needed)} group by 1, 2) g
      join taxon t on t.id = g.taxon group by 1, 2 order by 3 desc, 2`);

/** Reads every image's hash, seconds for a million: not for each change of a form. Objects whose first image is that of another one, too, and those of them that are under another taxon. */
export const trainingCopies = async (db: Tx, projects: readonly ProjectId[]): Promise<{ copies: number; contradictions: number }> =>
  (await db.row<{ copies: number; contradictions: number }>(sql`
    select coalesce(sum(n - 1), 0)::int as copies, coalesce(sum(n - 1) filter (where low < high), 0)::int as contradictions from (
      select count(*) as n, min(o.taxon_id) as low, max(o.taxon_id) as high
      from "object" o join vignette v on v.object_id = o.id
        and not exists (select 1 from vignette before where before.object_id = v.object_id and before.rank < v.rank)
      where ${fitToTrain(projects, "image")} group by v.hash having count(*) > 1) as same`)) ?? { copies: 0, contradictions: 0 };

/** By which instruments the objects were imaged, and how many show nothing to learn from. */
export const trainingMix = async (
  db: Tx,
  projects: readonly ProjectId[],
  needed: NeededToTrain,
): Promise<{ readonly instruments: string[]; readonly leftOut: number }> => {
  const row = await db.row<{ instruments: string[] | null; leftOut: number }>(sql`
    select array_agg(distinct p.instrument) filter (where p.instrument <> '?') as instruments, sum(g."leftOut")::int as "leftOut"
    from (select o.project_id, count(*) filter (where not ${has[needed]}) as "leftOut"
      from "object" o where ${validated(projects)} group by 1) g
      join project p on p.id = g.project_id`);
  return { instruments: row?.instruments ?? [], leftOut: row?.leftOut ?? 0 };
};

export const sampleNames = async (db: Tx, samples: readonly SampleId[]): Promise<Map<number, string>> =>
  new Map(
    (
      await db.rows<{ id: number; name: string }>(
        sql`select s.id, p.title || ' / ' || s.name as name from sample s join project p on p.id = s.project_id where s.id = any(${[...samples]}::bigint[])`,
      )
    ).map(({ id, name }) => [id, name]),
  );

export type JudgedObject = { readonly objectId: number; readonly truth: number; readonly predicted: number; readonly score: number };

export const keepJudgements = (tx: Tx, model: ModelId, rows: readonly JudgedObject[]): Promise<number> =>
  tx.run(sql`
    insert into judgement (model_id, object_id, truth, predicted, score)
    select ${model}::bigint, o, t, p, s from unnest(${rows.map((r) => r.objectId)}::bigint[], ${rows.map((r) => r.truth)}::smallint[],
      ${rows.map((r) => r.predicted)}::smallint[], ${rows.map((r) => r.score)}::real[]) as u(o, t, p, s)
    where exists (select 1 from "object" x where x.id = u.o) on conflict do nothing`);

export type CellObject = {
  readonly id: ObjectId;
  readonly originalId: string;
  readonly projectId: ProjectId;
  readonly project: string;
  readonly sample: string;
  readonly score: number;
  readonly vignetteId: number | null;
};

/** Objects of one cell of a model's confusion matrix, the most certain first. */
export const cellObjects = (db: Tx, model: ModelId, cell: { truth: number; predicted: number; limit: number }): Promise<CellObject[]> =>
  db.rows<CellObject>(sql`
    select o.id, o.original_id as "originalId", o.project_id as "projectId", p.title as project, s.name as sample, j.score,
      (select v.id from vignette v where v.object_id = o.id order by v.rank limit 1) as "vignetteId"
    from judgement j join "object" o on o.id = j.object_id join project p on p.id = o.project_id join sample s on s.id = o.sample_id
    where j.model_id = ${model} and j.truth = ${cell.truth} and j.predicted = ${cell.predicted} and o.trash_id is null
    order by j.score desc, o.id limit ${cell.limit}`);

/** Where and by what objects were seen: the acquisition's instrument, else the project's; the middle of the depths, m. */
export const settingsOfObjects = async (
  db: Tx,
  objects: readonly number[],
): Promise<Map<number, { instrument: string; depth: number | null }>> =>
  new Map(
    (
      await db.rows<{ id: number; instrument: string; depth: number | null }>(sql`
        select o.id, coalesce(nullif(nullif(a.instrument, ''), '?'), p.instrument) as instrument, (o.depth_min + o.depth_max) / 2 as depth
        from "object" o join acquisition a on a.id = o.acquisition_id join project p on p.id = o.project_id
        where o.id = any(${[...objects]}::bigint[])`)
    ).map(({ id, ...setting }) => [Number(id), setting]),
  );

/** How the labels that objects show were given: by the event that made them, whatever was undone in between. */
export const howLabelled = (db: Tx, objects: readonly number[]): Promise<{ how: How; objects: number }[]> =>
  db.rows(sql`
    select coalesce(made.how, e.how) as how, count(*)::int as objects
    from "object" o join annotation_event e on e.id = o.last_event_id left join annotation_event made on made.id = e.restores_id
    where o.id = any(${[...objects]}::bigint[]) group by 1 order by 2 desc, 1`);
