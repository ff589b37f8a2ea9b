import type { FieldRef, Filter, ProjectId, SampleId } from "@nauplius/domain";
import { bringsObjects } from "../runs/kinds.ts";
import { empty, join, type Sql, sql, type Tx } from "../sql/connection.ts";

/** Where a field lives; looked up before any SQL is made, so that a name of the client never becomes SQL. */
export type ResolvedField = {
  readonly ref: FieldRef;
  readonly type: "number" | "text";
  readonly expression: Sql;
  /** Sorts as the expression does, of the kind that is stored: a million numbers need not be turned into another kind to be put in order. */
  readonly rank?: Sql;
};

const predefined: Record<string, { type: "number" | "text"; expression: Sql }> = {
  "object/id": { type: "text", expression: sql`o.original_id` },
  "object/lat": { type: "number", expression: sql`o.latitude` },
  "object/lon": { type: "number", expression: sql`o.longitude` },
  "object/depth_min": { type: "number", expression: sql`o.depth_min` },
  "object/depth_max": { type: "number", expression: sql`o.depth_max` },
  "object/link": { type: "text", expression: sql`o.link` },
  "object/complement_info": { type: "text", expression: sql`o.complement_info` },
  "object/score": { type: "number", expression: sql`o.score` },
  "sample/id": { type: "text", expression: sql`(select s.name from sample s where s.id = o.sample_id)` },
  "acquisition/id": { type: "text", expression: sql`(select a.name from acquisition a where a.id = o.acquisition_id)` },
  "acquisition/instrument": { type: "text", expression: sql`(select a.instrument from acquisition a where a.id = o.acquisition_id)` },
  "acquisition/pixel_size": { type: "number", expression: sql`(select a.pixel_size from acquisition a where a.id = o.acquisition_id)` },
  "acquisition/sub_part": { type: "number", expression: sql`(select a.sub_part from acquisition a where a.id = o.acquisition_id)` },
};

const freeOf = {
  object: sql`o.free`,
  sample: sql`(select s.free from sample s where s.id = o.sample_id)`,
  acquisition: sql`(select a.free from acquisition a where a.id = o.acquisition_id)`,
  process: sql`(select p.free from process p where p.acquisition_id = o.acquisition_id)`,
} as const;

/** Finds fields in the fixed columns, the feature lists and the project's dictionary. Unknown names are left out of the map. */
export async function resolveFields(db: Tx, project: ProjectId, refs: readonly FieldRef[]): Promise<Map<string, ResolvedField>> {
  const found = new Map<string, ResolvedField>();
  if (refs.length === 0) return found;
  const lists = refs.some((r) => r.level === "object")
    ? await db.rows<{ id: number; names: string[] }>(sql`
        select l.id, l.names from feature_list l join project_feature_list p on p.feature_list_id = l.id where p.project_id = ${project}`)
    : [];
  const fields = await db.rows<{ level: string; name: string; type: "number" | "text" }>(
    sql`select level, name, type from field where project_id = ${project}`,
  );
  for (const ref of refs) {
    const key = fieldKey(ref);
    const fixed = predefined[key];
    if (fixed !== undefined) {
      found.set(key, { ref, ...fixed });
      continue;
    }
    const inLists = ref.level === "object" ? lists.filter((list) => list.names.includes(ref.name)) : [];
    const free = fields.find((f) => f.level === ref.level && f.name === ref.name);
    if (inLists.length > 0) {
      const cases = inLists.map((list) => sql`when ${list.id} then o.features[${list.names.indexOf(ref.name) + 1}]::float8`);
      // Most objects have no exact value beside the measured one: whether there is one costs less than reading it.
      found.set(key, {
        ref,
        type: "number",
        expression: sql`coalesce(case when jsonb_exists(o.free, ${ref.name}) then (o.free ->> ${ref.name})::float8 end, case o.feature_list_id ${join(cases, " ")} end)`,
      });
    } else if (free !== undefined) {
      found.set(
        key,
        free.type === "number" ? { ref, type: "number", ...freeNumber(ref) } : { ref, type: "text", expression: freeText(ref) },
      );
    }
  }
  return found;
}

const freeText = ({ level, name }: FieldRef): Sql => sql`(${freeOf[level]} ->> ${name})`;

/** Objects keep numbers as numbers, which saves a look at each as a text; where a text stands after all it is read as one. Numbers were written from
 *  doubles, so that as they are stored they stand in the same order; a text may name more digits than a double has. */
function freeNumber(ref: FieldRef): Pick<ResolvedField, "expression" | "rank"> {
  const text = numberOf(freeText(ref), ref.level);
  if (ref.level !== "object") return { expression: text };
  const value = sql`(o.free -> ${ref.name})`;
  const read = (kind: Sql, ofText: Sql) =>
    sql`(case jsonb_typeof(${value}) when 'number' then ${value}::${kind} when 'string' then ${ofText} end)`;
  return { expression: read(sql`float8`, text), rank: read(sql`numeric`, sql`${text}::text::numeric`) };
}

const decimal = "^\\s*[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,2})?\\s*$";

/** What is no number is missing: parents keep the texts of their files, "NA" and words among them. Of samples and acquisitions so are 9999 and its like. */
function numberOf(text: Sql, level: FieldRef["level"]): Sql {
  const number = sql`case when (${text}) ~ ${decimal} then (${text})::float8 end`;
  if (level !== "sample" && level !== "acquisition") return sql`(${number})`;
  return sql`(nullif(nullif(nullif((${number}), 9999), 99999), 999999))`;
}

export const fieldKey = (ref: FieldRef): string => `${ref.level}/${ref.name}`;

/** `%` and `_` typed by a person mean themselves. */
const likeText = (text: string): string => `%${text.replace(/[\\%_]/g, "\\$&")}%`;

/** Both bounds count. Scores and features are kept in four bytes: a bound also takes what it would have been stored as. */
const bounded = (number: Sql, { min, max }: { min?: number; max?: number }): Sql[] => [
  ...(min === undefined ? [] : [sql`${number} >= ${Math.min(min, Math.fround(min))}::float8`]),
  ...(max === undefined ? [] : [sql`${number} <= ${Math.max(max, Math.fround(max))}::float8`]),
];

function fieldTests(filter: Filter, fields: ReadonlyMap<string, ResolvedField>): Sql[] {
  return (filter.fields ?? []).flatMap((test) => {
    const field = fields.get(fieldKey(test.field));
    if (field === undefined) return [sql`false`];
    const e = field.expression;
    if ("contains" in test) return [sql`(${e})::text ilike ${likeText(test.contains)}`];
    if ("equals" in test) return [sql`(${e})::text = ${test.equals}`];
    if ("missing" in test) return [test.missing ? sql`${e} is null` : sql`${e} is not null`];
    const numeric = field.type === "number" ? e : sql`null::float8`;
    const both = bounded(numeric, test);
    return both.length === 0 ? [] : [join(both, " and ")];
  });
}

/** A day in UTC, both included, as a condition on an instant. */
const within = (instant: Sql, days: { from?: string; to?: string }): Sql[] => [
  ...(days.from ? [sql`${instant} >= (${days.from}::date)::timestamp at time zone 'UTC'`] : []),
  ...(days.to ? [sql`${instant} < (${days.to}::date + 1)::timestamp at time zone 'UTC'`] : []),
];

/** Batches and divisions are few: they are read once, not with every object. What a division made came with the batch of its parents. */
const importTests = (days: NonNullable<Filter["importedAt"]>): Sql[] => {
  const published = within(sql`r.published_at`, days);
  if (published.length === 0) return [];
  const batches = sql`array(select r.id from run r where r.kind in ${bringsObjects} and ${join(published, " and ")})`;
  const toChildren = sql`join division_member c on c.division_id = m.division_id and c.part = 'child'`;
  const children = sql`array(
    with recursive born (id) as (
      select c.object_id from division_member m join "object" p on p.id = m.object_id and p.batch_id = any(${batches}) ${toChildren} where m.part = 'parent'
      union select c.object_id from born join division_member m on m.object_id = born.id and m.part = 'parent' ${toChildren})
    select id from born)`;
  return [sql`(o.batch_id = any(${batches}) or o.id = any(${children}))`];
};

function placeTest(place: NonNullable<Filter["place"]>): Sql {
  const lon =
    place.west <= place.east
      ? sql`o.longitude between ${place.west}::float8 and ${place.east}::float8`
      : sql`(o.longitude >= ${place.west}::float8 or o.longitude <= ${place.east}::float8)`;
  return sql`(o.latitude between ${place.south}::float8 and ${place.north}::float8 and ${lon})`;
}

function depthTests(depth: NonNullable<Filter["depth"]>): Sql[] {
  const [low, high] = depth.how === "within" ? [sql`o.depth_min`, sql`o.depth_max`] : [sql`o.depth_max`, sql`o.depth_min`];
  return [
    ...(depth.min === undefined ? [] : [sql`${low} >= ${depth.min}::float8`]),
    ...(depth.max === undefined ? [] : [sql`${high} <= ${depth.max}::float8`]),
  ];
}

/** What the reader may see at all: published, not in the trash, of the allowed samples; validated only for the public of an open project. */
export type Sight = {
  readonly projectId: ProjectId;
  readonly sampleIds: readonly SampleId[];
  readonly validatedOnly: boolean;
  /** Parents of divisions too: they have a page of their own, and stand in no list. */
  readonly retired?: boolean;
};

/** Batches still being loaded; few, so that one predicate hides them. */
export const hiddenBatches = async (db: Tx, project: ProjectId): Promise<number[]> =>
  (
    await db.rows<{ id: number }>(sql`select id from run where project_id = ${project} and kind in ${bringsObjects} and published_at is null
      and (cursor <> '{}'::jsonb or state in ('queued', 'running', 'asking', 'lost'))`)
  ).map((r) => r.id);

export function sightTests(sight: Sight, hidden: readonly number[]): Sql[] {
  return [
    sql`o.project_id = ${sight.projectId}`,
    sight.retired === true
      ? sql`(o.trash_id is null or exists (select 1 from trash r where r.id = o.trash_id and r.level = 'retired'))`
      : sql`o.trash_id is null`,
    ...(hidden.length > 0 ? [sql`(o.batch_id is null or o.batch_id <> all(${[...hidden]}::bigint[]))`] : []),
    ...(sight.sampleIds.length > 0 ? [sql`o.sample_id = any(${[...sight.sampleIds]}::bigint[])`] : []),
    ...(sight.validatedOnly ? [sql`o.state = 'validated'`] : []),
  ];
}

/** The filter as conditions over `"object" o`. `taxa` are those of the filter, children already added where asked. */
export function filterTests(filter: Filter, taxa: readonly number[] | null, fields: ReadonlyMap<string, ResolvedField>): Sql[] {
  const dates = filter.dates;
  const columns = fieldTests(filter, fields);
  return [
    ...(filter.states ? [sql`o.state = any(${filter.states}::text[])`] : []),
    ...(taxa === null ? [] : [sql`o.taxon_id = any(${[...taxa]}::bigint[])`]),
    ...(filter.samples ? [sql`o.sample_id = any(${filter.samples}::bigint[])`] : []),
    ...(filter.acquisitions ? [sql`o.acquisition_id = any(${filter.acquisitions}::bigint[])`] : []),
    ...(dates?.from ? [sql`o.date >= ${dates.from}::date`] : []),
    ...(dates?.to ? [sql`o.date <= ${dates.to}::date`] : []),
    ...(filter.months ? [sql`extract(month from o.date)::int = any(${filter.months}::int[])`] : []),
    ...(filter.depth ? depthTests(filter.depth) : []),
    ...(filter.place ? [placeTest(filter.place)] : []),
    ...(filter.annotatedBy
      ? [
          filter.annotatedEver
            ? sql`exists (select 1 from annotation_event e where e.object_id = o.id and e.by = any(${filter.annotatedBy}::text[]))`
            : sql`o.annotated_by = any(${filter.annotatedBy}::text[])`,
        ]
      : []),
    ...(filter.annotatedAt ? within(sql`o.annotated_at`, filter.annotatedAt) : []),
    ...(filter.importedAt ? importTests(filter.importedAt) : []),
    ...(filter.score ? bounded(sql`o.score::float8`, filter.score) : []),
    ...(filter.proposed === undefined ? [] : [sql`o.proposed = ${filter.proposed}`]),
    ...(filter.accepted === undefined ? [] : [sql`o.accepted = ${filter.accepted}`]),
    ...(filter.anyField && columns.length > 1 ? [sql`((${join(columns, ") or (")}))`] : columns),
    ...(filter.objects ? [sql`o.id = any(${filter.objects}::bigint[])`] : []),
    ...(filter.originalIds ? [sql`o.original_id = any(${filter.originalIds}::text[])`] : []),
  ];
}

export const where = (tests: readonly Sql[]): Sql => (tests.length === 0 ? empty : sql`where ${join([...tests], " and ")}`);

/** What a person may see, as one condition over `"object" o`. */
export const sightCondition = (sight: Sight, hidden: readonly number[]): Sql => join(sightTests(sight, hidden), " and ");
