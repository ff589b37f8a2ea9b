import type { Filter, ObjectId, Sort, State } from "@nauplius/domain";
import { join, type Sql, sql, type Tx } from "../sql/connection.ts";
import { descendants } from "../taxa/tree.ts";
import { fieldKey, filterTests, hiddenBatches, resolveFields, type Sight, sightTests, where } from "./filter.ts";

export type ObjectRow = {
  readonly id: ObjectId;
  readonly originalId: string;
  readonly sampleId: number;
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
  readonly width: number | null;
  readonly height: number | null;
  readonly background: string | null;
  /** Place in the order, for the next page. */
  readonly position: readonly [number | string | null, number];
};

/** Largest page of the grid. */
export const maxWindow = 1000;

type SortColumn = { readonly expression: Sql; readonly type: "number" | "text" };

const sortColumns: Record<Extract<Sort["by"], string>, SortColumn> = {
  id: { expression: sql`o.id`, type: "number" },
  name: { expression: sql`o.original_id`, type: "text" },
  taxon: { expression: sql`coalesce((select t.display_name from taxon t where t.id = o.taxon_id), '')`, type: "text" },
  state: { expression: sql`o.state`, type: "text" },
  score: { expression: sql`o.score::float8`, type: "number" },
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

export type Compiled = {
  readonly tests: readonly Sql[];
  readonly key: Sql;
  readonly descending: boolean;
  readonly keyType: "number" | "text";
  readonly unknown: readonly string[];
};

/** Turns a view (filter + sort) into SQL, with every name looked up. `unknown`: fields that the project does not have. */
export async function compileView(db: Tx, sight: Sight, filter: Filter, sort: Sort): Promise<Compiled> {
  const refs = [...(filter.fields ?? []).map((t) => t.field), ...(typeof sort.by === "string" ? [] : [sort.by])];
  const fields = await resolveFields(db, sight.projectId, refs);
  const taxa = filter.taxa === undefined ? null : filter.withChildren ? await descendants(db, filter.taxa) : filter.taxa;
  const hidden = await hiddenBatches(db, sight.projectId);
  const named = typeof sort.by === "string" ? sortColumns[sort.by] : fields.get(fieldKey(sort.by));
  const column: SortColumn = named ?? sortColumns.id;
  const descending = sort.direction === "descending";
  return {
    tests: [...sightTests(sight, hidden), ...filterTests(filter, taxa, fields)],
    key: typeof sort.by === "string" && sort.by === "id" ? sql`o.id` : orderKey(column, descending),
    descending,
    keyType: column.type,
    unknown: refs.map(fieldKey).filter((key) => !fields.has(key)),
  };
}

const shown = sql`o.id, o.original_id as "originalId", o.sample_id as "sampleId", o.acquisition_id as "acquisitionId", o.taxon_id as "taxonId", o.state,
  o.proposed, o.accepted, o.annotated_by as "annotatedBy", o.annotated_at as "annotatedAt", o.score, o.version, o.date, o.time::text as time,
  o.depth_min as "depthMin", o.depth_max as "depthMax", o.area, a.pixel_size as "pixelSize", o.vignettes, v.width, v.height, v.background`;

export type Page = {
  readonly after?: readonly [number | string | null, number];
  readonly before?: readonly [number | string | null, number];
  readonly limit: number;
};

/** One page of a view by keyset: the objects after (or before) a position, in the view's order. */
export async function objectWindow(db: Tx, view: Compiled, page: Page): Promise<ObjectRow[]> {
  const backwards = page.before !== undefined;
  const forward = view.descending === backwards;
  const direction = forward ? sql`asc` : sql`desc`;
  const from = page.after ?? page.before;
  const cast = view.keyType === "text" ? sql`::text` : sql`::float8`;
  // JSON has no infinities: a null in the position stands for "missing".
  const missing = view.descending ? "-Infinity" : "Infinity";
  const beyond =
    from === undefined ? [] : [sql`(${view.key}, o.id) ${forward ? sql`>` : sql`<`} (${from[0] ?? missing}${cast}, ${from[1]}::bigint)`];
  const rows = await db.rows<Omit<ObjectRow, "position"> & { sortKey: number | string }>(sql`
    with page as (
      select o.id, ${view.key} as "sortKey" from "object" o ${where([...view.tests, ...beyond])}
      order by 2 ${direction}, 1 ${direction} limit ${page.limit})
    select ${shown}, page."sortKey" from page join "object" o using (id) join acquisition a on a.id = o.acquisition_id
    left join lateral (select width, height, background from vignette v where v.object_id = o.id order by v.rank limit 1) v on true
    order by page."sortKey" ${direction}, o.id ${direction}`);
  const placed = rows.map(
    ({ sortKey, ...row }): ObjectRow => ({
      ...row,
      position: [typeof sortKey === "number" && !Number.isFinite(sortKey) ? null : sortKey, row.id],
    }),
  );
  return backwards ? placed.reverse() : placed;
}

/** How many objects a view holds. Above `cap` the count stops and is a lower bound. */
export async function countView(db: Tx, view: Compiled, cap: number): Promise<number> {
  const row = await db.row<{ n: number }>(
    sql`select count(*)::int as n from (select 1 from "object" o ${where(view.tests)} limit ${cap}) s`,
  );
  return row?.n ?? 0;
}

/** Ids of a view in chunks by id, for gestures on a filter: never all at once. */
export async function* viewIds(db: Tx, view: Compiled, size: number): AsyncGenerator<ObjectId[]> {
  let last = 0;
  for (;;) {
    const rows = await db.rows<{ id: ObjectId }>(
      sql`select o.id from "object" o ${where([...view.tests, sql`o.id > ${last}::bigint`])} order by o.id limit ${size}`,
    );
    const end = rows.at(-1);
    if (end === undefined) return;
    yield rows.map((r) => r.id);
    last = end.id;
  }
}

/** Those of the ids that lie in sight. */
export async function inSight(db: Tx, sight: Sight, ids: readonly number[]): Promise<ObjectId[]> {
  const hidden = await hiddenBatches(db, sight.projectId);
  const tests = join([...sightTests(sight, hidden), sql`o.id = any(${[...ids]}::bigint[])`], " and ");
  return (await db.rows<{ id: ObjectId }>(sql`select o.id from "object" o where ${tests}`)).map((r) => r.id);
}
