import type { FieldRef, Filter, ObjectId, Sort, SortKey, State } from "@nauplius/domain";
import { alikeIn, comparedColumns, comparedTests } from "../learning/likeness.ts";
import { regionTests } from "../learning/maps.ts";
import { empty, join, type Sql, sql, type Tx } from "../sql/connection.ts";
import { descendants } from "../taxa/tree.ts";
import { fieldKey, filterTests, hiddenBatches, resolveFields, type Sight, sightTests, where } from "./filter.ts";

/** An object as a tile shows it. */
export type ShownObject = {
  readonly id: ObjectId;
  readonly originalId: string;
  readonly sampleId: number;
  readonly sample: string;
  /** Of the sample (`sample_stationid`). */
  readonly station: string | null;
  readonly acquisitionId: number;
  readonly taxonId: number | null;
  readonly state: State;
  readonly proposed: boolean;
  readonly accepted: boolean;
  readonly annotatedBy: string | null;
  readonly annotatedAt: Date | null;
  readonly score: number | null;
  readonly version: number;
  readonly date: string | null;
  readonly time: string | null;
  readonly depthMin: number | null;
  readonly depthMax: number | null;
  readonly area: number | null;
  readonly pixelSize: number | null;
  readonly vignettes: number;
  /** Of the vignette shown first; null: without image. */
  readonly vignetteId: number | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly background: string | null;
  /** Of a predicted object: the best taxa that the last model named, the best first. */
  readonly guesses: readonly Guess[] | null;
  /** Values of the fields that the page asked for, in their order. */
  readonly values?: readonly (number | string | null)[];
};

export type ObjectRow = ShownObject & {
  /** Place in the order, for the next page. */
  readonly position: Position;
};

export type Guess = { readonly taxonId: number; readonly score: number };

/** A place in an order: the sort key (null: missing) and the id. */
export type Position = readonly [number | string | null, number];

/** Largest page of the grid. */
export const maxWindow = 1000;

type SortColumn = {
  readonly expression: Sql;
  readonly type: "number" | "text";
  /** What the expression needs beside the object; joined once, not looked up for each. */
  readonly join?: Sql;
  readonly rank?: Sql;
};

type ComparedKey = "likeness" | "distance" | "suspicion" | "cluster";

const sortColumns: Record<Exclude<SortKey, ComparedKey>, SortColumn> = {
  id: { expression: sql`o.id`, type: "number" },
  name: { expression: sql`o.original_id`, type: "text" },
  taxon: { expression: sql`order_taxon.display_name`, type: "text", join: sql`left join taxon order_taxon on order_taxon.id = o.taxon_id` },
  state: { expression: sql`o.state`, type: "text" },
  score: { expression: sql`o.score::float8`, type: "number" },
  margin: {
    expression: sql`order_prediction.margin::float8`,
    type: "number",
    join: sql`left join prediction order_prediction on order_prediction.object_id = o.id`,
  },
  entropy: {
    expression: sql`order_prediction.entropy::float8`,
    type: "number",
    join: sql`left join prediction order_prediction on order_prediction.object_id = o.id`,
  },
  annotatedAt: { expression: sql`extract(epoch from (o.annotated_at at time zone 'UTC'))::float8`, type: "number" },
  date: { expression: sql`extract(epoch from (o.date + coalesce(o.time, '00:00'::time)))::float8`, type: "number" },
  depth: { expression: sql`o.depth_min`, type: "number" },
  latitude: { expression: sql`o.latitude`, type: "number" },
  longitude: { expression: sql`o.longitude`, type: "number" },
  sample: { expression: sql`o.sample_id`, type: "number" },
  size: { expression: sql`o.area::float8`, type: "number" },
  random: { expression: sql`o.random::float8`, type: "number" },
};

/** Missing values come last in both directions. */
function orderKey(column: SortColumn, descending: boolean): Sql {
  if (column.type === "text") return sql`coalesce(${column.expression}, '') collate "C"`;
  return sql`coalesce(${column.expression}, ${descending ? "-Infinity" : "Infinity"}::float8)`;
}

const orderRank = (rank: Sql, descending: boolean): Sql => sql`coalesce(${rank}, ${descending ? "-Infinity" : "Infinity"}::numeric)`;

export type Compiled = {
  readonly tests: readonly Sql[];
  readonly key: Sql;
  /** Sorts as the key does, at less cost; the key is what a position names. */
  readonly rank: Sql;
  readonly descending: boolean;
  readonly keyType: "id" | "number" | "text";
  /** What the key needs beside the object. */
  readonly join: Sql;
  /** The fields to be shown with each object. */
  readonly shown: readonly Sql[];
  readonly unknown: readonly string[];
};

/** Turns a view (filter + sort) into SQL, with every name looked up. `unknown`: fields that the project does not have. */
export async function compileView(db: Tx, sight: Sight, filter: Filter, sort: Sort, show: readonly FieldRef[] = []): Promise<Compiled> {
  const refs = [...(filter.fields ?? []).map((t) => t.field), ...(typeof sort.by === "string" ? [] : [sort.by])];
  const fields = await resolveFields(db, sight.projectId, [...refs, ...show]);
  const taxa = filter.taxa === undefined ? null : filter.withChildren ? await descendants(db, filter.taxa) : filter.taxa;
  const hidden = await hiddenBatches(db, sight.projectId);
  const alike = await alikeIn(db, sight, filter.like);
  const named = { ...sortColumns, ...comparedColumns(sight.projectId), likeness: alike.likeness };
  const column: SortColumn = typeof sort.by === "string" ? named[sort.by] : (fields.get(fieldKey(sort.by)) ?? sortColumns.id);
  const descending = sort.direction === "descending";
  const key = sort.by === "id" ? sql`o.id` : orderKey(column, descending);
  return {
    tests: [
      ...sightTests(sight, hidden),
      ...filterTests(filter, taxa, fields),
      ...comparedTests(sight.projectId, filter),
      ...alike.tests,
      ...regionTests(sight.projectId, filter.region),
    ],
    key,
    rank: column.rank === undefined ? key : orderRank(column.rank, descending),
    descending,
    keyType: sort.by === "id" ? "id" : column.type,
    join: column.join ?? empty,
    shown: show.map((ref) => fields.get(fieldKey(ref))?.expression ?? sql`null`),
    unknown: refs.map(fieldKey).filter((key) => !fields.has(key)),
  };
}

const shown = sql`o.id, o.original_id as "originalId", o.sample_id as "sampleId", s.name as sample, s.free ->> 'stationid' as station, o.acquisition_id as "acquisitionId", o.taxon_id as "taxonId", o.state,
  o.proposed, o.accepted, o.annotated_by as "annotatedBy", o.annotated_at as "annotatedAt", o.score, o.version, o.date, o.time::text as time,
  o.depth_min as "depthMin", o.depth_max as "depthMax", o.area, a.pixel_size as "pixelSize", o.vignettes, v.id as "vignetteId", v.width, v.height, v.background, g.guesses`;

/** What the last model said beside the taxon that is shown: three taxa tell what was in doubt. */
const guesses = sql`
  left join lateral (
    select jsonb_agg(jsonb_build_object('taxonId', u.taxon, 'score', u.score) order by u.place) as guesses
    from prediction p, unnest(p.taxon_ids, p.scores) with ordinality u(taxon, score, place)
    where p.object_id = o.id and o.state = 'predicted' and not o.proposed and u.place <= 3) g on true`;

/** Where the rest of what a tile shows is found. */
const beside = sql`join acquisition a on a.id = o.acquisition_id join sample s on s.id = o.sample_id
    left join lateral (select id, width, height, background from vignette v where v.object_id = o.id order by v.rank limit 1) v on true ${guesses}`;

const valuesOf = (view: Compiled): Sql => (view.shown.length === 0 ? empty : sql`, jsonb_build_array(${join([...view.shown])}) as values`);

/** Objects by id, in the order asked for: those that the view's tests let through. */
export const objectsAt = (db: Tx, view: Compiled, ids: readonly number[]): Promise<ShownObject[]> =>
  db.rows<ShownObject>(sql`
    select ${shown}${valuesOf(view)} from unnest(${[...ids]}::bigint[]) with ordinality as place (id, at) join "object" o using (id) ${beside}
    ${where(view.tests)} order by place.at`);

export type Page = { readonly after?: Position; readonly before?: Position; readonly limit: number };

/** The objects beyond a position. By id alone the plain comparison keeps the index. */
function beyond(view: Compiled, from: Position, forward: boolean): Sql {
  const sign = forward ? sql`>` : sql`<`;
  if (view.keyType === "id") return sql`o.id ${sign} ${from[1]}::bigint`;
  // JSON has no infinities: a null in the position stands for "missing".
  const missing = view.descending ? "-Infinity" : "Infinity";
  const cast = view.keyType === "text" ? sql`::text` : sql`::float8`;
  return sql`(${view.key}, o.id) ${sign} (${from[0] ?? missing}${cast}, ${from[1]}::bigint)`;
}

type Found = ShownObject & { readonly sortKey: number | string };

const placed = ({ sortKey, ...row }: Found): ObjectRow => ({
  ...row,
  position: [typeof sortKey === "number" && !Number.isFinite(sortKey) ? null : sortKey, row.id],
});

/** One page of a view by keyset: the objects after (or before) a position, in the view's order. */
export async function objectWindow(db: Tx, view: Compiled, page: Page): Promise<ObjectRow[]> {
  const backwards = page.before !== undefined;
  const forward = view.descending === backwards;
  const direction = forward ? sql`asc` : sql`desc`;
  const from = page.after ?? page.before;
  const tests = [...view.tests, ...(from === undefined ? [] : [beyond(view, from, forward)])];
  const rows = await db.rows<Found>(sql`
    with page as (
      select o.id, ${view.rank} as rank from "object" o ${view.join} ${where(tests)}
      order by 2 ${direction}, 1 ${direction} limit ${page.limit})
    select ${shown}${valuesOf(view)}, ${view.rank === view.key ? sql`page.rank` : view.key} as "sortKey" from page join "object" o using (id) ${beside}
    order by page.rank ${direction}, o.id ${direction}`);
  const found = rows.map(placed);
  return backwards ? found.reverse() : found;
}

/** The same view, of some objects only. */
export const within = (view: Compiled, ids: readonly number[]): Compiled => ({
  ...view,
  tests: [...view.tests, sql`o.id = any(${[...ids]}::bigint[])`],
});

/** Where an object stands in a view's order; null when the view does not hold it. */
export async function positionOf(db: Tx, view: Compiled, object: number): Promise<Position | null> {
  const row = await db.row<{ sortKey: number | string }>(
    sql`select ${view.key} as "sortKey" from "object" o ${view.join} ${where([...view.tests, sql`o.id = ${object}`])}`,
  );
  if (row === null) return null;
  return [typeof row.sortKey === "number" && !Number.isFinite(row.sortKey) ? null : row.sortKey, object];
}

/** How many objects a view holds. Above `cap` the count stops and is a lower bound. */
export async function countView(db: Tx, view: Compiled, cap: number): Promise<number> {
  const row = await db.row<{ n: number }>(
    sql`select count(*)::int as n from (select 1 from "object" o ${where(view.tests)} limit ${cap}) s`,
  );
  return row?.n ?? 0;
}

/** The next ids of a view in id order, for gestures on a filter: chunk by chunk. */
export const idsAfter = async (db: Tx, view: Compiled, after: number, limit: number): Promise<ObjectId[]> =>
  (
    await db.rows<{ id: ObjectId }>(
      sql`select o.id from "object" o ${where([...view.tests, sql`o.id > ${after}::bigint`])} order by o.id limit ${limit}`,
    )
  ).map((row) => row.id);

/** Those of the ids that lie in sight. */
export async function inSight(db: Tx, sight: Sight, ids: readonly number[]): Promise<ObjectId[]> {
  const hidden = await hiddenBatches(db, sight.projectId);
  const tests = join([...sightTests(sight, hidden), sql`o.id = any(${[...ids]}::bigint[])`], " and ");
  return (await db.rows<{ id: ObjectId }>(sql`select o.id from "object" o where ${tests}`)).map((r) => r.id);
}
