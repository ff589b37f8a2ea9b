import type { ProjectId, TaxonId } from "@nauplius/domain";
import { sql, type Tx } from "../sql/connection.ts";

export type SynonymRow = {
  readonly id: number;
  readonly taxonId: TaxonId;
  readonly taxon: string;
  readonly name: string;
  /** Null: the site's; else this project's alias. */
  readonly projectId: ProjectId | null;
};

const columns = sql`s.id, s.taxon_id as "taxonId", t.display_name as taxon, s.name, s.project_id as "projectId"`;
const joined = sql`from taxon_synonym s join taxon t on t.id = s.taxon_id`;

/** The site's other names of a taxon, and the project's aliases where one is given. */
export const synonymsOf = (db: Tx, taxon: number, project: ProjectId | null): Promise<SynonymRow[]> =>
  db.rows<SynonymRow>(
    sql`select ${columns} ${joined} where s.taxon_id = ${taxon} and (s.project_id is null or s.project_id = ${project}::bigint) order by s.name`,
  );

export const aliasesOf = (db: Tx, project: ProjectId): Promise<SynonymRow[]> =>
  db.rows<SynonymRow>(sql`select ${columns} ${joined} where s.project_id = ${project} order by s.name`);

export const synonymById = (db: Tx, id: number): Promise<SynonymRow | null> =>
  db.row<SynonymRow>(sql`select ${columns} ${joined} where s.id = ${id}`);

/** Null when the taxon has this name already. */
export const insertSynonym = (
  tx: Tx,
  s: { taxonId: number; name: string; searchName: string; projectId: ProjectId | null },
): Promise<{ id: number } | null> =>
  tx.row(sql`
    insert into taxon_synonym (taxon_id, name, search_name, project_id) values (${s.taxonId}, ${s.name}, ${s.searchName}, ${s.projectId})
    on conflict do nothing returning id`);

export const deleteSynonyms = (tx: Tx, ids: readonly number[]): Promise<number> =>
  tx.run(sql`delete from taxon_synonym where id = any(${[...ids]}::bigint[])`);

/** A taxon's own name and its other names become names of another; says which rows are new. */
export const copySynonymsTo = async (tx: Tx, from: number, to: number): Promise<number[]> =>
  (
    await tx.rows<{ id: number }>(sql`
      insert into taxon_synonym (taxon_id, name, search_name, project_id)
      select ${to}::bigint, s.name, s.search_name, s.project_id from (
        select name, search_name, null::bigint as project_id from taxon where id = ${from}
        union select name, search_name, project_id from taxon_synonym where taxon_id = ${from}) s
      where not exists (select 1 from taxon t where t.id = ${to} and t.search_name = s.search_name)
      on conflict do nothing returning id`)
  ).map((row) => row.id);
