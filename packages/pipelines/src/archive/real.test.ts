import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type EcoTaxaRow, type Problem, parseVignetteConfig, readEcoTaxaTable, readTaxonomy } from "@nauplius/formats";
import { describe, expect, test } from "vitest";
import type { Archive } from "./archive.ts";
import { imageOfRow } from "./classes.ts";
import { discover, type TableFile } from "./discover.ts";
import { openArchive } from "./open.ts";

const data = fileURLToPath(new URL("../../../../../shared/data/", import.meta.url));
const absent = !existsSync(data);
if (absent) console.warn("skipped: real archives, since ../shared/data is not there");

async function opened(path: string): Promise<Archive> {
  const result = await openArchive(`${data}${path}`);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

async function readTable(archive: Archive, table: TableFile): Promise<{ rows: EcoTaxaRow[]; problems: Problem[]; encoding: string }> {
  const rows: EcoTaxaRow[] = [];
  const problems: Problem[] = [];
  let encoding = "";
  for await (const event of readEcoTaxaTable(archive.stream(table.name), { file: table.name })) {
    if (event.kind === "row") rows.push(event.row);
    if (event.kind === "problem") problems.push(event.problem);
    if (event.kind === "end") encoding = event.summary.decoded.encoding;
  }
  return { rows, problems, encoding };
}

describe.skipIf(absent)("real archives", () => {
  test("import_test.zip: two tables, 5 and 3 objects, every image found", async () => {
    const archive = await opened("import/import_test.zip");
    const { kind, tables } = await discover(archive);
    const read = await Promise.all(tables.map((table) => readTable(archive, table)));
    expect([kind, read.map(({ rows }) => rows.length), read.flatMap(({ problems }) => problems)]).toEqual(["tables", [5, 3], []]);
    expect(read[0]?.rows[0]?.annotation).toMatchObject({ state: "predicted", category: "t001", categoryId: 85012, score: null });
    for (const [at, table] of tables.entries())
      for (const row of read[at]?.rows ?? []) expect(imageOfRow(archive, table, row.imageFile ?? "")).not.toBeNull();
    await archive.close();
  });
  test("UVP6_example.zip: a Latin-1 bundle of 15 objects with a 31-pixel footer", async () => {
    const archive = await opened("import/UVP6_example.zip");
    const { tables } = await discover(archive);
    const [table] = tables;
    if (!table?.bundle?.config) throw new Error("no bundle");
    const { rows, problems, encoding } = await readTable(archive, table);
    expect([rows.length, problems, encoding]).toEqual([15, [], "windows-1252"]);
    expect(rows[0]).toMatchObject({ latitude: 43, longitude: 17, time: "11:18:23", depthMin: 194.63, instrument: "uvp6" });
    expect(rows.every((row) => imageOfRow(archive, table, row.imageFile ?? "") !== null)).toBe(true);
    const config = await archive.read(table.bundle.config);
    expect(config.ok && parseVignetteConfig(Buffer.from(config.value).toString(), "c")).toMatchObject({
      config: { footerHeightPx: 31, pixelSizeUm: 73, invert: true, keepOriginal: true },
      problems: [],
    });
    await archive.close();
  });
  test("states without who and when, and the example tables", async () => {
    const states = await opened("import/import_v_or_d_just_state");
    const { tables } = await discover(states);
    const read = await readTable(states, tables[0] ?? { name: "", folder: "", bundle: null });
    expect(read.rows.map(({ annotation }) => [annotation?.state, annotation?.personName])).toEqual([
      ["dubious", null],
      ["validated", null],
    ]);
    await states.close();
    const examples = await opened("import/examples");
    const found = await discover(examples);
    const all = await Promise.all(found.tables.map((table) => readTable(examples, table)));
    expect(all.map(({ rows, problems }) => [rows.length, problems.filter((p) => p.severity === "error").length])).toEqual([
      [3, 0],
      [9, 0],
      [7, 0],
    ]);
    expect(all.map(({ encoding }) => encoding)).toEqual(["ascii", "ascii", "windows-1252"]);
    await examples.close();
  });
  test("planktonset.tar: 24,282 images in 121 classes, every byte read", async () => {
    const archive = await opened("planktonset.tar");
    const { kind, classes, images, root } = await discover(archive);
    expect([kind, classes.length, images, root]).toEqual(["classes", 121, 24_282, "planktonset"]);
    let bytes = 0;
    for (const { name } of archive.entries()) {
      const read = await archive.read(name);
      bytes += read.ok ? read.value.length : Number.NaN;
    }
    expect(bytes).toBe(62_317_635);
    await archive.close();
  });
  test("taxonomy.tsv: 7,678 taxa, parents first", async () => {
    const folder = await opened("import");
    const { form, taxa, problems } = await readTaxonomy(folder.stream("taxonomy.tsv"), "taxonomy.tsv");
    expect([form, taxa.length, taxa.filter(({ kind }) => kind === "morphological").length]).toEqual(["ecotaxa", 7678, 52]);
    expect(problems.map(({ severity, message }) => [severity, message.includes("2407 taxa")])).toEqual([["warning", true]]);
    await folder.close();
  });
});
