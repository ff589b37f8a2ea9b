import type {
  Filter,
  MapMethod,
  MapSource,
  ObjectId,
  ObjectMapId,
  ProjectId,
  RunId,
  SampleId,
  State,
  TaxonId,
  UserId,
} from "@nauplius/domain";
import { hiddenBatches, type Sight, sightTests, where } from "../objects/filter.ts";
import type { Compiled } from "../objects/window.ts";
import { type Sql, sql, type Tx } from "../sql/connection.ts";

/** What can be laid out: objects that the network of a space has looked at, or that were measured by one list of features. */
export type Mappable = { readonly space: string } | { readonly featureList: number };

const isMappable = (of: Mappable): Sql =>
  "space" in of
    ? sql`exists (select 1 from embedding e where e.object_id = o.id and e.space = ${of.space})`
    : sql`(o.feature_list_id = ${of.featureList} and cardinality(o.features) > 0)`;

export const countMappable = async (db: Tx, view: Compiled, of: Mappable): Promise<number> =>
  (await db.row<{ n: number }>(sql`select count(*)::int as n from "object" o ${where([...view.tests, isMappable(of)])}`))?.n ?? 0;

/** At most `most` of them, drawn by the random number that each object keeps, in id order. */
export const drawMappable = async (db: Tx, view: Compiled, of: Mappable, most: number): Promise<ObjectId[]> =>
  (
    await db.rows<{ id: ObjectId }>(sql`
      select id from (select o.id from "object" o ${where([...view.tests, isMappable(of)])} order by o.random, o.id limit ${most}) drawn order by id`)
  ).map(({ id }) => id);

export type MappableFeatures = { readonly id: number; readonly names: readonly string[]; readonly objects: number };

/** The list of features by which most objects of a view were measured. */
export const commonFeatures = (db: Tx, view: Compiled): Promise<MappableFeatures | null> =>
  db.row<MappableFeatures>(sql`
    select l.id, l.names, n.objects from (
      select o.feature_list_id as id, count(*)::int as objects from "object" o
      ${where([...view.tests, sql`o.feature_list_id is not null`, sql`cardinality(o.features) > 0`])} group by 1 order by 2 desc, 1 limit 1) n
    join feature_list l on l.id = n.id`);

export const vectorsOf = (db: Tx, space: string, ids: readonly ObjectId[]): Promise<{ id: ObjectId; vector: Uint8Array }[]> =>
  db.rows(sql`
    select e.object_id as id, e.vector from embedding e where e.space = ${space} and e.object_id = any(${[...ids]}::bigint[]) order by e.object_id`);

export const measuresOf = (db: Tx, ids: readonly ObjectId[]): Promise<{ id: ObjectId; features: (number | null)[] }[]> =>
  db.rows(sql`select o.id, o.features from "object" o where o.id = any(${[...ids]}::bigint[]) order by o.id`);

export type MapFacts = {
  readonly seed: number;
  /** Per cent of the variance on each of the first two components. */
  readonly percent: readonly number[];
  /** UMAP: neighbours of each object, objects that were laid out by it; the others were placed among their neighbours. */
  readonly neighbours?: number;
  readonly landmarks?: number;
  /** Features that it was made from. */
  readonly features?: readonly string[];
  /** The network, for people. */
  readonly model?: string;
};

export type NewMap = {
  readonly projectId: ProjectId;
  readonly runId: RunId;
  readonly source: MapSource;
  readonly method: MapMethod;
  readonly space: string;
  readonly by: UserId | null;
  readonly now: Date;
  readonly total: number;
  readonly facts: MapFacts;
  readonly objects: readonly ObjectId[];
  readonly xs: Float32Array;
  readonly ys: Float32Array;
};

/** Maps of a project that stay, the newest. */
const keptMaps = 6;

/** Keeps a map with its run; done again it replaces its own. Older ones of the project go. */
export async function keepMap(tx: Tx, m: NewMap): Promise<ObjectMapId> {
  await tx.run(sql`delete from object_map where run_id = ${m.runId}`);
  const row = await tx.row<{ id: ObjectMapId }>(sql`
    insert into object_map (project_id, run_id, source, method, space, created_by, created_at, total, facts, objects, xs, ys)
    values (${m.projectId}, ${m.runId}, ${m.source}, ${m.method}, ${m.space}, ${m.by}, ${m.now}, ${m.total}, ${JSON.stringify(m.facts)}::jsonb,
      ${[...m.objects]}::bigint[], ${[...m.xs]}::real[], ${[...m.ys]}::real[]) returning id`);
  if (row === null) throw new Error("insert into object_map returned no row");
  await tx.run(sql`
    delete from object_map where project_id = ${m.projectId} and id in (
      select id from object_map where project_id = ${m.projectId} order by id desc offset ${keptMaps})`);
  return row.id;
}

export type MapRow = {
  readonly id: ObjectMapId;
  readonly projectId: ProjectId;
  readonly runId: RunId;
  readonly source: MapSource;
  readonly method: MapMethod;
  readonly space: string;
  readonly createdAt: Date;
  readonly objects: number;
  readonly total: number;
  readonly facts: MapFacts;
};

const columns = sql`m.id, m.project_id as "projectId", m.run_id as "runId", m.source, m.method, m.space, m.created_at as "createdAt",
  cardinality(m.objects) as objects, m.total, m.facts`;

export const mapsOf = (db: Tx, project: ProjectId): Promise<MapRow[]> =>
  db.rows<MapRow>(sql`select ${columns} from object_map m where m.project_id = ${project} order by m.id desc`);

export const mapById = (db: Tx, id: ObjectMapId): Promise<MapRow | null> =>
  db.row<MapRow>(sql`select ${columns} from object_map m where m.id = ${id}`);

export type MapPointRow = {
  readonly id: ObjectId;
  readonly x: number;
  readonly y: number;
  readonly taxonId: TaxonId | null;
  readonly sampleId: SampleId;
  readonly state: State;
  readonly score: number | null;
};

/** The objects of a map that are in sight, with what they are called now. */
export async function pointsOf(db: Tx, sight: Sight, map: ObjectMapId): Promise<MapPointRow[]> {
  const tests = sightTests(sight, await hiddenBatches(db, sight.projectId));
  return db.rows<MapPointRow>(sql`
    select o.id, p.x, p.y, o.taxon_id as "taxonId", o.sample_id as "sampleId", o.state, o.score
    from object_map m, unnest(m.objects, m.xs, m.ys) as p (id, x, y), "object" o
    ${where([sql`m.id = ${map}`, sql`m.project_id = ${sight.projectId}`, sql`o.id = p.id`, ...tests])} order by o.id`);
}

/** The filter's `region` as conditions over `"object" o`; of a map that is not kept any more nothing is within. */
export function regionTests(project: ProjectId, region: Filter["region"]): Sql[] {
  if (region === undefined) return [];
  const outline = `(${region.corners.map(([x, y]) => `(${x},${y})`).join(",")})`;
  return [
    sql`o.id in (select p.id from object_map m, unnest(m.objects, m.xs, m.ys) as p (id, x, y)
      where m.id = ${region.map} and m.project_id = ${project} and ${outline}::polygon @> point(p.x, p.y))`,
  ];
}
