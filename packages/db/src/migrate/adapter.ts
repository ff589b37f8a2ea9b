import { randomUUID } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import { ColumnTypeEnum, DriverAdapterError, type SqlQuery } from "@prisma/driver-adapter-utils";
import pg from "pg";

type ConnectionParts = ReturnType<typeof connectionParts>;
type Adapter = Awaited<ReturnType<PrismaPg["connect"]>>;

/** PostgreSQL's own one-byte type `"char"`, in which the catalogue keeps kinds and flags. */
const ONE_BYTE_CHAR = 18;

/** Prisma's adapter serves queries well and migrations less so; what it lacks for those is mended here. */
export class MigrationPg extends PrismaPg {
  #parts: ConnectionParts;
  #opened: Adapter[] = [];

  constructor(connectionString: string) {
    const parts = connectionParts(connectionString);
    super(parts);
    this.#parts = parts;
  }

  override async connect(): Promise<Adapter> {
    const adapter = mend(await super.connect());
    this.#opened.push(adapter);
    return adapter;
  }

  /** The engine lets go of what it opened only when the process ends. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#opened.splice(0).map((adapter) => adapter.dispose()));
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
    const adapter = mend(await super.connect());
    await adapter.executeScript(sql).finally(() => adapter.dispose());
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
  adapter.queryRaw = async (query) => {
    if (!/^\s*SELECT\b/i.test(query.sql)) return queryRaw(query);
    const { cast, chars } = await castChars(pool, query);
    const result = await queryRaw(cast);
    const columnTypes = result.columnTypes.map((type, column) => (chars.includes(column) ? ColumnTypeEnum.Character : type));
    return { ...result, columnTypes };
  };
  return adapter;
}

/** In the form that the engine reports with the name of the migration. */
function translated(error: unknown): unknown {
  if (!(error instanceof pg.DatabaseError)) return error;
  const { code, severity = "ERROR", message, detail, column, hint } = error;
  return new DriverAdapterError({ kind: "postgres", code: code ?? "XX000", severity, message, detail, column, hint });
}

/** It knows no `"char"`, which the engine reads when it describes a database: read as text, handed on as a character. */
async function castChars(pool: pg.Pool, query: SqlQuery): Promise<{ cast: SqlQuery; chars: number[] }> {
  const inner = query.sql.replace(/;\s*$/, "");
  const probe = await pool.query(`SELECT * FROM (${inner}) AS described LIMIT 0`, query.args);
  const chars = probe.fields.flatMap((field, column) => (field.dataTypeID === ONE_BYTE_CHAR ? [column] : []));
  if (chars.length === 0) return { cast: query, chars };
  const columns = probe.fields.map(({ name }, column) => {
    const quoted = pg.escapeIdentifier(name);
    return chars.includes(column) ? `${quoted}::text AS ${quoted}` : quoted;
  });
  return { cast: { ...query, sql: `SELECT ${columns.join(", ")} FROM (${inner}) AS described` }, chars };
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
