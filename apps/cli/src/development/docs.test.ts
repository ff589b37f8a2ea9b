import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { commands } from "../commands.ts";
import { root } from "../place.ts";
import { keyTable } from "./key-table.ts";

const read = (path: string): string => readFileSync(join(root, path), "utf8");
const below = (folder: string, name: string): string[] =>
  readdirSync(join(root, folder))
    .map((entry) => join(folder, entry, name))
    .filter((path) => existsSync(join(root, path)));

const guides = readdirSync(join(root, "docs"))
  .filter((name) => name.endsWith(".md"))
  .map((name) => join("docs", name));
const pages = ["README.md", "ARCHITECTURE.md", ...guides, ...below("packages", "README.md"), ...below("apps", "README.md")];

const found = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, first = ""]) => first);
const missing = (paths: readonly string[]): string[] => paths.filter((path) => !existsSync(join(root, path)));

describe.each(pages)("%s", (page) => {
  const text = read(page);

  test("links to what is there", () => {
    const targets = found(text, /\]\((?!https?:|mailto:|#)([^)#\s]+)/g).map((target) => join(dirname(page), target));
    expect(missing(targets)).toEqual([]);
  });

  test("names files and folders that are there", () => {
    const named = found(text, /`((?:apps|packages|docs|prisma|\.ci)\/[^`\s]*)`/g).filter((path) => !/[<>*…{]|\bNAME\b/.test(path));
    expect(missing(named)).toEqual([]);
  });

  test("names scripts, commands and their options as they are", () => {
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
    const ran = found(text, /(?:`|^)npm (?:run )?(?:--silent )?(?!run\b|--)([a-z:]+)/gm).filter((name) => name !== "install");
    expect(ran.filter((name) => scripts[name] === undefined)).toEqual([]);
    const asked = found(text, /nauplius -- ([a-z]+)/g);
    expect(asked.filter((name) => !Object.hasOwn(commands, name))).toEqual([]);
  });

  test("names environment variables that the programs know", () => {
    const known = new Set(found(read(".env.example"), /^#?([A-Z][A-Z0-9_]+)=/gm));
    const named = found(text, /`([A-Z][A-Z0-9]*_[A-Z0-9_]+)(?:=[^`]*)?`/g).filter((name) => !name.endsWith("_"));
    expect(named.filter((name) => !known.has(name) && !others.has(name))).toEqual([]);
  });
});

/** Names of other programs, and of tests. */
const others = new Set(["INIT_CWD", "CHROMIUM_PATH", "POSTGRES_PASSWORD", "HEAP_SECONDS"]);

test("the guide of taxonomists has the keys as they are bound", () => {
  const { help } = JSON.parse(read("apps/web/src/messages/en/grid.json"));
  expect(read("docs/taxonomist.md")).toContain(keyTable(help));
});

test("the guide of operators names every command", () => {
  const text = read("docs/operator.md");
  expect(Object.keys(commands).filter((name) => !text.includes(`\`${name}`))).toEqual([]);
});

test("the guide of operators names every environment variable", () => {
  const text = read("docs/operator.md");
  const known = found(read(".env.example"), /^#?([A-Z][A-Z0-9_]+)=/gm);
  expect(known.filter((name) => !text.includes(name))).toEqual([]);
});

test("every package says what it is for, in an example, and what it never imports", () => {
  for (const name of readdirSync(join(root, "packages"))) {
    const text = existsSync(join(root, "packages", name, "README.md")) ? read(join("packages", name, "README.md")) : "";
    expect(text, name).toMatch(/^# @nauplius\//);
    expect(text, name).toContain("```");
    expect(text, name).toMatch(/never imports|imports .*and nothing else/i);
  }
});

/** Text of all sources of a package. */
function sourcesOf(name: string): string {
  const folder = join(root, "packages", name, "src");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".ts") && !file.includes(".test."),
  );
  return files.map((file) => readFileSync(join(folder, file), "utf8")).join("\n");
}

test("examples import what is exported", () => {
  for (const page of pages)
    for (const [, names = "", name = ""] of read(page).matchAll(/import \{([^}]*)\} from "@nauplius\/([a-z]+)/g)) {
      const sources = sourcesOf(name);
      const wanted = names
        .split(",")
        .map((part) => part.trim())
        .filter((part) => part !== "");
      const unknown = wanted.filter((part) => !new RegExp(`export (?:const|type|(?:async )?function\\*?) ${part}\\b`).test(sources));
      expect(unknown, page).toEqual([]);
    }
});
