import type { BatchId, How, ProjectId, RunId, UserId } from "@nauplius/domain";
import { empty, type Sql, sql, type Tx } from "../sql/connection.ts";

/** What was asked, with names of now: the taxon given, of a re-label also the one before; of a move where the rows went. */
type Told = {
  readonly request: Record<string, unknown>;
  readonly taxon: string | null;
  readonly fromTaxon: string | null;
  readonly place: string | null;
};

/** One gesture in the history of a project: who, when, what, how much. */
export type HistoryBatch = Told & {
  readonly id: BatchId;
  readonly projectId: ProjectId;
  readonly kind: string;
  readonly by: UserId | null;
  readonly byName: string | null;
  readonly at: Date;
  /** Objects labelled, or rows corrected; null where nobody counted. */
  readonly rows: number | null;
  readonly left: number;
  readonly runId: RunId | null;
  readonly runState: string | null;
  readonly ofBatchId: BatchId | null;
  readonly undoneBy: BatchId | null;
  /** The gesture that this one took back: whose, of when (ISO), and what it was. */
  readonly of: (Told & { readonly kind: string; readonly byName: string | null; readonly at: string }) | null;
};

/** Who reads: titles of projects that are not theirs to see stay hidden. */
export type Reader = { readonly user: UserId | null; readonly isAdmin: boolean };

/** The title of a project, where the reader may know it. */
export const titleFor = ({ user, isAdmin }: Reader, id: Sql): Sql => sql`(
  select case when p.access <> 'private' or ${isAdmin} or exists (select 1 from membership m where m.project_id = p.id and m.user_id = ${user}
    and (m.expires_at is null or m.expires_at > now())) then p.title else 'project ' || p.id end from project p where p.id = ${id})`;

export type HistoryPage = {
  readonly by?: string;
  readonly kinds?: readonly string[];
  readonly from?: string;
  readonly to?: string;
  /** Gave objects one of these taxa, or took it from them. */
  readonly taxa?: readonly number[];
  /** Labelled in this way. */
  readonly how?: How;
  /** Place in the order: moment and id of the last batch seen. */
  readonly before?: readonly [at: string, id: string];
  readonly limit: number;
};

/** What batches of all kinds wrote of their size. Lists of objects are counted, not sent. */
const counted = sql`coalesce(
  case jsonb_typeof(b.result -> 'changed') when 'number' then (b.result ->> 'changed')::int when 'array' then jsonb_array_length(b.result -> 'changed') end,
  (b.result #>> '{count,changed}')::int, case when jsonb_typeof(b.result -> 'objects') = 'number' then (b.result ->> 'objects')::int end,
  case when jsonb_typeof(b.request -> 'objects') = 'number' then (b.request ->> 'objects')::int end)`;
const leftOf = sql`coalesce(case jsonb_typeof(b.result -> 'left') when 'number' then (b.result ->> 'left')::int when 'array' then jsonb_array_length(b.result -> 'left') end, 0)`;

const taxonNamed = (id: Sql): Sql => sql`(
  select t.display_name from taxon t where t.id = case when jsonb_typeof(${id}) = 'number' then (${id})::bigint end)`;
/** What a batch was, of the batch `b` itself or of the one it took back. */
function told(b: Sql, reader: Reader): { request: Sql; taxon: Sql; fromTaxon: Sql; place: Sql } {
  const goal = sql`(${b}.request ->> 'to')::bigint`;
  const title = titleFor(reader, sql`(${b}.request ->> 'toProject')::bigint`);
  return {
    request: sql`${b}.request - 'filter' - 'pairs'`,
    taxon: taxonNamed(sql`case ${b}.kind when 'label' then ${b}.request #> '{change,taxonId}'
      when 'relabel' then coalesce(${b}.request -> 'to', ${b}.request #> '{pairs,0,1}') end`),
    fromTaxon: taxonNamed(sql`case ${b}.kind when 'relabel' then coalesce(${b}.request -> 'from', ${b}.request #> '{pairs,0,0}') end`),
    place: sql`case ${b}.request ->> 'do' when 'moveObjects' then (select a.name from acquisition a where a.id = ${goal})
      when 'moveAcquisitions' then (select s.name from sample s where s.id = ${goal}) when 'moveSamples' then ${title} when 'mergeInto' then ${title}
      else case when ${b}.kind = 'copy' then ${titleFor(reader, sql`(${b}.request ->> 'from')::bigint`)} end end`,
  };
}

const instant = sql`'YYYY-MM-DD"T"HH24:MI:SS"Z"'`;
function columns(reader: Reader): Sql {
  const own = told(sql`b`, reader);
  const of = told(sql`ob`, reader);
  return sql`
    b.id, b.project_id as "projectId", b.kind, b.by, u.name as "byName", b.at, ${own.request} as request, ${counted} as rows, ${leftOf} as left,
    b.run_id as "runId", r.state as "runState", b.of_batch_id as "ofBatchId", b.undone_by as "undoneBy", ${own.taxon} as taxon,
    ${own.fromTaxon} as "fromTaxon", ${own.place} as place,
    case when ob.id is not null then jsonb_build_object('kind', ob.kind, 'byName', ou.name, 'at', to_char(ob.at at time zone 'UTC', ${instant}),
      'request', ${of.request}, 'taxon', ${of.taxon}, 'fromTaxon', ${of.fromTaxon}, 'place', ${of.place}) end as of`;
}
const joined = sql`batch b left join "user" u on u.id = b.by left join run r on r.id = b.run_id left join batch ob on ob.id = b.of_batch_id
  left join "user" ou on ou.id = ob.by`;

/** Batches of a project, and those that brought something into it from another. */
const inProject = (project: ProjectId): Sql =>
  sql`(b.project_id = ${project} or (b.request ? 'toProject' and (b.request ->> 'toProject')::bigint = ${project}))`;
/** A correction that is over and changed nothing is no history. */
const real = sql`not (b.kind = 'correction' and b.result = '{}' and r.state in ('refused', 'cancelled', 'failed'))`;

/** Of labels: a batch that has such an event. */
function labelled({ taxa, how }: HistoryPage): Sql {
  const named = sql`${[...(taxa ?? [])]}::bigint[]`;
  const touched = sql`(e.taxon_id = any(${named}) or (select f.taxon_id from annotation_event f where f.id = e.from_id) = any(${named}))`;
  if (taxa === undefined && how === undefined) return empty;
  return sql`and exists (select 1 from annotation_event e where e.batch_id = b.id
    ${how === undefined ? empty : sql`and e.how = ${how}`} ${taxa === undefined ? empty : sql`and ${touched}`})`;
}

export const projectHistory = (db: Tx, project: ProjectId, reader: Reader, page: HistoryPage): Promise<HistoryBatch[]> =>
  db.rows(sql`
    select ${columns(reader)} from ${joined} where ${inProject(project)} and ${real}
    ${page.by === undefined ? empty : sql`and b.by = ${page.by}`} ${page.kinds === undefined ? empty : sql`and b.kind = any(${[...page.kinds]}::text[])`}
    ${page.from === undefined ? empty : sql`and b.at >= (${page.from}::date)::timestamp at time zone 'UTC'`}
    ${page.to === undefined ? empty : sql`and b.at < (${page.to}::date + 1)::timestamp at time zone 'UTC'`}
    ${labelled(page)}
    ${page.before === undefined ? empty : sql`and (b.at, b.id) < (${page.before[0]}::timestamptz, ${page.before[1]}::uuid)`}
    order by b.at desc, b.id desc limit ${page.limit}`);

export const historyBatch = (db: Tx, project: ProjectId, reader: Reader, id: BatchId): Promise<HistoryBatch | null> =>
  db.row(sql`select ${columns(reader)} from ${joined} where ${inProject(project)} and b.id = ${id}::uuid`);

/** Who has gestures in a project, for the filter. */
export const historyPeople = (db: Tx, project: ProjectId): Promise<{ id: string; name: string }[]> =>
  db.rows(sql`
    with recursive people as (
      (select by from batch where project_id = ${project} and by is not null order by by limit 1)
      union all select (select b.by from batch b where b.project_id = ${project} and b.by > people.by order by b.by limit 1) from people where people.by is not null)
    select u.id, u.name from people p join "user" u on u.id = p.by order by u.name, u.id`);
