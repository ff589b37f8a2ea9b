import type { FieldDefinition, ProjectId } from "@nauplius/domain";
import { sql, type Tx } from "../sql/connection.ts";

/** The project's dictionary of free columns, in the order in which they came. */
export const freeFields = (db: Tx, project: ProjectId): Promise<FieldDefinition[]> =>
  db.rows<FieldDefinition>(sql`select level, name, type, unit from field where project_id = ${project} order by level, ordinal, id`);

/** Names of the measured features that objects of the project have. */
export const featuresOf = async (db: Tx, project: ProjectId): Promise<string[]> =>
  (
    await db.rows<{ name: string }>(sql`
      select n.name from project_feature_list p join feature_list l on l.id = p.feature_list_id cross join unnest(l.names) with ordinality as n(name, at)
      where p.project_id = ${project} group by n.name order by min(n.at), n.name`)
  ).map((row) => row.name);
