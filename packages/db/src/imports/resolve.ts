import type { ProjectId, RunId, TaxonId, UserId } from "@nauplius/domain";
import { sql, type Tx } from "../sql/connection.ts";

/** A taxon as the rows name it, and how often. */
export type NamedTaxon = {
  readonly category: string | null;
  readonly categoryId: number | null;
  /** The distinct hierarchies beside it: names from the root, `living>Animalia>Copepoda`. */
  readonly hierarchies: readonly string[];
  readonly objects: number;
};
export type NamedPerson = { readonly name: string | null; readonly email: string | null; readonly objects: number };

export const namedTaxa = (db: Tx, run: RunId): Promise<NamedTaxon[]> =>
  db.rows(sql`
    select row #>> '{annotation,category}' as category, (row #>> '{annotation,categoryId}')::bigint as "categoryId", count(distinct object)::int as objects,
      coalesce(array_agg(distinct row #>> '{annotation,hierarchy}') filter (where row #>> '{annotation,hierarchy}' is not null), '{}') as hierarchies
    from import_row where run_id = ${run} and row -> 'annotation' <> 'null' group by 1, 2 order by 3 desc, 1, 2`);

export const namedPeople = (db: Tx, run: RunId): Promise<NamedPerson[]> =>
  db.rows(sql`
    select row #>> '{annotation,personName}' as name, row #>> '{annotation,personEmail}' as email, count(distinct object)::int as objects
    from import_row where run_id = ${run} and row -> 'annotation' <> 'null' group by 1, 2 order by 3 desc, 1, 2`);

export type TaxonMatch = {
  readonly id: TaxonId;
  readonly name: string;
  readonly displayName: string;
  readonly parent: string | null;
  readonly sourceId: number | null;
  readonly status: string;
  readonly replacedBy: TaxonId | null;
};

const match = sql`t.id, t.name, t.display_name as "displayName", p.name as parent, t.source_id as "sourceId", t.status, t.replaced_by as "replacedBy"`;
const ofProject = (project: ProjectId) => sql`(t.project_id is null or t.project_id = ${project})`;

/** A text of a file or an answer, and the same folded as searches do. */
export type AskedName = { readonly text: string; readonly folded: string };

/** Taxa whose display name, name or synonym is one of these texts (case and accents do not count); several may answer to one text. */
export const taxaNamed = (db: Tx, project: ProjectId, names: readonly AskedName[]): Promise<(TaxonMatch & { readonly asked: string })[]> =>
  db.rows(sql`
    select k.asked, ${match} from unnest(${names.map((n) => n.text)}::text[], ${names.map((n) => n.folded)}::text[]) as k(asked, folded)
    join lateral (
      select id from taxon where search_name = k.folded
      union select id from taxon where display_name = k.asked
      union select taxon_id from taxon_synonym s where s.search_name = k.folded and (s.project_id is null or s.project_id = ${project})
    ) f on true join taxon t on t.id = f.id left join taxon p on p.id = t.parent_id
    where ${ofProject(project)} order by k.asked, t.id`);

/** Taxa by the ids of the tree that they came from. */
export const taxaBySource = (db: Tx, ids: readonly number[]): Promise<TaxonMatch[]> =>
  db.rows(sql`
    select ${match} from taxon t left join taxon p on p.id = t.parent_id
    where t.source_id = any(${[...new Set(ids)]}::bigint[]) and t.source <> 'worms' and t.project_id is null order by t.id`);

export const taxaMatching = (db: Tx, project: ProjectId, ids: readonly number[]): Promise<TaxonMatch[]> =>
  db.rows(sql`
    select ${match} from taxon t left join taxon p on p.id = t.parent_id where t.id = any(${[...new Set(ids)]}::bigint[]) and ${ofProject(project)}`);

export type PersonMatch = { readonly id: string; readonly name: string; readonly email: string; readonly imported: boolean };

const person = sql`u.id, u.name, u.email, u.imported_email is not null as imported`;

/** Accounts with one of these addresses or names; also people whom earlier imports named and who have no account. */
export const peopleNamed = (
  db: Tx,
  names: readonly string[],
  emails: readonly string[],
): Promise<(PersonMatch & { importedEmail: string | null })[]> =>
  db.rows(sql`
    select ${person}, u.imported_email as "importedEmail" from "user" u
    where lower(u.email) = any(${emails.map((e) => e.toLowerCase())}::text[]) or lower(u.name) = any(${names.map((n) => n.toLowerCase())}::text[])
    order by u.id`);

export const peopleLike = (db: Tx, text: string, limit: number): Promise<(PersonMatch & { readonly score: number })[]> =>
  db.rows(sql`
    select ${person}, greatest(similarity(lower(u.name), lower(${text})), similarity(lower(u.email), lower(${text})))::float8 as score
    from "user" u where u.imported_email is null and (lower(u.name) % lower(${text}) or lower(u.email) % lower(${text}))
    order by 5 desc limit ${limit}`);

export const peopleByIds = (db: Tx, ids: readonly string[]): Promise<PersonMatch[]> =>
  db.rows(sql`select ${person} from "user" u where u.id = any(${[...ids]}::text[])`);

/** A person whom files name and who has no account: cannot sign in, holds no rights; labels keep the name. */
export const keepPerson = (tx: Tx, p: { id: string; name: string; importedEmail: string }): Promise<number> =>
  tx.run(sql`
    insert into "user" (id, name, email, blocked, imported_email, updated_at)
    values (${p.id}, ${p.name}, ${`${p.id}@no-account.invalid`}, true, ${p.importedEmail}, now()) on conflict (id) do nothing`);

/** Whose imports those of the command line are, when it does not say: the first administrator. */
export const firstAdmin = async (db: Tx): Promise<UserId | null> =>
  (
    await db.row<{ id: UserId }>(sql`
      select u.id from "user" u join site_role r on r.user_id = u.id where r.role = 'admin' and not u.blocked order by u.created_at, u.id limit 1`)
  )?.id ?? null;
