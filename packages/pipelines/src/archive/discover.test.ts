import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Archive } from "./archive.ts";
import { imageOfRow, imagesOf } from "./classes.ts";
import { rawZip, saved, tarOf, temporaryFolder, zipOf } from "./corpus.fixture.ts";
import { type DiscoverOptions, discover } from "./discover.ts";
import { openArchive } from "./open.ts";

let folder = "";
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => rm(folder, { recursive: true }));

let made = 0;
async function opened(bytes: Uint8Array | string): Promise<Archive> {
  made += 1;
  const result = await openArchive(typeof bytes === "string" ? bytes : await saved(folder, `case-${made}`, bytes), { temporary: folder });
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

async function found(files: readonly string[], contents: Readonly<Record<string, string | Buffer>> = {}, options: DiscoverOptions = {}) {
  const archive = await opened(await zipOf({ ...Object.fromEntries(files.map((name) => [name, "x"])), ...contents }));
  const discovery = await discover(archive, options);
  await archive.close();
  return { ...discovery, archive };
}

const table = "img_file_name\tobject_id\na.png\to1\n";

describe("what an archive is", () => {
  test.each(["ecotaxa_a.tsv", "Ecotaxa_a.tsv", "ECOTAXA.TXT", "deep/er/ecotaxa-b.Txt"])("%s is an EcoTaxa table", async (name) => {
    const { kind, tables } = await found(["a.png", "notes.pdf"], { [name]: table });
    expect([kind, tables]).toEqual(["tables", [{ name, folder: name.includes("/") ? "deep/er" : "", bundle: null }]]);
  });
  test("the manifest that our exports write beside their tables is no stranger", async () => {
    const { problems } = await found(["a.png"], { "ecotaxa_a.tsv": table, "manifest.json": "{}" });
    expect(problems).toEqual([]);
  });
  test("where no table is called ecotaxa, the header decides", async () => {
    const { tables, problems } = await found(["a.png"], {
      "my.csv": "object_id,img_file_name\no,a.png\n",
      "measures.csv": "id,area\n1,2\n",
      "readme.txt": "hello",
    });
    expect(tables.map(({ name }) => name)).toEqual(["my.csv"]);
    expect(problems.map(({ code, severity }) => [code, severity])).toEqual([["unknownFile", "warning"]]);
  });
  test("beside an ecotaxa table other tables are left out", async () => {
    expect((await found(["a.png"], { "ecotaxa_1.tsv": table, "other.tsv": table })).tables.map(({ name }) => name)).toEqual([
      "ecotaxa_1.tsv",
    ]);
  });
  test("an update's table needs no images", async () => {
    const files = { "new.tsv": "object_id\tobject_area\no1\t5\n" };
    expect((await found([], files, { mode: "metadata" })).kind).toBe("tables");
    expect((await found([], files)).kind).toBe("nothing");
  });
  test("a UVP6 bundle in a zip in a zip, and in a folder", async () => {
    const config = "[vignette]\nPixel_Size=73";
    const bundle = await zipOf({ "ecotaxa_b.tsv": table, "compute_vignette.txt": config, "sub1/a.png": "x" });
    const { tables, kind } = await found([], {
      "b_Images.zip": bundle,
      "c_Images/ecotaxa_c.tsv": table,
      "c_Images/Compute_Vignette.txt": config,
    });
    expect(kind).toBe("tables");
    expect(tables).toEqual([
      { name: "b_Images.zip/ecotaxa_b.tsv", folder: "b_Images.zip", bundle: { config: "b_Images.zip/compute_vignette.txt" } },
      { name: "c_Images/ecotaxa_c.tsv", folder: "c_Images", bundle: { config: "c_Images/Compute_Vignette.txt" } },
    ]);
  });
  test("class folders, with what they share stripped", async () => {
    const { kind, classes, root, images } = await found([
      "set/copepod/1.jpg",
      "set/copepod/2.JPG",
      "set/egg/1.Png",
      "set/egg/deep/late_egg/3.tif",
    ]);
    expect([kind, root, images]).toEqual(["classes", "set", 4]);
    expect(classes).toEqual([
      { taxon: "copepod", folders: ["set/copepod"], images: 2 },
      { taxon: "egg", folders: ["set/egg"], images: 1 },
      { taxon: "late_egg", folders: ["set/egg/deep/late_egg"], images: 1 },
    ]);
  });
  test("train and test halves of one class are one taxon", async () => {
    const { classes } = await found(["s/train/egg/1.png", "s/test/egg/2.png", "s/test/salp/2.png"]);
    expect(classes.map(({ taxon, folders }) => [taxon, folders])).toEqual([
      ["egg", ["s/test/egg", "s/train/egg"]],
      ["salp", ["s/test/salp"]],
    ]);
  });
  test("images of one folder are images, unless they are said to be a class", async () => {
    const files = ["set/egg/1.png", "set/egg/2.png"];
    expect((await found(files)).kind).toBe("images");
    expect((await found(files, {}, { as: "classes" })).classes).toEqual([{ taxon: "egg", folders: ["set/egg"], images: 2 }]);
  });
  test("nothing to import says what could be", async () => {
    const { kind, problems } = await found(["a.pdf"]);
    expect([kind, problems.map(({ code }) => code)]).toEqual(["nothing", ["unknownFile", "nothingToImport"]]);
    expect((await found(["a.png"], {}, { as: "tables" })).problems.map(({ code }) => code)).toContain("nothingToImport");
  });
});

test("images come in the archive's order with taxon and path; rows find theirs in any case", async () => {
  const archive = await opened(await tarOf(["r/b/2.png", "r/a/1.PNG", "r/0.png", "r/x.txt"].map((name) => ({ name, data: "x" }))));
  const discovery = await discover(archive);
  expect([...imagesOf(archive, discovery)].map(({ path, taxon }) => [path, taxon])).toEqual([
    ["b/2.png", "b"],
    ["a/1.PNG", "a"],
    ["0.png", null],
  ]);
  expect(imageOfRow(archive, { folder: "r/a" }, "1.png")?.name).toBe("r/a/1.PNG");
  expect(imageOfRow(archive, { folder: "" }, "1.png")).toBeNull();
  await archive.close();
});

describe("the same files in every container", () => {
  const files: Record<string, string> = { "a/1.png": "one", "b/2.png": "two".repeat(1000), "b/empty.png": "", "b/été.png": "é" };
  const contents = async (archive: Archive): Promise<Record<string, string>> => {
    const read: Record<string, string> = {};
    for (const { name } of archive.entries()) {
      const bytes = await archive.read(name);
      read[name] = bytes.ok ? Buffer.from(bytes.value).toString() : bytes.error.message;
    }
    await archive.close();
    return read;
  };
  test("zip, zip64, tar, tar.gz, folder and zip in zip give the same bytes", async () => {
    const root = join(folder, "plain");
    for (const [name, data] of Object.entries(files)) {
      await mkdir(dirname(join(root, name)), { recursive: true });
      await writeFile(join(root, name), data);
    }
    const { gzipSync } = await import("node:zlib");
    const tar = await tarOf(Object.entries(files).map(([name, data]) => ({ name, data })));
    const zip = await zipOf(files);
    for (const source of [zip, await zipOf(files, { zip64: true }), tar, gzipSync(tar), root])
      expect(await contents(await opened(source))).toEqual(files);
    const nested = Object.fromEntries(Object.entries(files).map(([name, data]) => [`in.zip/${name}`, data]));
    expect(await contents(await opened(await zipOf({ "in.zip": zip })))).toEqual(nested);
  });
  test("entries are read at random and at once", async () => {
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`f${i}.txt`, `file ${i} `.repeat(i)]));
    for (const bytes of [await zipOf(many), await tarOf(Object.entries(many).map(([name, data]) => ({ name, data })))]) {
      const archive = await opened(bytes);
      const order = Array.from({ length: 300 }, (_, i) => `f${(i * 7919) % 300}.txt`);
      const read = await Promise.all(order.map((name) => archive.read(name)));
      expect(read.map((result) => (result.ok ? Buffer.from(result.value).toString() : "refused"))).toEqual(order.map((name) => many[name]));
      await archive.close();
    }
  });
});

test("long names of tars, and names in Latin-1, are read", async () => {
  const long = `${"long/".repeat(40)}name.png`;
  const tar = await tarOf([
    { name: long, data: "x" },
    { name: "a.png", data: "y" },
  ]);
  const at = tar.lastIndexOf("a.png");
  tar.write("\xe9", at, "latin1");
  const sum = (start: number): number => {
    let total = 256;
    for (let i = 0; i < 512; i += 1) if (i < 148 || i >= 156) total += tar[start + i] ?? 0;
    return total;
  };
  tar.write(`${sum(at).toString(8).padStart(6, "0")}\0 `, at + 148, "latin1");
  const archive = await opened(tar);
  expect([...archive.entries()].map(({ name }) => name)).toEqual([long, "é.png"]);
  await archive.close();
});

test("70,000 entries are listed, more than an old zip can count", async () => {
  const archive = await opened(rawZip(Array.from({ length: 70_000 }, (_, i) => ({ name: `c${i % 9}/${i}.png`, stored: true }))));
  expect([archive.count, archive.totalBytes, (await discover(archive)).classes.length]).toEqual([70_000, 70_000, 9]);
  expect(await archive.read("c7/69676.png")).toMatchObject({ ok: true });
  await archive.close();
});

test("a cancelled opening stops and cleans up", async () => {
  const path = await saved(folder, "cancel.tar", await tarOf(Array.from({ length: 50 }, (_, i) => ({ name: `${i}.png`, data: "x" }))));
  await expect(openArchive(path, { signal: AbortSignal.abort() })).rejects.toThrow(/abort/i);
});
