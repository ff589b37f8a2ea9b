import { randomUUID } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import { DriverAdapterError, type SqlQuery } from "@prisma/driver-adapter-utils";
import pg from "pg";

type ConnectionParts = ReturnType<typeof connectionParts>;
type Adapter = Awaited<ReturnType<PrismaPg["connect"]>>;

/** PostgreSQL's own one-byte type `"char"`, in which the catalogue keeps kinds and flags. */
const ONE_BYTE_CHAR = 18;

/** Prisma's adapter serves queries well and migrations less so; what it lacks for those is mended here. */
export class MigrationPg extends PrismaPg {
  #parts: ConnectionParts;

  constructor(connectionString: string) {
    const parts = connectionParts(connectionString);
    super(parts);
    this.#parts = parts;
  }

  override async connect(): Promise<Adapter> {
    return mend(await super.connect());
  }

  /** Its own shadow drops the database before it lets go of it, which PostgreSQL refuses. */
  override async connectToShadowDb(): Promise<Adapter> {
    const database = `nauplius_shadow_${randomUUID()}`;
    await this.#runScript(`CREATE DATABASE "${database}"`);
    const adapter = mend(await new PrismaPg({ ...this.#parts, database }).connect());
    const dispose = adapter.dispose.bind(adapter);
    adapter.dispose = async () => {
      await dispose();
      await this.#runScript(`DROP DATABASE "${database}"`);
    };
    return adapter;
  }

  async #runScript(sql: string): Promise<void> {
    const adapter = await this.connect();
    await adapter.executeScript(sql);
    await adapter.dispose();
  }
}

function mend(adapter: Adapter): Adapter {
  const pool = adapter.underlyingDriver();
  // It splits scripts at every semicolon, those inside function bodies and strings too; PostgreSQL runs a whole script in one transaction.
  adapter.executeScript = async (script) => {
    await pool.query(script).catch((error: unknown) => {
      throw translated(error);
    });
  };
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (query) => queryRaw(/^\s*SELECT\b/i.test(query.sql) ? await castChars(pool, query) : query);
  return adapter;
}

/** In the form that the engine reports with the name of the migration. */
function translated(error: unknown): unknown {
  if (!(error instanceof pg.DatabaseError)) return error;
  const { code, severity = "ERROR", message, detail, column, hint } = error;
  return new DriverAdapterError({ kind: "postgres", code: code ?? "XX000", severity, message, detail, column, hint });
}

/** It knows no `"char"`, which the engine reads when it describes a database. */
async function castChars(pool: pg.Pool, query: SqlQuery): Promise<SqlQuery> {
  const inner = query.sql.replace(/;\s*$/, "");
  const probe = await pool.query(`SELECT * FROM (${inner}) AS described LIMIT 0`, query.args);
  if (!probe.fields.some((field) => field.dataTypeID === ONE_BYTE_CHAR)) return query;
  const columns = probe.fields.map(({ name, dataTypeID }) => {
    const column = pg.escapeIdentifier(name);
    return dataTypeID === ONE_BYTE_CHAR ? `${column}::text AS ${column}` : column;
  });
  return { ...query, sql: `SELECT ${columns.join(", ")} FROM (${inner}) AS described` };
}

/** Taken apart: pg lets a connection string win over `database`, and the shadow database would be the real one. */
function connectionParts(connectionString: string) {
  const url = new URL(connectionString);
  return {
    host: decodeURIComponent(url.hostname),
    port: Number(url.port || 5432),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)),
    ssl: /^(require|verify-ca|verify-full)$/.test(url.searchParams.get("sslmode") ?? "") || undefined,
    options: url.searchParams.get("options") ?? undefined,
    application_name: "nauplius-migrate",
  };
}
