import type { Level, ProjectId } from "@nauplius/domain";
import { where } from "../objects/filter.ts";
import type { Compiled } from "../objects/window.ts";
import { empty, join, type Sql, sql, type Tx } from "../sql/connection.ts";
import { cellOf, levelTables, nameColumns, publishedRow } from "./cells.ts";

/** A row of the correction table: values in the order of the fields that were asked for. */
export type TableRow = {
  readonly id: number;
  readonly name: string;
  /** Where it hangs, readable: the sample of an acquisition, the acquisition of a process or object. */
  readonly parent: string;
  readonly stale: readonly string[];
  readonly values: readonly (string | number | null)[];
};

const above = {
  sample: { parent: sql`''`, stale: sql`coalesce(t.stale, '{}')`, join: empty },
  acquisition: { parent: sql`p.name`, stale: sql`coalesce(t.stale, '{}')`, join: sql`join sample p on p.id = t.sample_id` },
  process: { parent: sql`p.name`, stale: sql`'{}'::text[]`, join: sql`join acquisition p on p.id = t.acquisition_id` },
  object: { parent: sql`p.name`, stale: sql`'{}'::text[]`, join: sql`join acquisition p on p.id = t.acquisition_id` },
} as const satisfies Record<Level, { parent: Sql; stale: Sql; join: Sql }>;

/** Samples and acquisitions that a person named; left out: all. */
export type Places = { readonly samples?: readonly number[] | undefined; readonly acquisitions?: readonly number[] | undefined };

/** Where a row of a level above the objects hangs, by the columns of `t` and of `p` above it. */
const hangs = {
  sample: {
    sample: sql`t.id`,
    acquisition: sql`(select array_agg(a.id) from acquisition a where a.sample_id = t.id and a.trash_id is null)`,
  },
  acquisition: { sample: sql`t.sample_id`, acquisition: sql`array[t.id]` },
  process: { sample: sql`p.sample_id`, acquisition: sql`array[t.acquisition_id]` },
} as const;

const amongPlaces = (level: Exclude<Level, "object">, { samples, acquisitions }: Places): Sql => {
  const at = hangs[level];
  return sql`${samples === undefined ? empty : sql`and ${at.sample} = any(${[...samples]}::bigint[])`}
    ${acquisitions === undefined ? empty : sql`and ${at.acquisition} && ${[...acquisitions]}::bigint[]`}`;
};

/** The next rows of a level in id order. `view`: of the objects, those that a view shows; `places`: of the levels above, those of some samples or
 *  acquisitions. */
export const tableRows = (
  db: Tx,
  of: { project: ProjectId; level: Level; fields: readonly string[]; view: Compiled | null; places: Places },
  page: { after: number; limit: number },
): Promise<TableRow[]> => {
  const { parent, stale, join: joined } = above[of.level];
  const values = of.fields.length === 0 ? sql`'[]'::jsonb` : sql`jsonb_build_array(${join(of.fields.map((f) => cellOf(of.level, f)))})`;
  const within =
    of.view === null
      ? of.level === "object"
        ? empty
        : amongPlaces(of.level, of.places)
      : sql`and t.id in (select o.id from "object" o ${where([...of.view.tests, sql`o.id > ${page.after}`])} order by o.id limit ${page.limit})`;
  return db.rows(sql`
    select t.id, ${nameColumns[of.level]} as name, ${parent} as parent, ${stale} as stale, ${values} as values from ${levelTables[of.level]} t ${joined}
    where t.project_id = ${of.project} and t.trash_id is null and ${publishedRow} and t.id > ${page.after} ${within}
    order by t.id limit ${page.limit}`);
};
