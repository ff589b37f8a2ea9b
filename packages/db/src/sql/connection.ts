import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import sqlTag, { type Sql } from "sql-template-tag";
import { PrismaClient } from "../generated/client.ts";

export { default as sql, empty, join, raw, type Sql } from "sql-template-tag";

// Ids are bigint in the database and branded numbers here; the conversion is in these lines and nowhere else.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
// pg's list of types leaves out the arrays: 1016 is bigint[].
const setArrayParser: (oid: number, parse: (text: string) => unknown) => void = pg.types.setTypeParser;
setArrayParser(1016, (text) => (text === "{}" ? [] : text.slice(1, -1).split(",")).map((id) => (id === "NULL" ? null : Number(id))));
// Days stay the text that was written: a Date would move them with the machine's time zone.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

export type Tx = {
  /** All rows of a statement. */
  readonly rows: <Row>(statement: Sql) => Promise<Row[]>;
  /** The first row, or null. */
  readonly row: <Row>(statement: Sql) => Promise<Row | null>;
  /** Runs a statement and says how many rows it touched. */
  readonly run: (statement: Sql) => Promise<number>;
  /** COPY in text format: one line per row, already escaped by `copyLine`. */
  readonly copy: (table: string, columns: readonly string[], lines: AsyncIterable<string> | Iterable<string>) => Promise<void>;
};

export type Db = Tx & {
  readonly transaction: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  readonly pool: pg.Pool;
  readonly prisma: PrismaClient;
  readonly close: () => Promise<void>;
};

type Client = Pick<pg.ClientBase, "query">;

export function txOver(client: Client): Tx {
  const query = (statement: Sql) => client.query(statement.text, statement.values as unknown[]);
  return {
    rows: async <Row>(statement: Sql) => (await query(statement)).rows as Row[],
    row: async <Row>(statement: Sql) => ((await query(statement)).rows[0] as Row | undefined) ?? null,
    run: async (statement) => (await query(statement)).rowCount ?? 0,
    copy: async (table, columns, lines) => {
      const { pipeline } = await import("node:stream/promises");
      const { Readable } = await import("node:stream");
      const names = columns.map((name) => `"${name}"`).join(", ");
      const stream = (client as pg.PoolClient).query(copyFrom(`COPY "${table}" (${names}) FROM STDIN`));
      await pipeline(Readable.from(lines), stream);
    },
  };
}

/** One pool per process; BullMQ on PostgreSQL shares it. */
export function connect(connectionString: string, options: { max?: number; applicationName?: string } = {}): Db {
  const pool = new pg.Pool({ connectionString, max: options.max ?? 20, application_name: options.applicationName ?? "nauplius" });
  // A connection cut by a restart of PostgreSQL is replaced when it is idle, and fails the next statement when it is lent out, between two
  // statements of a transaction; without a listener it would end the process.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString, max: 5 }) });

  const withClient = async <T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> => {
    const client = await pool.connect();
    try {
      return await work(client);
    } finally {
      client.release();
    }
  };

  const transaction = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
    withClient(async (client) => {
      await client.query("BEGIN");
      try {
        const value = await work(txOver(client));
        await client.query("COMMIT");
        return value;
      } catch (error) {
        await client.query("ROLLBACK").catch(() => undefined);
        throw error;
      }
    });

  return {
    ...txOver(pool as unknown as Client),
    copy: (table, columns, lines) => transaction((tx) => tx.copy(table, columns, lines)),
    transaction,
    pool,
    prisma,
    close: async () => {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}

/** Is the database there and answering? */
export const ping = async (db: Db): Promise<void> => {
  await db.row(sqlTag`select 1`);
};
