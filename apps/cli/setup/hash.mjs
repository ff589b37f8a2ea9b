import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { root } from "./place.mjs";

const skipped = new Set(["node_modules", "generated", "test-results", "playwright-report"]);
const isTest = (name) => /\.(test|bench|fixture)\.[a-z]+$|\.tsbuildinfo$|^next-env\.d\.ts$/.test(name);

/** Hash of names and contents of files and folders, tests left out. */
export function hashOf(paths, facts = []) {
  const hash = createHash("sha256");
  for (const fact of facts) hash.update(`${fact}\0`);
  for (const path of paths) for (const file of filesBelow(path)) hash.update(`${relative(root, file)}\0`).update(readFileSync(file));
  return hash.digest("hex");
}

function* filesBelow(path) {
  if (!existsSync(path)) return;
  if (!statSync(path).isDirectory()) return yield path;
  const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (skipped.has(entry.name) || entry.name.startsWith(".") || isTest(entry.name)) continue;
    yield* filesBelow(join(path, entry.name));
  }
}

export function workspaceFolders() {
  return ["apps", "packages"].flatMap((group) =>
    readdirSync(join(root, group), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(root, group, entry.name)),
  );
}
