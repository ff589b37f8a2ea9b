import type { ProjectId, SampleId, UserId } from "@nauplius/domain";
import type { Free } from "../objects/detail.ts";
import { bringsObjects } from "../runs/kinds.ts";
import { empty, sql, type Tx } from "../sql/connection.ts";

/** What the rows say about one acquisition, for its checks. */
export type CheckedRow = {
  readonly id: number;
  readonly name: string;
  readonly sampleId: SampleId;
  readonly sample: string;
  readonly instrument: string;
  readonly pixelSize: number | null;
  readonly subPart: number | null;
  readonly free: Free;
  readonly sampleFree: Free;
  readonly processFree: Free;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly startedAt: Date | null;
  readonly depthMin: number | null;
  readonly depthMax: number | null;
  readonly objects: number;
  /** Objects by what their taxon says: several individuals in one; artefacts; no taxon at all. */
  readonly multiples: number;
  readonly artefacts: number;
  readonly unclassified: number;
  /** Share of the multiples in the biovolume (spheres of the same areas); null: no area is known. */
  readonly multiplesOfVolume: number | null;
  readonly hasScan: boolean;
  readonly signOff: SignOffRow | null;
};

export type SignOffRow = {
  readonly by: UserId;
  readonly name: string | null;
  readonly at: string;
  readonly comment: string;
  readonly colour: string;
};

/** Acquisitions of a project with what their checks need; `only`: the samples that a membership is limited to, empty means all. */
export const acquisitionsToCheck = (db: Tx, project: ProjectId, only: readonly SampleId[] = []): Promise<CheckedRow[]> =>
  db.rows(sql`
    with counted as (
      select o.acquisition_id, count(*)::int as objects,
        count(*) filter (where t.name ilike 'multiple%' or t.display_name ilike 'multiple%')::int as multiples,
        count(*) filter (where t.name ilike any(array['artefact%', 'bubble%', 'badfocus%', 'fiber%']) )::int as artefacts,
        count(*) filter (where o.taxon_id is null)::int as unclassified,
        (coalesce(sum(power(o.area, 1.5)) filter (where t.name ilike 'multiple%' or t.display_name ilike 'multiple%'), 0)
          / nullif(sum(power(o.area, 1.5)) filter (where o.taxon_id is not null), 0))::float8 as "multiplesOfVolume"
      from "object" o left join taxon t on t.id = o.taxon_id
      where o.project_id = ${project} and o.trash_id is null
        and not exists (select 1 from run r where r.id = o.batch_id and r.kind in ${bringsObjects} and r.published_at is null)
      group by 1)
    select a.id, a.name, a.sample_id as "sampleId", s.name as sample, a.instrument, a.pixel_size as "pixelSize", a.sub_part as "subPart", a.free,
      s.free as "sampleFree", coalesce(p.free, '{}') as "processFree", s.latitude, s.longitude, s.started_at as "startedAt", s.depth_min as "depthMin",
      s.depth_max as "depthMax", coalesce(c.objects, 0) as objects, coalesce(c.multiples, 0) as multiples, coalesce(c.artefacts, 0) as artefacts,
      coalesce(c.unclassified, 0) as unclassified, c."multiplesOfVolume",
      exists (select 1 from segmentation_unit u where u.run_id = a.batch_id and u.overview is not null) as "hasScan",
      case when g.acquisition_id is not null then jsonb_build_object('by', g.by, 'name', (select u.name from "user" u where u.id = g.by), 'at', g.at,
        'comment', g.comment, 'colour', g.colour) end as "signOff"
    from acquisition a join sample s on s.id = a.sample_id left join process p on p.acquisition_id = a.id left join counted c on c.acquisition_id = a.id
      left join sign_off g on g.acquisition_id = a.id
    where a.project_id = ${project} and a.trash_id is null and s.trash_id is null
      and not exists (select 1 from run r where r.id = a.batch_id and r.kind in ${bringsObjects} and r.published_at is null)
      ${only.length > 0 ? sql`and s.id = any(${[...only]}::bigint[])` : empty}
    order by s.name collate "C", a.name collate "C", a.id`);

export type NewSignOff = {
  readonly acquisitionId: number;
  readonly by: UserId;
  readonly at: Date;
  readonly comment: string;
  readonly colour: string;
  readonly findings: object;
};

/** @returns 0 where somebody has signed it already: a word that was given is withdrawn, never written over */
export const putSignOff = (tx: Tx, s: NewSignOff): Promise<number> =>
  tx.run(sql`
    insert into sign_off (acquisition_id, by, at, comment, colour, findings)
    values (${s.acquisitionId}, ${s.by}, ${s.at}, ${s.comment}, ${s.colour}, ${JSON.stringify(s.findings)}::jsonb)
    on conflict (acquisition_id) do nothing`);

export const removeSignOff = (tx: Tx, acquisition: number): Promise<number> =>
  tx.run(sql`delete from sign_off where acquisition_id = ${acquisition}`);

/** Of these acquisitions those that nobody signed. */
export const unsignedAcquisitions = (db: Tx, ids: readonly number[]): Promise<{ id: number; sampleId: SampleId }[]> =>
  db.rows(sql`
    select a.id, a.sample_id as "sampleId" from acquisition a
    where a.id = any(${[...ids]}::bigint[]) and not exists (select 1 from sign_off g where g.acquisition_id = a.id) order by a.id`);

export type SignedRow = { readonly sampleId: SampleId; readonly signed: number; readonly unsigned: number };

/** How many acquisitions of each sample a manager answered for. */
export const signOffsBySample = (db: Tx, project: ProjectId, only: readonly SampleId[]): Promise<SignedRow[]> =>
  db.rows(sql`
    select a.sample_id as "sampleId", count(g.acquisition_id)::int as signed, (count(*) - count(g.acquisition_id))::int as unsigned
    from acquisition a join sample s on s.id = a.sample_id left join sign_off g on g.acquisition_id = a.id
    where a.project_id = ${project} and a.trash_id is null and s.trash_id is null
      and not exists (select 1 from run r where r.id = a.batch_id and r.kind in ${bringsObjects} and r.published_at is null)
      ${only.length > 0 ? sql`and s.id = any(${[...only]}::bigint[])` : empty}
    group by 1 order by 1`);

/** Samples with acquisitions, and whether a manager signed all of them. */
export const signedBySample = (db: Tx, project: ProjectId): Promise<{ id: SampleId; name: string; isSigned: boolean }[]> =>
  db.rows(sql`
    select s.id, s.name, bool_and(g.acquisition_id is not null) as "isSigned" from acquisition a join sample s on s.id = a.sample_id
      left join sign_off g on g.acquisition_id = a.id
    where a.project_id = ${project} and a.trash_id is null and s.trash_id is null
      and not exists (select 1 from run r where r.id = a.batch_id and r.kind in ${bringsObjects} and r.published_at is null)
    group by 1, 2 order by s.name collate "C"`);
