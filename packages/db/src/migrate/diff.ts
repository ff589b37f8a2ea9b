import { readFileSync } from "node:fs";
import { openEngine } from "./engine.ts";
import { defaultMigrationsDir, loadMigrations, schemaPath } from "./migrations.ts";

/** What separates the migrations from schema.prisma, as SQL; empty when they agree. Uses a shadow database that it drops. */
export async function schemaDifference(connectionString: string, migrationsDir = defaultMigrationsDir): Promise<string> {
  const schema = readFileSync(schemaPath, "utf8");
  const engine = await openEngine(connectionString, [schemaPath, schema]);
  try {
    const result = await engine.diff({
      from: { tag: "migrations", ...loadMigrations(migrationsDir) },
      to: { tag: "schemaDatamodel", files: [{ path: schemaPath, content: schema }] },
      script: true,
      exitCode: true,
      filters: { externalTables: [], externalEnums: [] },
    });
    return result.exitCode === 2 ? (result.stdout ?? "") : "";
  } finally {
    engine.free();
  }
}
