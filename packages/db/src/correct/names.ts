import { fixedField, type Level, type ProjectId } from "@nauplius/domain";
import { raw, sql, type Tx } from "../sql/connection.ts";
import { type CellEdit, type CellPlace, levelTables, nameColumns } from "./cells.ts";
import { noteEdits } from "./edits.ts";

/** Levels whose names are unique among what is not in the trash. */
const unique: readonly Level[] = ["sample", "acquisition", "object"];
export const namesRows = (level: Level, field: string): boolean => field === "id" && unique.includes(level);

/** Of the wanted names, those that other rows of the project have, or that two of these rows would share. */
export async function takenByOthers(tx: Tx, project: ProjectId, level: Level, edits: readonly CellEdit[]): Promise<string[]> {
  const wanted = edits.map((e) => String(e.value));
  const rows = await tx.rows<{ name: string }>(sql`
    (select distinct ${nameColumns[level]} as name from ${levelTables[level]} t where t.project_id = ${project} and t.trash_id is null
      and ${nameColumns[level]} = any(${wanted}::text[]) and t.id <> all(${edits.map((e) => e.id)}::bigint[]) limit 20)
    union (select n from unnest(${wanted}::text[]) as n group by n having count(*) > 1 limit 20)`);
  return rows.map((r) => r.name);
}

/** Gives rows other names. Names may change places among them: they step aside first, since the index looks at every single row. */
export async function renameRows(tx: Tx, to: CellPlace, edits: readonly CellEdit[]): Promise<number> {
  const table = levelTables[to.level];
  const column = raw(`"${fixedField(to.level, to.field)?.column ?? "name"}"`);
  const ids = edits.map((e) => e.id);
  const held = await tx.rows<{ id: number; name: string }>(sql`
    select t.id, ${nameColumns[to.level]} as name from ${table} t where t.project_id = ${to.project} and t.trash_id is null and t.id = any(${ids}::bigint[])
    order by t.id for update`);
  const wanted = new Map(edits.map((e) => [e.id, String(e.value)]));
  const changes = held.flatMap((h) => {
    const after = wanted.get(h.id);
    return after === undefined || after === h.name ? [] : [{ id: h.id, before: h.name, after }];
  });
  if (changes.length === 0) return 0;
  const changed = changes.map((c) => c.id);
  await tx.run(sql`update ${table} set ${column} = 'renamed ' || id || ' ' || gen_random_uuid() where id = any(${changed}::bigint[])`);
  await tx.run(sql`
    update ${table} t set ${column} = u.name from unnest(${changed}::bigint[], ${changes.map((c) => c.after)}::text[]) as u(id, name) where t.id = u.id`);
  await noteEdits(tx, to, changes);
  return changes.length;
}
