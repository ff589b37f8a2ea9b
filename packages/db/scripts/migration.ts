// pnpm --filter @nauplius/db migration NAME: writes prisma/migrations/<moment>_<name>/migration.sql from what changed in schema.prisma.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startTemporary } from "../src/embedded/temporary.ts";
import { schemaDifference } from "../src/migrate/diff.ts";
import { defaultMigrationsDir } from "../src/migrate/migrations.ts";

const name = process.argv[2] ?? "";
if (!/^[a-z][a-z0-9_]*$/.test(name)) {
  console.error(`usage: migration NAME, with a name of small letters, digits and underscores (got "${name}")`);
  process.exit(64);
}

const server = await startTemporary();
try {
  const sql = await schemaDifference(server.url);
  if (sql === "") {
    console.error("schema.prisma holds nothing that the migrations do not: an empty migration is written, for raw SQL");
  }
  const moment = new Date().toISOString().replaceAll(/\D/g, "").slice(0, 14);
  const folder = join(defaultMigrationsDir, `${moment}_${name}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "migration.sql"), sql);
  writeFileSync(join(defaultMigrationsDir, "migration_lock.toml"), 'provider = "postgresql"\n');
  console.log(join(folder, "migration.sql"));
} finally {
  await server.stop();
}
