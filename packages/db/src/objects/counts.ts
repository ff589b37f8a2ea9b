import type { ObjectId, ProjectId } from "@nauplius/domain";
import type { TaxonCount } from "../projects/counters.ts";
import { sql, type Tx } from "../sql/connection.ts";
import { where } from "./filter.ts";
import type { Compiled } from "./window.ts";

/** Objects of a view by taxon (0: none) and state: for filters that the counters cannot answer. */
export const countsOfView = (db: Tx, view: Compiled): Promise<TaxonCount[]> =>
  db.rows<TaxonCount>(sql`
    select coalesce(o.taxon_id, 0) as "taxonId", o.state, count(*)::int as objects from "object" o ${where(view.tests)} group by 1, 2 order by 1, 2`);

/** Which of the pasted ids exist: as written in the imported files, or as numbers of ours. `asked` is the pasted text. */
export const findPasted = (db: Tx, project: ProjectId, pasted: readonly string[]): Promise<{ asked: string; id: ObjectId }[]> =>
  db.rows(sql`
    select u.asked, o.id from unnest(${[...pasted]}::text[]) as u(asked) join "object" o on o.project_id = ${project} and o.trash_id is null
      and o.original_id = u.asked
    union
    select u.asked, o.id from unnest(${[...pasted]}::text[]) as u(asked) join "object" o on o.project_id = ${project} and o.trash_id is null
      and u.asked ~ '^[0-9]{1,15}$' and o.id = case when u.asked ~ '^[0-9]{1,15}$' then u.asked::bigint end`);
