import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TemporaryDatabase, temporaryDatabase } from "@nauplius/testing/database";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { databaseUrl, dropDatabase, ensureDatabase } from "../embedded/databases.ts";
import { applyMigrations } from "./apply.ts";
import { schemaDifference } from "./diff.ts";
import { migrationStatus } from "./status.ts";

let migrated: TemporaryDatabase;
let folder: string;
let url: string;

beforeEach(async () => {
  migrated = await temporaryDatabase();
  folder = mkdtempSync(join(tmpdir(), "nauplius-migrations-"));
  url = databaseUrl(migrated.url, `empty_${Math.trunc(performance.now() * 1000)}`);
  await ensureDatabase(migrated.url, new URL(url).pathname.slice(1));
});

afterEach(async () => {
  await dropDatabase(migrated.url, new URL(url).pathname.slice(1));
  await migrated.dispose();
  rmSync(folder, { recursive: true });
});

function write(name: string, sql: string): void {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, "migration.sql"), sql);
}

async function query(sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe("the released migrations", () => {
  test("an empty database with the migrations equals schema.prisma", async () => {
    expect(await schemaDifference(migrated.url)).toBe("");
  });

  test("the shadow database of the comparison is gone afterwards", async () => {
    await schemaDifference(migrated.url);
    expect(await query("SELECT datname FROM pg_database WHERE datname LIKE 'nauplius_shadow%'")).toEqual([]);
  });

  test("a migrated database has nothing left to apply", async () => {
    expect(await applyMigrations(migrated.url)).toEqual([]);
  });
});

describe("applying", () => {
  test("runs the scripts in order, once", async () => {
    write("20260101000000_first", "CREATE TABLE net (id int);");
    write("20260102000000_second", "INSERT INTO net VALUES (7);");
    expect(await applyMigrations(url, folder)).toEqual(["20260101000000_first", "20260102000000_second"]);
    expect(await applyMigrations(url, folder)).toEqual([]);
    expect(await query("SELECT id FROM net")).toEqual([{ id: 7 }]);
  });

  test("keeps semicolons inside functions and strings", async () => {
    write(
      "20260101000000_f",
      "CREATE FUNCTION two() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 2; END; $$;\nCREATE TABLE t (a text DEFAULT 'x;y');",
    );
    await applyMigrations(url, folder);
    expect(await query("SELECT two()")).toEqual([{ two: 2 }]);
  });

  test("two at the same time apply each script once", async () => {
    write("20260101000000_first", "CREATE TABLE net (id int); INSERT INTO net VALUES (1); SELECT pg_sleep(0.2);");
    const applied = await Promise.all([applyMigrations(url, folder), applyMigrations(url, folder)]);
    expect(applied.flat()).toEqual(["20260101000000_first"]);
    expect(await query("SELECT id FROM net")).toEqual([{ id: 1 }]);
  });

  test("several databases at the same time each get their own", async () => {
    write("20260101000000_first", "CREATE TABLE net (id int);");
    const names = Array.from({ length: 4 }, (_, n) => `${new URL(url).pathname.slice(1)}_${n}`);
    for (const name of names) await ensureDatabase(url, name);
    const applied = await Promise.all(names.map((name) => applyMigrations(databaseUrl(url, name), folder)));
    for (const name of names) await dropDatabase(url, name);
    expect(applied).toEqual(names.map(() => ["20260101000000_first"]));
  });

  test("a script that fails leaves nothing of itself, not even in the history, and is tried again", async () => {
    write("20260101000000_bad", "CREATE TABLE net (id int);\nINSERT INTO net VALUES ('copepod');");
    await expect(applyMigrations(url, folder)).rejects.toThrow(/20260101000000_bad.*copepod/);
    expect(await query("SELECT to_regclass('net') AS net")).toEqual([{ net: null }]);
    await expect(applyMigrations(url, folder)).rejects.toThrow(/20260101000000_bad.*copepod/);
    write("20260101000000_bad", "CREATE TABLE net (id int);");
    expect(await applyMigrations(url, folder)).toEqual(["20260101000000_bad"]);
  });

  test("waits no longer than the lock timeout for somebody's lock", async () => {
    write("20260101000000_first", "CREATE TABLE net (id int);");
    await applyMigrations(url, folder);
    write("20260102000000_second", "SET lock_timeout = '100ms'; ALTER TABLE net ADD COLUMN volume real;");
    const holder = new pg.Client({ connectionString: url });
    await holder.connect();
    await holder.query("BEGIN; LOCK TABLE net");
    await expect(applyMigrations(url, folder)).rejects.toThrow(/lock timeout/);
    await holder.end();
  });

  test("the session of the scripts has a lock timeout", async () => {
    write("20260101000000_first", "CREATE TABLE seen AS SELECT current_setting('lock_timeout') AS lock_timeout;");
    await applyMigrations(url, folder);
    expect(await query("SELECT lock_timeout FROM seen")).toEqual([{ lock_timeout: "10s" }]);
  });
});

describe("refusing", () => {
  test("a database newer than the program", async () => {
    write("20260101000000_first", "CREATE TABLE net (id int);");
    write("20270101000000_future", "CREATE TABLE tow (id int);");
    await applyMigrations(url, folder);
    rmSync(join(folder, "20270101000000_future"), { recursive: true });
    await expect(applyMigrations(url, folder)).rejects.toThrow(
      "The database is newer than this program (it has migration 20270101000000_future)",
    );
  });

  test("a released migration that was edited", async () => {
    write("20260101000000_first", "CREATE TABLE net (id int);");
    await applyMigrations(url, folder);
    write("20260101000000_first", "CREATE TABLE net (id bigint);");
    await expect(applyMigrations(url, folder)).rejects.toThrow("Migration 20260101000000_first was edited after it was applied");
    expect((await migrationStatus(url, folder)).edited).toEqual(["20260101000000_first"]);
  });
});
