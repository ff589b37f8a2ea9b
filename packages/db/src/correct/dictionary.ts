import type { Level, NewField, ProjectId } from "@nauplius/domain";
import { sql, type Tx } from "../sql/connection.ts";
import { levelTables } from "./cells.ts";

export type FieldRow = {
  readonly id: number;
  readonly level: Level;
  readonly name: string;
  readonly type: "number" | "text";
  readonly unit: string | null;
};

export const fieldNamed = (tx: Tx, project: ProjectId, level: Level, name: string): Promise<FieldRow | null> =>
  tx.row(
    sql`select id, level, name, type, unit from field where project_id = ${project} and level = ${level} and name = ${name} for update`,
  );

export const fieldById = (tx: Tx, project: ProjectId, id: number): Promise<FieldRow | null> =>
  tx.row(sql`select id, level, name, type, unit from field where project_id = ${project} and id = ${id} for update`);

/** Adds a column behind those that are there; null when its level has one of that name. */
export const insertField = (tx: Tx, project: ProjectId, f: NewField): Promise<{ id: number } | null> =>
  tx.row(sql`
    insert into field (project_id, level, name, type, unit, ordinal) select ${project}::bigint, ${f.level}, ${f.name}, ${f.type}, ${f.unit},
      1 + coalesce((select max(ordinal) from field where project_id = ${project} and level = ${f.level}), 0)
    on conflict (project_id, level, name) do nothing returning id`);

export const setFieldUnit = (tx: Tx, id: number, unit: string | null): Promise<number> =>
  tx.run(sql`update field set unit = ${unit} where id = ${id}`);
export const setFieldType = (tx: Tx, id: number, type: "number" | "text"): Promise<number> =>
  tx.run(sql`update field set type = ${type} where id = ${id}`);
export const deleteField = (tx: Tx, id: number): Promise<number> => tx.run(sql`delete from field where id = ${id}`);

/** Does any row hold a value of a column? */
export const isFieldUsed = async (tx: Tx, project: ProjectId, level: Level, name: string): Promise<boolean> =>
  (await tx.row(sql`select 1 from ${levelTables[level]} t where t.project_id = ${project} and t.free ? ${name}::text limit 1`)) !== null;

/** Does a column hold something that is no number? */
export const holdsText = async (tx: Tx, project: ProjectId, level: Level, name: string): Promise<boolean> =>
  (await tx.row(sql`
    select 1 from ${levelTables[level]} t where t.project_id = ${project} and t.free ->> ${name}::text is not null
      and not pg_input_is_valid(t.free ->> ${name}::text, 'float8') limit 1`)) !== null;
