import type { PreparationId, ProjectId, RunId, RunState, SpaceId, UserId } from "@nauplius/domain";
import { hiddenBatches, type Sight, sightTests } from "../objects/filter.ts";
import { join, sql, type Tx } from "../sql/connection.ts";

export type PreparationRow = {
  readonly id: PreparationId;
  readonly projectId: ProjectId;
  readonly name: string;
  readonly version: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly createdBy: string | null;
  readonly createdAt: Date;
};

const columns = sql`q.id, q.project_id as "projectId", q.name, q.version, q.body, u.name as "createdBy", q.created_at as "createdAt"`;

export const preparationsOf = (db: Tx, project: ProjectId): Promise<PreparationRow[]> =>
  db.rows<PreparationRow>(sql`
    select ${columns} from preparation q left join "user" u on u.id = q.created_by where q.project_id = ${project}
    order by q.id desc limit 200`);

export const preparationById = (db: Tx, id: PreparationId): Promise<PreparationRow | null> =>
  db.row<PreparationRow>(sql`select ${columns} from preparation q left join "user" u on u.id = q.created_by where q.id = ${id}`);

/** Adds a version of a name if `before` is still its last one (0: none); null when somebody was faster. */
export const insertPreparation = async (
  tx: Tx,
  p: { projectId: ProjectId; name: string; before: number; body: object; by: UserId | null; now: Date },
): Promise<PreparationId | null> =>
  (
    await tx.row<{ id: PreparationId }>(sql`
      insert into preparation (project_id, name, version, body, created_by, created_at)
      select ${p.projectId}::bigint, ${p.name}, ${p.before}::int + 1, ${JSON.stringify(p.body)}::jsonb, ${p.by}, ${p.now}
      where coalesce((select max(version) from preparation where project_id = ${p.projectId} and name = ${p.name}), 0) = ${p.before}
      on conflict (project_id, name, version) do nothing returning id`)
  )?.id ?? null;

export type SpaceSummary = {
  readonly id: SpaceId;
  readonly projectId: ProjectId;
  readonly preparation: string;
  readonly preparationVersion: number;
  readonly preparationId: PreparationId;
  readonly runId: RunId;
  readonly createdBy: string | null;
  readonly createdAt: Date;
  /** Samples that its maker could see; empty: all. */
  readonly sampleIds: readonly number[];
  readonly individuals: number | null;
  readonly axes: number | null;
  readonly morphs: number | null;
};
export type SpaceRow = SpaceSummary & { readonly result: Readonly<Record<string, unknown>> };

const summary = sql`m.id, m.project_id as "projectId", q.name as preparation, q.version as "preparationVersion", m.preparation_id as "preparationId", m.run_id as "runId",
  u.name as "createdBy", m.created_at as "createdAt", coalesce(m.result -> 'sampleIds', '[]') as "sampleIds",
  (m.result ->> 'individuals')::int as individuals, (m.result ->> 'axes')::int as axes,
  case when jsonb_typeof(m.result -> 'morphs') = 'array' then jsonb_array_length(m.result -> 'morphs') end as morphs`;
const from = sql`from morphospace m join preparation q on q.id = m.preparation_id left join "user" u on u.id = m.created_by`;

export const spacesOf = (db: Tx, project: ProjectId): Promise<SpaceSummary[]> =>
  db.rows<SpaceSummary>(sql`select ${summary} ${from} where m.project_id = ${project} order by m.id desc limit 200`);

export const spaceById = (db: Tx, id: SpaceId): Promise<SpaceRow | null> =>
  db.row<SpaceRow>(sql`select ${summary}, m.result ${from} where m.id = ${id}`);

/** The first vignettes of objects that the reader may see, for pages that name single objects. */
export async function vignettesFor(db: Tx, sight: Sight, objects: readonly number[]): Promise<SpaceVignette[]> {
  const tests = [...sightTests(sight, await hiddenBatches(db, sight.projectId)), sql`o.id = any(${[...objects]}::bigint[])`];
  return db.rows<SpaceVignette>(sql`
    select o.id as "objectId", v.id as "vignetteId", v.width, v.height, v.background from "object" o
    join lateral (select id, width, height, background from vignette v where v.object_id = o.id order by rank limit 1) v on true
    where ${join(tests, " and ")} order by o.id`);
}
export type SpaceVignette = {
  readonly objectId: number;
  readonly vignetteId: number;
  readonly width: number;
  readonly height: number;
  readonly background: string;
};

/** Keeps what a run computed; a run that is done again replaces its own. */
export const upsertSpace = async (
  tx: Tx,
  s: { projectId: ProjectId; preparationId: PreparationId; runId: RunId; by: UserId | null; now: Date; result: object; space: object },
): Promise<SpaceId> => {
  const row = await tx.row<{ id: SpaceId }>(sql`
    insert into morphospace (project_id, preparation_id, run_id, created_by, created_at, result, space)
    values (${s.projectId}, ${s.preparationId}, ${s.runId}, ${s.by}, ${s.now}, ${JSON.stringify(s.result)}::jsonb, ${JSON.stringify(s.space)}::jsonb)
    on conflict (run_id) do update set result = excluded.result, space = excluded.space returning id`);
  if (row === null) throw new Error("insert into morphospace returned no row");
  return row.id;
};

/** Puts what a later run found beside what a space shows; null where the space is gone. */
export const addToSpace = async (tx: Tx, id: SpaceId, found: object): Promise<boolean> =>
  (await tx.run(sql`update morphospace set result = result || ${JSON.stringify(found)}::jsonb where id = ${id}`)) === 1;

/** Names morphotypes in their order; null leaves the name that one has, so that two people who name at once both keep theirs. */
export const nameSpaceGroups = async (tx: Tx, id: SpaceId, names: readonly (string | null)[]): Promise<boolean> =>
  (await tx.run(sql`
    update morphospace m set result = m.result || jsonb_build_object('groupNames', (
      select coalesce(jsonb_agg(coalesce(g.name, m.result -> 'groupNames' ->> (g.at::int - 1), '') order by g.at), '[]')
      from unnest(${[...names]}::text[]) with ordinality as g(name, at))) where m.id = ${id}`)) === 1;

/** The run that is at work on just this region, or has described it; null where none has. */
export const regionAsked = (tx: Tx, space: SpaceId, asked: string): Promise<{ id: RunId; state: RunState } | null> =>
  tx.row(sql`
    select id, state from run where kind = 'describeRegion' and input -> 'spaceId' = ${JSON.stringify(space)}::jsonb and input ->> 'asked' = ${asked}
      and state in ('queued', 'running', 'lost', 'done') order by id desc limit 1`);

/** Regions of a space that wait for a worker, or are at work. */
export const waitingRegions = async (tx: Tx, space: SpaceId): Promise<number> =>
  (
    await tx.row<{ n: number }>(sql`
      select count(*)::int as n from run where kind = 'describeRegion' and state in ('queued', 'running', 'lost')
        and input -> 'spaceId' = ${JSON.stringify(space)}::jsonb`)
  )?.n ?? 0;

/** Takes a space away; its files go with the next round of the house. */
export const removeSpace = async (tx: Tx, id: SpaceId): Promise<boolean> =>
  (await tx.run(sql`delete from morphospace where id = ${id}`)) === 1;
