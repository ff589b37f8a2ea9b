import type { MatchKind, ProjectId, TaxonId, TaxonKind, TaxonStatus, UserId } from "@nauplius/domain";
import { type Db, join, type Sql, sql, type Tx } from "../sql/connection.ts";

/** A taxon as a search shows it. */
export type FoundTaxon = {
  readonly id: TaxonId;
  readonly displayName: string;
  readonly name: string;
  readonly searchName: string;
  readonly parent: string | null;
  readonly rank: string;
  readonly status: TaxonStatus;
  readonly kind: TaxonKind;
  /** The project whose own taxon it is. */
  readonly projectId: ProjectId | null;
  readonly replacedById: TaxonId | null;
  readonly replacedBy: string | null;
};
export type TaxonHit = FoundTaxon & { readonly matched: MatchKind; readonly synonym: string | null; readonly likeness: number };

const shown = sql`t.id, t.display_name as "displayName", t.name, t.search_name as "searchName", p.name as parent, t.rank, t.status, t.kind,
  t.project_id as "projectId", t.replaced_by as "replacedById", r.display_name as "replacedBy"`;
const joined = sql`left join taxon p on p.id = t.parent_id left join taxon r on r.id = t.replaced_by`;

/** The site's taxa and names, and the project's own. */
const within = (alias: "t" | "s", project: ProjectId | null): Sql => {
  const column = alias === "t" ? sql`t.project_id` : sql`s.project_id`;
  return project === null ? sql`${column} is null` : sql`(${column} is null or ${column} = ${project})`;
};

export const foundTaxa = (db: Tx, ids: readonly number[], project: ProjectId | null): Promise<FoundTaxon[]> =>
  db.rows(sql`select ${shown} from taxon t ${joined} where t.id = any(${[...ids]}::bigint[]) and ${within("t", project)}`);

const literal = (text: string): string => text.replace(/[\\%_]/g, "\\$&");

/** Words in their order with anything between them: `cal fin` finds Calanus finmarchicus. `*` is a space. */
const pattern = (folded: string): string =>
  folded
    .split(/[\s*]+/)
    .filter(Boolean)
    .map(literal)
    .join("%");

/** Candidates of each kind; the caller orders them. More would not be looked at. */
const perKind = 60;
/** Shorter texts stand in every second name and no index helps to find them inside. */
const shortestInfix = 3;

/** Of a long text so many letters are looked up; the rest is read on what was found: each further three letters are one more list of the index. */
const lookedUp = 6;

/** Holds the text, with anything between its words. */
function holds(column: Sql, folded: string): Sql {
  const whole = sql`like ${`%${pattern(folded)}%`}`;
  const [longest = ""] = folded.split(/[\s*]+/).sort((a, b) => b.length - a.length);
  if (longest.length <= lookedUp + 2) return sql`${column} ${whole}`;
  // Names differ at their ends more than at their beginnings. What is joined to nothing is no column of the index.
  return sql`${column} like ${`%${literal(longest.slice(-lookedUp))}%`} and ${column} || '' ${whole}`;
}

/** A query as the search reads it: `egg<cop` asks for eggs below a taxon whose name begins with "cop". */
export type TaxonQuery = { readonly folded: string; readonly parent: string | null; readonly projectId: ProjectId | null };

/** Parents looked below, the shortest names first: one letter of a parent's name would ask for half the tree. */
const parentsLooked = 500;

/** Children of taxa whose name begins with the parent's part of the query. */
function belowParent(q: TaxonQuery, parent: string): Sql {
  const like = pattern(q.folded);
  return sql`(
    select t.id, case when t.search_name = ${q.folded} then 'exact' when t.search_name like ${`${like}%`} then 'prefix' else 'infix' end as matched,
      null::text as synonym
    from (select id from taxon where search_name like ${`${pattern(parent)}%`} order by search_name using ~<~ limit ${parentsLooked}) a
    join taxon t on t.parent_id = a.id where t.search_name like ${`%${like}%`} and ${within("t", q.projectId)} limit ${perKind})`;
}

function named(q: TaxonQuery): Sql[] {
  if (q.parent !== null) return [belowParent(q, q.parent)];
  const like = pattern(q.folded);
  const from = sql`from taxon t where ${within("t", q.projectId)}`;
  const none = sql`null::text as synonym`;
  return [
    sql`(select t.id, 'exact' as matched, ${none} ${from} and t.search_name = ${q.folded} limit ${perKind})`,
    sql`(select t.id, 'prefix', ${none} ${from} and t.search_name like ${`${like}%`} order by t.search_name using ~<~ limit ${perKind})`,
    ...(q.folded.length < shortestInfix
      ? []
      : [sql`(select t.id, 'infix', ${none} ${from} and ${holds(sql`t.search_name`, q.folded)} limit ${perKind})`]),
  ];
}

/** Other names; those of foreign display names (`egg<Copepoda`) only from their beginning, or all children of Copepoda would answer. */
function synonyms(q: TaxonQuery): Sql[] {
  if (q.parent !== null) return [];
  const like = pattern(q.folded);
  const from = sql`from taxon_synonym s where ${within("s", q.projectId)}`;
  return [
    sql`(select s.taxon_id, 'synonym', s.name ${from} and s.search_name like ${`${like}%`} order by s.search_name using ~<~ limit ${perKind})`,
    ...(q.folded.length < shortestInfix
      ? []
      : [
          sql`(select s.taxon_id, 'infix', s.name ${from} and ${holds(sql`s.search_name`, q.folded)} and s.search_name not like '%<%' limit ${perKind})`,
        ]),
  ];
}

/** Names and synonyms that hold the text; one statement, each branch by its own index. */
export const hitsByName = (db: Tx, q: TaxonQuery): Promise<TaxonHit[]> =>
  db.rows<TaxonHit>(sql`
    select ${shown}, m.matched, m.synonym, 1::float8 as likeness from (${join([...named(q), ...synonyms(q)], " union all ")}) m
    join taxon t on t.id = m.id ${joined} where ${within("t", q.projectId)}`);

/** How alike is alike enough (share of common trigrams): one slip weighs more in a short name, and a long one has many distant relatives. */
const likenessOf = (text: string): number => (text.length <= 8 ? 0.3 : text.length <= 12 ? 0.35 : 0.42);

/** Names by the text's first or last half: one slip leaves one of them whole, and each is looked up in an index in its order. */
const shortestHalved = 8;

/** Names that share a half, about as long; of both tables. The letters around the middle belong to none: two that changed places spoil no half. */
function byHalves(q: TaxonQuery): Sql {
  const letters = [...q.folded];
  const middle = letters.length >> 1;
  const first = `${literal(letters.slice(0, middle - 1).join(""))}%`;
  const last = `${literal(
    letters
      .slice(middle + 1)
      .reverse()
      .join(""),
  )}%`;
  const alike = (alias: "t" | "s") =>
    sql`length(${alias === "t" ? sql`t` : sql`s`}.search_name) between ${letters.length - 2} and ${letters.length + 2} and ${within(alias, q.projectId)}`;
  return sql`
    select t.id, null::text as synonym, t.search_name from taxon t where t.search_name like ${first} and ${alike("t")}
    union select t.id, null, t.search_name from taxon t where reverse(t.search_name) like ${last} and ${alike("t")}
    union select s.taxon_id, s.name, s.search_name from taxon_synonym s where s.search_name like ${first} and ${alike("s")}
    union select s.taxon_id, s.name, s.search_name from taxon_synonym s where reverse(s.search_name) like ${last} and ${alike("s")}`;
}

/** The best of candidates (id, synonym, search_name). */
const likest = (db: Tx, q: TaxonQuery, candidates: Sql): Promise<TaxonHit[]> =>
  db.rows<TaxonHit>(sql`
    select ${shown}, 'fuzzy' as matched, m.synonym, m.likeness from (
      select c.id, c.synonym, similarity(c.search_name, ${q.folded})::float8 as likeness from (${candidates}) c
      where similarity(c.search_name, ${q.folded}) >= ${likenessOf(q.folded)}::float4 order by 3 desc limit 20) m
    join taxon t on t.id = m.id ${joined} where ${within("t", q.projectId)} order by m.likeness desc, t.display_name limit 20`);

/** Names that resemble the text: typing errors. Short ones, and those with slips in both halves, by the share of common trigrams. */
export async function hitsByLikeness(db: Db, q: TaxonQuery): Promise<TaxonHit[]> {
  const near = q.folded.length < shortestHalved ? [] : await likest(db, q, byHalves(q));
  if (near.length > 0) return near;
  return db.transaction(async (tx) => {
    await tx.run(sql`select set_config('pg_trgm.similarity_threshold', ${String(likenessOf(q.folded))}, true)`);
    return likest(
      tx,
      q,
      sql`select t.id, null::text as synonym, t.search_name from taxon t where t.search_name % ${q.folded} and ${within("t", q.projectId)}
        union all
        select s.taxon_id, s.name, s.search_name from taxon_synonym s where s.search_name % ${q.folded} and ${within("s", q.projectId)}`,
    );
  });
}

/** Ids with deprecated taxa's replacements in their place, in the given order, each once. */
const standing = async (db: Tx, ids: readonly number[]): Promise<number[]> =>
  ids.length === 0
    ? []
    : [
        ...new Set(
          (
            await db.rows<{ id: number }>(sql`
              select case when t.status = 'deprecated' then coalesce(t.replaced_by, t.id) else t.id end as id
              from unnest(${[...ids]}::bigint[]) with ordinality as k(id, place) join taxon t on t.id = k.id order by k.place`)
          ).map((row) => row.id),
        ),
      ];

export type FamiliarTaxon = FoundTaxon & { readonly list: "recent" | "preset" };

/** Of taxa that a person gave last, so many are kept (services, view/preferences.ts). */
const recentKept = 30;

/** Taxa that a person gave last in a project, newest first (as the page remembers them, else as their gestures tell), and the project's preset
 *  list: in one statement, since every letter typed asks for it. A taxon may come twice; deprecated ones as what replaces them. */
export const familiarTaxa = (db: Tx, project: ProjectId, user: UserId | null): Promise<FamiliarTaxon[]> =>
  db.rows(sql`
    select k.list, ${shown} from (
      (select 'recent' as list, min(g.place) as place, g.id from (
        select kept.place, kept.id::bigint from preference, jsonb_array_elements_text(value -> 'recentTaxa') with ordinality as kept(id, place)
        where user_id = ${user} and project_id = ${project} and jsonb_typeof(value -> 'recentTaxa') = 'array'
        union all
        select 1000 + row_number() over (order by max(b.at) desc), b.taxon from (
          select (request #>> '{change,taxonId}')::bigint as taxon, at from batch
          where project_id = ${project} and by = ${user} and kind = 'label' and request #>> '{change,taxonId}' ~ '^[0-9]{1,15}$'
          order by at desc limit 100) b group by b.taxon) g
      group by g.id order by 2 limit ${recentKept})
      union all
      select 'preset', preset.place, preset.id::bigint from project, jsonb_array_elements_text(settings -> 'preset') with ordinality as preset(id, place)
      where project.id = ${project} and jsonb_typeof(settings -> 'preset') = 'array') k
    join taxon own on own.id = k.id
    join taxon t on t.id = case when own.status = 'deprecated' then coalesce(own.replaced_by, own.id) else own.id end ${joined}
    where ${within("t", project)} order by k.list, k.place`);

/** The project's preset list, in its order. */
export async function presetTaxa(db: Tx, project: ProjectId): Promise<number[]> {
  const row = await db.row<{ preset: number[] | null }>(sql`select settings -> 'preset' as preset from project where id = ${project}`);
  return standing(db, row?.preset ?? []);
}

/** Writes the project's preset list. */
export const writePreset = (tx: Tx, project: ProjectId, taxa: readonly number[]): Promise<number> =>
  tx.run(sql`update project set settings = settings || jsonb_build_object('preset', ${JSON.stringify(taxa)}::jsonb) where id = ${project}`);
