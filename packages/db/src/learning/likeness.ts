import type { Filter, ObjectId, ProjectId } from "@nauplius/domain";
import { hiddenBatches, type Sight, sightTests, where } from "../objects/filter.ts";
import { type Sql, sql, type Tx } from "../sql/connection.ts";
import { meanDirection, type Neighbour, nearest, nearestRows } from "./nearest.ts";

/** The newest finished comparison of a project, as a value in SQL that is looked up once. */
const lastComparison = (project: ProjectId): Sql =>
  sql`(select max(c.id) from comparison c where c.project_id = ${project} and c.finished_at is not null)`;

export type ComparisonRow = {
  readonly id: number;
  readonly runId: number;
  readonly space: string;
  /** One direction a cluster, in signed bytes. */
  readonly centres: Uint8Array;
  readonly clusters: number;
  readonly objects: number;
  readonly finishedAt: Date;
};

export const comparisonOf = (db: Tx, project: ProjectId): Promise<ComparisonRow | null> =>
  db.row<ComparisonRow>(sql`
    select c.id, c.run_id as "runId", c.space, c.centres, c.clusters, c.objects, c.finished_at as "finishedAt"
    from comparison c where c.id = ${lastComparison(project)}`);

export type Search = {
  /** Alike to this one, or to the mean of these. */
  readonly like: readonly number[];
  readonly limit: number;
  /** So many clusters of the project are looked into, the nearest first: more finds more and takes longer. */
  readonly probes?: number;
  /** Only what a person validated. */
  readonly validated?: boolean;
};
export type Nearest = { readonly searched: number; readonly found: readonly Neighbour[] };

const usualProbes = 24;
const page = 20_000;
/** Where no comparison helps, the rest of a larger project is not looked at: the answer must come at once. */
const mostScanned = 200_000;

type Candidates = { readonly tests: readonly Sql[]; readonly space: string };
type EmbeddedRow = { readonly id: ObjectId; readonly vector: Uint8Array };

/** The objects in sight that lie nearest to some, themselves among them, for the network that looked at those. In the clusters that
 *  the project's last comparison found: most of the neighbours, in milliseconds. Without one, embeddings are read one by one. */
export async function nearestObjects(
  db: Tx,
  sight: Sight,
  { like, limit, probes = usualProbes, validated = false }: Search,
): Promise<Nearest> {
  const tests = sightTests(sight, await hiddenBatches(db, sight.projectId));
  const from = await db.rows<{ space: string; vector: Uint8Array }>(sql`
    select e.space, e.vector from "object" o join embedding e on e.object_id = o.id
    ${where([...tests, sql`o.id = any(${[...like]}::bigint[])`])} order by o.id`);
  const space = from[0]?.space;
  if (space === undefined) return { searched: 0, found: [] };
  const direction = meanDirection(from.filter((e) => e.space === space).map(({ vector }) => vector));
  const search = nearest(direction, limit);
  const comparison = await comparisonOf(db, sight.projectId);
  const candidates = { space, tests: validated ? [...tests, sql`o.state = 'validated' and not o.proposed`] : tests };
  const rows =
    comparison?.space === space
      ? inClusters(db, candidates, comparison.id, nearestRows(direction, comparison.centres, probes))
      : everywhere(db, candidates);
  let searched = 0;
  for await (const { id, vector } of rows) {
    search.add(id, vector);
    searched += 1;
  }
  return { searched, found: search.found() };
}

async function* inClusters(db: Tx, { tests, space }: Candidates, comparison: number, clusters: number[]): AsyncGenerator<EmbeddedRow> {
  const within = [sql`l.comparison_id = ${comparison}`, sql`l.cluster = any(${clusters}::int[])`, sql`e.space = ${space}`];
  yield* await db.rows<EmbeddedRow>(sql`
    select o.id, e.vector from likeness l join embedding e on e.object_id = l.object_id join "object" o on o.id = l.object_id
    ${where([...within, ...tests])}`);
}

async function* everywhere(db: Tx, { tests, space }: Candidates): AsyncGenerator<EmbeddedRow> {
  let after = 0;
  for (let read = 0; read < mostScanned; read += page) {
    const some = await db.rows<EmbeddedRow>(sql`
      select o.id, e.vector from "object" o join embedding e on e.object_id = o.id
      ${where([...tests, sql`e.space = ${space}`, sql`o.id > ${after}::bigint`])} order by o.id limit ${page}`);
    yield* some;
    const last = some.at(-1);
    if (last === undefined || some.length < page) return;
    after = last.id;
  }
}

const ofLast = (project: ProjectId): Sql => sql`compared.object_id = o.id and compared.comparison_id = ${lastComparison(project)}`;

/** What a comparison says holds for the label that it saw. */
const isOfLabel = sql`compared.taxon_id = o.taxon_id`;

/** Orders that the last comparison of a project gives. */
export function comparedColumns(project: ProjectId) {
  const joined = { type: "number" as const, join: sql`left join likeness compared on ${ofLast(project)}` };
  return {
    distance: { ...joined, expression: sql`case when ${isOfLabel} then compared.distance::float8 end` },
    suspicion: {
      ...joined,
      expression: sql`case when ${isOfLabel} and o.state = 'validated' then compared.suspicion::float8 end`,
    },
    cluster: { ...joined, expression: sql`(compared.cluster + least(compared.spread, 1.99) / 2)::float8` },
  };
}

/** From here on a label counts as doubted. */
const doubted = 0.5;

/** Conditions over `"object" o` that the last comparison of a project decides. */
export function comparedTests(project: ProjectId, filter: Pick<Filter, "clusters" | "suspect">): Sql[] {
  const suspect = sql`(o.state = 'validated' and exists (select 1 from likeness compared where ${ofLast(project)} and ${isOfLabel}
    and compared.suspicion >= ${doubted}::real))`;
  return [
    ...(filter.clusters
      ? [sql`exists (select 1 from likeness compared where ${ofLast(project)} and compared.cluster = any(${filter.clusters}::int[]))`]
      : []),
    ...(filter.suspect === undefined ? [] : [filter.suspect ? suspect : sql`not ${suspect}`]),
  ];
}

/** So many of the nearest objects a view shows. */
const mostAlike = 1000;

/** The filter's `like` as a condition over `"object" o`, and the order by likeness. */
export async function alikeIn(db: Tx, sight: Sight, like: Filter["like"]) {
  const found = like === undefined ? [] : (await nearestObjects(db, sight, { like, limit: mostAlike })).found;
  const ids = found.map(({ id }) => id);
  return {
    tests: like === undefined ? [] : [sql`o.id = any(${ids}::bigint[])`],
    likeness: {
      expression: sql`order_like.likeness`,
      type: "number" as const,
      join: sql`left join unnest(${ids}::bigint[], ${found.map(({ likeness }) => likeness)}::float8[]) as order_like (id, likeness) on order_like.id = o.id`,
    },
  };
}
