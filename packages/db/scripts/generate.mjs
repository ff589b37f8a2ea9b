// Writes the Prisma client into src/generated when the schema or Prisma itself changed. Plain Node, so that it runs anywhere.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const packageFolder = join(dirname(fileURLToPath(import.meta.url)), "..");
const root = join(packageFolder, "../..");
const generated = join(packageFolder, "src/generated");
const stamp = join(generated, ".schema-hash");
const prismaPackage = createRequire(join(packageFolder, "package.json")).resolve("prisma/package.json");
const prismaCli = join(dirname(prismaPackage), "build/index.js");

function wantedHash() {
  const hash = createHash("sha256");
  for (const file of [join(root, "prisma/schema.prisma"), prismaPackage, fileURLToPath(import.meta.url)]) hash.update(readFileSync(file));
  return hash.digest("hex");
}

export const isCurrent = () => existsSync(stamp) && readFileSync(stamp, "utf8") === wantedHash();

function generate() {
  rmSync(stamp, { force: true });
  // `generate` never runs the schema engine but wants one on disk, or downloads it: any existing binary satisfies it.
  const env = { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: "1", CHECKPOINT_DISABLE: "1" };
  const args = [prismaCli, "generate", "--config", "prisma/prisma.config.ts"];
  const result = spawnSync(process.execPath, args, { cwd: root, env, encoding: "utf8" });
  if (result.status !== 0) {
    process.stderr.write(`prisma generate failed:\n${result.stdout ?? ""}${result.stderr ?? ""}${result.error?.message ?? ""}\n`);
    process.exit(1);
  }
  writeFileSync(stamp, wantedHash());
}

const isRun = process.argv[1] === fileURLToPath(import.meta.url);
if (isRun && (!isCurrent() || process.argv.includes("--force"))) generate();
