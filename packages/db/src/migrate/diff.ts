import { readFileSync } from "node:fs";
import { withEngine } from "./engine.ts";
import { defaultMigrationsDir, loadMigrations, schemaPath } from "./migrations.ts";

/** What separates the migrations from schema.prisma, as SQL; empty when they agree. Uses a shadow database that it drops. */
export async function schemaDifference(connectionString: string, migrationsDir = defaultMigrationsDir): Promise<string> {
  const schema = readFileSync(schemaPath, "utf8");
  const result = await withEngine(connectionString, [schemaPath, schema], (engine) =>
    engine.diff({
      from: { tag: "migrations", ...loadMigrations(migrationsDir) },
      to: { tag: "schemaDatamodel", files: [{ path: schemaPath, content: schema }] },
      script: true,
      exitCode: true,
      filters: { externalTables: [], externalEnums: [] },
    }),
  );
  return result.exitCode === 2 ? withoutRawSql(result.stdout ?? "") : "";
}

/** Prisma would drop the keys and indexes that raw SQL made; its own are known by the end of their names. */
function withoutRawSql(script: string): string {
  const drop = /^DROP INDEX "([^"]+)";$|^ALTER TABLE "[^"]+" DROP CONSTRAINT "([^"]+)";$/m;
  const isRaw = (step: string) => {
    const name = drop.exec(step);
    return name !== null && !/_(pkey|fkey|key|idx)$/.test(name[1] ?? name[2] ?? "");
  };
  const steps = script.split(/\n\n(?=-- )/).filter((step) => !isRaw(step));
  return steps.join("\n\n").trim() === "" ? "" : `${steps.join("\n\n").trim()}\n`;
}
