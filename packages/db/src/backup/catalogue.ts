import pg from "pg";

export type Table = { name: string; columns: string[]; quoted: string; columnList: string };
export type Sequence = { name: string; value: string };
type ForeignKey = { table: string; name: string; definition: string };

/** Tables of the product itself: the queue's are elsewhere and lose nothing, Prisma keeps its own, unlogged ones are caches. Generated columns are
 *  computed again. */
export async function listTables(client: pg.ClientBase): Promise<Table[]> {
  const found = await client.query<{ name: string; columns: string[] }>(`
    SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relpersistence = 'p' AND NOT c.relispartition AND c.relname <> '_prisma_migrations'
    GROUP BY c.relname ORDER BY c.relname`);
  return found.rows.map(({ name, columns }) => ({
    name,
    columns,
    quoted: pg.escapeIdentifier(name),
    columnList: columns.map((column) => pg.escapeIdentifier(column)).join(", "),
  }));
}

/** Null values (a sequence never used) are left out: such a sequence begins at its beginning. */
export async function listSequences(client: pg.ClientBase): Promise<Sequence[]> {
  const found = await client.query<Sequence>(`
    SELECT sequencename AS name, last_value::text AS value FROM pg_sequences
    WHERE schemaname = 'public' AND last_value IS NOT NULL ORDER BY sequencename`);
  return found.rows;
}

/** Loading in any order needs them away; putting them back checks every row. */
export async function withoutForeignKeys(client: pg.ClientBase, work: () => Promise<void>): Promise<void> {
  const keys = await client.query<ForeignKey>(`
    SELECT conrelid::regclass::text AS table, conname AS name, pg_get_constraintdef(oid) AS definition
    FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND conparentid = 0`);
  for (const { table, name } of keys.rows) await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${pg.escapeIdentifier(name)}`);
  await work();
  for (const { table, name, definition } of keys.rows) {
    await client.query(`ALTER TABLE ${table} ADD CONSTRAINT ${pg.escapeIdentifier(name)} ${definition}`);
  }
}
