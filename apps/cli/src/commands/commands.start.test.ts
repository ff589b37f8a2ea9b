import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { encodePng } from "@nauplius/pipelines";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bootstrap, cleanEnvironment, freePort, type Launched, launchInstance, runCommand } from "../launcher/launched.ts";
import { root } from "../place.ts";

const shared = join(root, "../shared/data/import");
let folder: string;
let data: string;
let instance: Launched;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "nauplius-commands-"));
  data = join(folder, "data");
  instance = await launchInstance(data, await freePort());
  expect(cli("users", "add", "ada@example.org", "--name", "Ada", "--admin").code).toBe(0);
});
afterAll(async () => {
  instance.process.kill("SIGTERM");
  if (instance.process.exitCode === null) await once(instance.process, "exit");
  rmSync(folder, { recursive: true, force: true });
});

type Answer = { code: number | null; json: Record<string, unknown>; stderr: string };

/** A command with --json: exactly one object on stdout. */
function cli(...args: string[]): Answer {
  const { code, stdout, stderr } = runCommand(["cli", ...args, "--data", data, "--json"]);
  expect(stdout.trim().split("\n"), `${args.join(" ")}: ${stderr}`).toHaveLength(1);
  return { code, json: JSON.parse(stdout), stderr };
}

/** Imports, and answers every question as a person would who knows none of the names. */
function bring(path: string, project: string): { asked: Answer | null; done: Answer } {
  const first = cli("import", path, "--project", project, "--create");
  if (first.code !== 2) return { asked: null, done: first };
  const { users, taxa } = first.json.questions as { users: { key: string }[]; taxa: { key: string }[] };
  const file = join(folder, "answers.json");
  const made = taxa.map(({ key }) => [key, { create: key, under: null, kind: "phylogenetic", local: false }]);
  writeFileSync(file, JSON.stringify({ users: Object.fromEntries(users.map(({ key }) => [key, "name"])), taxa: Object.fromEntries(made) }));
  return { asked: first, done: cli("import", path, "--project", project, "--create", "--answers", file) };
}

/** The lines of an exported table without what must differ: links, and the names of files that are made of ids. */
function rowsOf(file: string): string[][] {
  const [header = [], ...rows] = readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => line.split(","));
  const kept = header.flatMap((name, i) => (/permalink|img_file_name|^"?object_annotation_(date|time)/.test(name) ? [] : [i]));
  return [header, ...rows].map((row) => kept.map((i) => row[i] ?? "")).toSorted((a, b) => a.join().localeCompare(b.join()));
}

const counts = ({ json }: Answer) => ({ objects: json.objectsAdded, images: json.imagesAdded, skipped: json.skipped });

test("what is typed wrong ends with 64 and one object that says what", () => {
  const wrong = runCommand(["cli", "doctor", "--nonsense", "--json"]);
  expect(wrong.code).toBe(64);
  expect(JSON.parse(wrong.stdout)).toMatchObject({ error: { code: "usage", message: expect.stringContaining("--nonsense") } });
});

describe.runIf(existsSync(shared))("the archives of EcoTaxa's own tests", { timeout: 400_000 }, () => {
  test("nothing of an import that asks stays, the project that it made neither", () => {
    expect(cli("import", join(shared, "import_test.zip"), "--project", "only asked", "--create").code).toBe(2);
    const wanted = cli("export", "--project", "only asked", "--format", "csv", "--out", join(folder, "none.csv"));
    expect(JSON.stringify(wanted.json)).toContain("there is no project called only asked");
  });

  test("import_test.zip asks, comes in with 8 objects, and adds nothing again", () => {
    const { asked, done } = bring(join(shared, "import_test.zip"), "import test");
    const { users, taxa } = (asked?.json.questions ?? { users: [], taxa: [] }) as { users: unknown[]; taxa: unknown[] };
    console.log(`import_test.zip: asks for ${users.length} people and ${taxa.length} taxa, then ${JSON.stringify(counts(done))}`);
    expect(asked?.json).toMatchObject({ objectsAdded: 0, imagesAdded: 0, errors: [] });
    expect(Object.keys(done.json)).toEqual(
      expect.arrayContaining(["run", "objectsAdded", "objectsUpdated", "imagesAdded", "errors", "warnings", "questions"]),
    );
    expect(counts(done)).toMatchObject({ objects: 8 });
    const again = bring(join(shared, "import_test.zip"), "import test").done;
    console.log(`again: ${JSON.stringify(counts(again))}`);
    expect(counts(again)).toMatchObject({ objects: 0, images: 0 });
  });

  test("UVP6_example.zip comes in with 15 objects and 30 images", () => {
    const { done } = bring(join(shared, "UVP6_example.zip"), "uvp6");
    console.log(`UVP6_example.zip: ${JSON.stringify(counts(done))}`);
    expect(counts(done)).toMatchObject({ objects: 15, images: 30 });
  });

  test.each(["import test", "uvp6"])("%s goes out, comes in elsewhere and is the same", (project) => {
    const out = join(folder, `${project}.zip`);
    const taken = cli("export", "--project", project, "--format", "backup", "--out", out);
    expect(taken).toMatchObject({ code: 0, json: { file: out, objects: expect.any(Number), images: expect.any(Number) } });
    expect(existsSync(`${out}.manifest.json`)).toBe(true);
    const there = bring(out, `${project} elsewhere`).done;
    expect(counts(there)).toMatchObject({ objects: taken.json.objects, images: taken.json.images });
    const tables = [project, `${project} elsewhere`].map((title, i) => {
      const file = join(folder, `${i}.csv`);
      expect(cli("export", "--project", title, "--format", "csv", "--no-permalinks", "--out", file).code).toBe(0);
      return rowsOf(file);
    });
    expect(tables[1]).toEqual(tables[0]);
    expect(tables[0]?.length).toBe(Number(taken.json.objects) + 1);
    console.log(
      `${project}: out and in again, ${taken.json.objects} objects and ${taken.json.images} images, ${tables[0]?.[0]?.length} columns: equal`,
    );
  });
});

describe("a backup", { timeout: 400_000 }, () => {
  test("brings everything back into an empty instance, whole or not at all", async () => {
    const batch = join(folder, "batch/Copepoda");
    mkdirSync(batch, { recursive: true });
    const grey = Uint8Array.from({ length: 256 }, (_, i) => (i % 16 > 4 && i % 16 < 11 && i > 64 && i < 192 ? 30 : 240));
    writeFileSync(join(batch, "a.png"), (await encodePng({ data: grey, width: 16, height: 16, channels: 1 })).bytes);
    expect(counts(bring(join(folder, "batch"), "kept").done)).toMatchObject({ objects: 1, images: 1 });
    expect(cli("doctor")).toMatchObject({ code: 0, json: { healthy: true } });

    const saved = join(folder, "saved");
    const first = cli("backup", "--out", saved);
    expect(first).toMatchObject({ code: 0, json: { folder: saved, rows: expect.any(Number), files: expect.any(Number) } });
    const refused = runCommand(["cli", "restore", saved, "--data", data, "--json"]);
    expect(refused.code).toBe(1);
    expect(JSON.parse(refused.stdout)).toMatchObject({
      error: { message: expect.stringContaining("stop it, or restore into another folder") },
    });

    const broken = join(folder, "broken");
    cpSync(saved, broken, { recursive: true });
    const dump = join(broken, readdirSync(broken).find((name) => name.startsWith("database-")) ?? "");
    const table = readdirSync(dump).find((name) => name.startsWith("object")) ?? "";
    writeFileSync(join(dump, table), readFileSync(join(dump, table)).subarray(0, 20));
    const elsewhere = join(folder, "elsewhere");
    expect(runCommand(["cli", "restore", broken, "--data", elsewhere, "--json"]).code).toBe(1);

    const restored = runCommand(["cli", "restore", saved, "--data", elsewhere, "--json"]);
    expect(JSON.parse(restored.stdout)).toMatchObject({ rows: first.json.rows, files: first.json.files });
    const doctor = runCommand(["cli", "doctor", "--data", elsewhere, "--json"]);
    expect(JSON.parse(doctor.stdout)).toMatchObject({ healthy: true });
    const listed = runCommand(["cli", "users", "list", "--data", elsewhere, "--json"]);
    expect(JSON.parse(listed.stdout)).toEqual(cli("users", "list").json);
  });
});

test("a command that is told to stop says that it was cancelled, and nothing of it is left", { timeout: 100_000 }, async () => {
  const many = join(folder, "many/Copepoda");
  mkdirSync(many, { recursive: true });
  for (let i = 0; i < 3000; i++) cpSync(join(folder, "batch/Copepoda/a.png"), join(many, `${i}.png`));
  const args = ["cli", "import", join(folder, "many"), "--project", "kept", "--data", data, "--json"];
  const child = spawn(process.execPath, [bootstrap, ...args], { cwd: root, env: cleanEnvironment(), stdio: ["ignore", "pipe", "ignore"] });
  const out = text(child.stdout);
  const began = () => readFileSync(join(data, "logs/worker.log"), "utf8").split('"msg":"run begun"').length;
  const before = began();
  await expect.poll(began, { timeout: 60_000, interval: 50 }).toBeGreaterThan(before);
  child.kill("SIGINT");
  const [code] = await once(child, "exit");
  expect(code).toBe(130);
  expect(JSON.parse(await out)).toMatchObject({ objectsAdded: 0, state: "cancelled" });
});
