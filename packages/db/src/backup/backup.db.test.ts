import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TemporaryDatabase, temporaryDatabase } from "@nauplius/testing/database";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { databaseUrl, dropDatabase, ensureDatabase } from "../embedded/databases.ts";
import { dumpDatabase } from "./dump.ts";
import { loadDump } from "./load.ts";

let source: TemporaryDatabase;
let folder: string;
let dump: string;
let copies: string[];

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function emptyDatabase(): Promise<string> {
  const name = `restored_${copies.length}_${new URL(source.url).pathname.slice(1)}`;
  copies.push(name);
  await ensureDatabase(source.url, name);
  return databaseUrl(source.url, name);
}

const columnsOf = (fields: string) => `SELECT ${fields} FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2`;

beforeAll(async () => {
  source = await temporaryDatabase();
  copies = [];
  folder = mkdtempSync(join(tmpdir(), "nauplius-dump-"));
  dump = join(folder, "dump");
  await query(
    source.url,
    `INSERT INTO "user" (id, name, email, updated_at) VALUES ('u1', E'Ada\\tLove\\\\lace\\n"Ω"', 'ada@example.org', now()), ('u2', '', 'b@example.org', now());
     INSERT INTO "session" (id, user_id, token, expires_at, updated_at) VALUES ('s1', 'u1', 't', 'infinity', now())`,
  );
  await query(source.url, `SELECT setval('project_id_seq', 41)`);
  await dumpDatabase(source.url, dump);
});

afterAll(async () => {
  for (const name of copies) await dropDatabase(source.url, name);
  await source.dispose();
  rmSync(folder, { recursive: true });
});

describe("a dump loaded into an empty database", () => {
  test("has the same rows, columns, keys, indexes and sequences", async () => {
    const url = await emptyDatabase();
    await loadDump(url, dump);
    const pieces = [
      `SELECT * FROM "user" ORDER BY id`,
      `SELECT * FROM "session"`,
      columnsOf("table_name, column_name, data_type"),
      "SELECT conrelid::regclass::text AS table, conname, pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2",
      "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1",
      "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1",
      "SELECT migration_name FROM _prisma_migrations ORDER BY 1",
    ];
    for (const piece of pieces) expect(await query(url, piece)).toEqual(await query(source.url, piece));
    expect(await query(url, `SELECT nextval('project_id_seq')::int AS next`)).toEqual([{ next: 42 }]);
  });

  test("is refused where there are rows already, which stay", async () => {
    const url = await emptyDatabase();
    await loadDump(url, dump);
    await expect(loadDump(url, dump)).rejects.toThrow(/The database is not empty \(table \w+ has rows\)/);
    expect(await query(url, `SELECT count(*)::int AS users FROM "user"`)).toEqual([{ users: 2 }]);
  });
});

describe("refusing", () => {
  test("a folder without a finished dump", async () => {
    await expect(loadDump(await emptyDatabase(), folder)).rejects.toThrow(`${folder} holds no finished dump`);
  });

  test("a dump of a newer version", async () => {
    const newer = mkdtempSync(join(folder, "newer-"));
    const manifest = JSON.parse(readFileSync(join(dump, "manifest.json"), "utf8"));
    manifest.migrations.push("29990101000000_future");
    writeFileSync(join(newer, "manifest.json"), JSON.stringify(manifest));
    await expect(loadDump(await emptyDatabase(), newer)).rejects.toThrow(
      "comes from a newer version of Nauplius (it has migration 29990101000000_future)",
    );
  });

  test("a damaged dump, leaving the database empty", async () => {
    const url = await emptyDatabase();
    const manifest = JSON.parse(readFileSync(join(dump, "manifest.json"), "utf8"));
    const path = join(dump, "manifest.json");
    const whole = readFileSync(path);
    for (const table of manifest.tables) if (table.name === "user") table.rows++;
    writeFileSync(path, JSON.stringify(manifest));
    await expect(loadDump(url, dump)).rejects.toThrow("the dump is damaged");
    writeFileSync(path, whole);
    expect(await query(url, `SELECT count(*)::int AS sessions FROM "session"`)).toEqual([{ sessions: 0 }]);
  });
});
