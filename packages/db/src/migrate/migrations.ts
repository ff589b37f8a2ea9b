import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { MigrationList } from "./engine.ts";

const prismaFolder = fileURLToPath(new URL("../../../../prisma/", import.meta.url));
export const defaultMigrationsDir = join(prismaFolder, "migrations");
export const schemaPath = join(prismaFolder, "schema.prisma");

/** In the order of their names, which begin with the moment they were made. */
export function migrationNames(migrationsDir: string): string[] {
  if (!existsSync(migrationsDir)) return [];
  const folders = readdirSync(migrationsDir, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.map((entry) => entry.name).sort();
}

export function loadMigrations(migrationsDir: string): MigrationList {
  const migrationDirectories = migrationNames(migrationsDir).map((name) => ({
    path: name,
    migrationFile: { path: "migration.sql", content: readScript(join(migrationsDir, name, "migration.sql")) },
  }));
  const lockfile = { path: "migration_lock.toml", content: 'provider = "postgresql"\n' };
  return { baseDir: migrationsDir, lockfile, shadowDbInitScript: "", migrationDirectories };
}

function readScript(path: string): { tag: "ok"; value: string } | { tag: "error"; value: string } {
  try {
    return { tag: "ok", value: readFileSync(path, "utf8") };
  } catch (error) {
    return { tag: "error", value: String(error) };
  }
}

/** One migration's text, and the checksum that Prisma keeps of it. */
export function readMigration(migrationsDir: string, name: string): { sql: string; checksum: string } {
  const bytes = readFileSync(join(migrationsDir, name, "migration.sql"));
  return { sql: bytes.toString("utf8"), checksum: createHash("sha256").update(bytes).digest("hex") };
}
