import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { runById } from "@nauplius/db";
import { sql } from "@nauplius/db/sql";
import { acquisitionId, batchId, type Correction, type ExportOptions, type ProjectId, type RunId, uuidV7 } from "@nauplius/domain";
import { encodePng, openArchive, openVignettePool, type VignettePool, writeZip } from "@nauplius/pipelines";
import {
  type Context,
  type ExportFile,
  exportAgain,
  exportFile,
  labelObjects,
  listObjects,
  startBackup,
  startCorrection,
  startExport,
  startImport,
} from "@nauplius/services";
import { asUser, makeMember, makeProject, makeSite, makeTaxa, type TestSite } from "@nauplius/testing/factories";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readEnv } from "../env.ts";
import type { Dependencies } from "./dependencies.ts";
import { makeHandlers } from "./handlers.ts";

let site: TestSite;
let vignettes: VignettePool;
let folder: string;
let ctx: Context;
let work: ReturnType<typeof makeHandlers>;
let source: ProjectId;

const quoted = (cells: readonly string[]) => `${cells.join("\t")}\n`;

/** Two samples, every kind of state, numbers at the edges of single precision, text that needs quotes, two images of one object. */
const table = [
  quoted([
    "img_file_name",
    "img_rank",
    "object_id",
    "object_lat",
    "object_lon",
    "object_date",
    "object_time",
    "object_depth_min",
    "object_depth_max",
    "object_link",
    "object_annotation_category",
    "object_annotation_status",
    "object_annotation_person_name",
    "object_annotation_person_email",
    "object_annotation_date",
    "object_annotation_time",
    "complement_info",
    "object_area",
    "object_mean",
    "object_intden",
    "object_note",
    "object_extra",
    "sample_id",
    "sample_tot_vol",
    "sample_ship",
    "acq_id",
    "acq_sub_part",
    "acq_instrument",
    "process_id",
    "process_particle_pixel_size_mm",
  ]),
  quoted([
    "[t]",
    "[f]",
    "[t]",
    "[f]",
    "[f]",
    "[t]",
    "[t]",
    "[f]",
    "[f]",
    "[t]",
    "[t]",
    "[t]",
    "[t]",
    "[t]",
    "[t]",
    "[t]",
    "[t]",
    "[f]",
    "[f]",
    "[f]",
    "[t]",
    "[f]",
    "[t]",
    "[t]",
    "[t]",
    "[t]",
    "[t]",
    "[t]",
    "[t]",
    "[t]",
  ]),
  quoted([
    "a.png",
    "0",
    "o1",
    "43.685",
    "7.315",
    "20210312",
    "042000",
    "10",
    "60.5",
    "https://example.org/1",
    "Calanus",
    "validated",
    "Ann Other",
    "ann@example.org",
    "20220101",
    "101112",
    '"a ""quoted"" word"',
    "1333",
    "241.04",
    "321307",
    "µm, ångström",
    "0.1",
    "s1",
    "12.50",
    "Tara",
    "a1",
    "8",
    "Zooscan",
    "p1",
    "0.0106",
  ]),
  quoted([
    "b.png",
    "0",
    "o2",
    "-1.5",
    "179.99",
    "20210312",
    "235959",
    "0",
    "0",
    "",
    "Calanus",
    "predicted",
    "",
    "",
    "",
    "",
    "",
    "17",
    "0.30000000000000004",
    "16777217",
    "",
    "1e-7",
    "s1",
    "12.50",
    "Tara",
    "a1",
    "8",
    "Zooscan",
    "p1",
    "0.0106",
  ]),
  quoted([
    "b2.png",
    "1",
    "o2",
    "-1.5",
    "179.99",
    "20210312",
    "235959",
    "0",
    "0",
    "",
    "Calanus",
    "predicted",
    "",
    "",
    "",
    "",
    "",
    "17",
    "0.30000000000000004",
    "16777217",
    "",
    "1e-7",
    "s1",
    "12.50",
    "Tara",
    "a1",
    "8",
    "Zooscan",
    "p1",
    "0.0106",
  ]),
  quoted([
    "c.png",
    "0",
    "o3",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "detritus",
    "dubious",
    "Ann Other",
    "ann@example.org",
    "20220102",
    "000000",
    "",
    "",
    "",
    "",
    "=1+1",
    "",
    "s2",
    "7",
    "",
    "a2",
    "1",
    "Zooscan",
    "p2",
    "0.0106",
  ]),
  quoted([
    "d.png",
    "0",
    "o4",
    "43.7",
    "7.3",
    "20210313",
    "",
    "5",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "2",
    "3",
    "6",
    "x",
    "-4",
    "s2",
    "7",
    "",
    "a2",
    "1",
    "Zooscan",
    "p2",
    "0.0106",
  ]),
].join("");

async function picture(seed: number): Promise<Uint8Array> {
  const [width, height] = [24 + seed, 20];
  const data = new Uint8Array(width * height).map((_, i) =>
    Math.hypot((i % width) - width / 2, Math.floor(i / width) - 10) < 6 ? 40 + seed : 250,
  );
  return (await encodePng({ data, width, height, channels: 1 })).bytes;
}

async function archive(): Promise<string> {
  const images = await Promise.all(
    ["a.png", "b.png", "b2.png", "c.png", "d.png"].map(async (name, i) => ({ name, bytes: await picture(i) })),
  );
  async function* entries() {
    yield { name: "ecotaxa_test.tsv", compress: true, open: async () => new TextEncoder().encode(table) };
    for (const { name, bytes } of images) yield { name, compress: false, open: async () => bytes };
  }
  const path = join(folder, "source.zip");
  await writeFile(path, await buffer(writeZip(entries(), new AbortController().signal)));
  return path;
}

async function finish(run: RunId, kind: "importBatch" | "exportProject" | "correctBatch") {
  await work[kind]({ runId: run });
  const row = await runById(site.db, run);
  if (row === null) throw new Error("the run is gone");
  return row;
}

async function bring(path: string, project: ProjectId, options: Record<string, unknown> = {}) {
  const answers = { users: { "*": "name" }, taxa: {}, load: true };
  const started = await startImport.call({ ...ctx, actor: { kind: "system" } }, {
    projectId: project,
    source: { from: "path", path },
    options: { answers, ...options },
  } as never);
  if (!started.ok) throw new Error(started.error.message);
  const row = await finish(started.value.run, "importBatch");
  return { state: row.state, reason: row.reason, result: row.result as Record<string, number> };
}

async function take(
  project: ProjectId,
  options: Partial<ExportOptions> & Pick<ExportOptions, "format">,
): Promise<{ run: RunId; path: string; files: ExportFile[] }> {
  const started =
    options.format === "backup"
      ? await startBackup.call(ctx, { projectId: project })
      : await startExport.call(ctx, { projectId: project, options });
  if (!started.ok) throw new Error(started.error.message);
  return taken(started.value.run);
}

async function taken(run: RunId) {
  const row = await finish(run, "exportProject");
  if (row.state !== "done") throw new Error(`export ended ${row.state}: ${row.reason}`);
  const files = (row.result as { files: ExportFile[] }).files;
  const path = join(folder, `${run}-${files[0]?.name}`);
  await writeFile(path, await buffer(await ctx.storage.stream(files[0]?.key ?? "")));
  return { run, path, files };
}

/** What an archive says, without names that depend on ids: its tables with images' bytes in the place of their names. */
async function content(path: string): Promise<string[]> {
  const opened = await openArchive(path);
  if (!opened.ok) throw new Error(opened.error.message);
  const rows: string[] = [];
  for (const entry of opened.value.entries()) {
    if (!entry.name.endsWith(".tsv")) continue;
    const text = await opened.value.read(entry.name);
    if (!text.ok) throw new Error(text.error.message);
    for (const line of new TextDecoder().decode(text.value).split("\n")) {
      const image = /images\/[^"]+/.exec(line)?.[0];
      const bytes = image === undefined ? null : await opened.value.read(image);
      rows.push(
        image === undefined ? line : line.replace(image, bytes?.ok ? Buffer.from(bytes.value).toString("base64").slice(0, 400) : "MISSING"),
      );
    }
  }
  await opened.value.close();
  return rows.sort();
}

beforeAll(async () => {
  site = await makeSite();
  folder = await mkdtemp(join(tmpdir(), "nauplius-round-"));
  vignettes = openVignettePool({ processes: 1 });
  await makeTaxa(site.db, ["living", "living/Calanus", "detritus"]);
  source = await makeProject(site.db, "source", "private", "Zooscan");
  const manager = await makeMember(site.db, source, "manager", "manager");
  ctx = site.as(asUser(manager));
  const never = new AbortController();
  const env = readEnv({ DATABASE_URL: "postgres://unused", STORAGE_DIR: folder });
  const d: Dependencies = { ...ctx, env, vignettes, worker: "test", stop: never.signal };
  work = makeHandlers(d);
  const loaded = await bring(await archive(), source);
  expect(loaded).toMatchObject({ state: "done", result: { objectsAdded: 4, imagesAdded: 5 } });
});

afterAll(async () => {
  await vignettes.close();
  await site.dispose();
  await rm(folder, { recursive: true, force: true });
});

const other = (name: string) => makeProject(site.db, name, "private", "Zooscan");

describe("what goes out comes in again, equal", () => {
  const cases: [string, Partial<ExportOptions> & Pick<ExportOptions, "format">][] = [
    ["one table a sample", { format: "tsv", split: "sample" }],
    ["one table a taxon", { format: "tsv", split: "taxon" }],
    ["one table", { format: "tsv", split: "none" }],
    ["files as they came", { format: "tsv", imageKind: "original" }],
    ["without a line of types", { format: "tsv", typesRow: false }],
    ["a backup", { format: "backup" }],
  ];
  test.each(cases)("%s", async (name, options) => {
    const first = await take(source, { ...options, permalinks: false });
    const there = await other(name);
    await makeMember(site.db, there, `of ${name}`, "viewer");
    expect(await bring(first.path, there)).toMatchObject({ state: "done", result: { objectsAdded: 4, imagesAdded: 5 } });
    const back = await take(source, { format: "tsv", split: "none", permalinks: false });
    const operator = { ...ctx, actor: { kind: "system" } as const };
    const started = await startExport.call(operator, { projectId: there, options: { format: "tsv", split: "none", permalinks: false } });
    if (!started.ok) throw new Error(started.error.message);
    expect(await content((await taken(started.value.run)).path)).toEqual(await content(back.path));
  });
});

test("the first image only, or none, leaves the objects whole", async () => {
  const one = await bring((await take(source, { format: "tsv", images: "first" })).path, await other("first"));
  expect(one).toMatchObject({ state: "done", result: { objectsAdded: 4, imagesAdded: 4 } });
  const table = await content((await take(source, { format: "tsv", images: "none", split: "none" })).path);
  expect(table.filter((line) => /^"o\d"/.test(line))).toHaveLength(4);
});

test("a scale bar makes each image 31 rows taller and no object is lost", async () => {
  const barred = await openArchive((await take(source, { format: "tsv", imageKind: "scaleBar" })).path);
  if (!barred.ok) throw new Error(barred.error.message);
  const images = [...barred.value.entries()].filter((e) => e.name.endsWith(".png"));
  expect(images).toHaveLength(5);
  for (const image of images) {
    const bytes = await barred.value.read(image.name);
    // Height stands in bytes 20-23 of a PNG.
    expect(bytes.ok && new DataView(bytes.value.buffer, bytes.value.byteOffset).getUint32(20)).toBe(20 + 31);
  }
  await barred.value.close();
});

async function correct(correction: Correction): Promise<void> {
  const started = await startCorrection.call(ctx, {
    projectId: source,
    batchId: batchId.parse(uuidV7(Date.now(), randomBytes(10))),
    correction,
  });
  if (!started.ok) throw new Error(started.error.message);
  expect(await finish(started.value.run, "correctBatch")).toMatchObject({ state: "done", reason: "" });
}

test("the same export again is the same file, also after labels and corrections", async () => {
  const before = await take(source, { format: "tsv" });
  const found = await listObjects.call(ctx, { projectId: source, limit: 10 });
  if (!found.ok) throw new Error(found.error.message);
  const [object] = found.value.objects.filter((o) => o.state === "predicted");
  if (object === undefined) throw new Error("no predicted object");
  const target = { by: "ids" as const, objects: [{ id: Number(object.id), version: object.version }] };
  const labelled = await labelObjects.call(ctx, {
    projectId: source,
    batchId: "01890000-0000-7000-8000-000000000001",
    target,
    change: { taxonId: "keep", state: "validated" },
  });
  expect(labelled.ok).toBe(true);
  const [elsewhere] = found.value.objects.filter((o) => o.acquisitionId !== object.acquisitionId);
  if (elsewhere === undefined) throw new Error("all objects are of one acquisition");
  await correct({ do: "moveObjects", target: { by: "ids", ids: [Number(object.id)] }, to: acquisitionId.parse(elsewhere.acquisitionId) });
  await correct({ do: "set", level: "object", target: { by: "ids", ids: [Number(object.id)] }, field: "note", value: "looked at again" });
  await correct({ do: "addField", field: { level: "sample", name: "weather", type: "text", unit: null } });
  const again = await exportAgain.call(ctx, { projectId: source, runId: before.run });
  if (!again.ok) throw new Error(again.error.message);
  const after = await taken(again.value.run);
  expect(after.files[0]?.sha256).toBe(before.files[0]?.sha256);
  expect((await readFile(after.path)).equals(await readFile(before.path))).toBe(true);
  expect((await take(source, { format: "tsv" })).files[0]?.sha256).not.toBe(before.files[0]?.sha256);
});

test("what is out of date stands in the manifest's warnings", async () => {
  await site.db.run(sql`update sample set stale = '{lat}' where project_id = ${source} and name = 's1'`);
  const { files } = await take(source, { format: "tsv" });
  const manifest = JSON.parse((await buffer(await ctx.storage.stream(files[1]?.key ?? ""))).toString());
  expect(manifest.warnings).toContainEqual(expect.stringMatching(/^sample s1: lat out of date/));
  await site.db.run(sql`update sample set stale = null where project_id = ${source}`);
});

test("a sample that was corrected without its objects stands in the manifest's warnings, and so when it is made again", async () => {
  const warned = async (files: readonly ExportFile[]) =>
    JSON.parse((await buffer(await ctx.storage.stream(files[1]?.key ?? ""))).toString()).warnings;
  expect(await warned((await take(source, { format: "csv" })).files)).toEqual([]);
  const found = await site.db.row<{ id: number; latitude: number }>(
    sql`select id, latitude from sample where project_id = ${source} and name = 's2'`,
  );
  const cells = [{ id: found?.id ?? 0, field: "lat", before: found?.latitude ?? null, value: 44.1 }];
  await correct({ do: "cells", level: "sample", cells });
  const said = [`sample s2: its lat is 44.1, its objects say ${found?.latitude}; columns of objects hold what the objects say`];
  const { run, files } = await take(source, { format: "csv" });
  expect(await warned(files)).toEqual(said);
  await correct({
    do: "cells",
    level: "sample",
    cells: [{ ...cells[0], id: found?.id ?? 0, field: "lat", before: 44.1, value: found?.latitude ?? null }],
  });
  const again = await exportAgain.call(ctx, { projectId: source, runId: run });
  if (!again.ok) throw new Error(again.error.message);
  expect(await warned((await taken(again.value.run)).files)).toEqual(said);
});

test("annotations alone update another copy", async () => {
  const there = await other("updated");
  const whole = await take(source, { format: "backup" });
  await bring(whole.path, there);
  const found = await listObjects.call({ ...ctx, actor: { kind: "system" } }, { projectId: there, limit: 10 });
  if (!found.ok) throw new Error(found.error.message);
  const objects = found.value.objects.filter((o) => o.state === "validated").map((o) => ({ id: Number(o.id), version: o.version }));
  await labelObjects.call(
    { ...ctx, actor: { kind: "system" } },
    {
      projectId: there,
      batchId: "01890000-0000-7000-8000-000000000002",
      target: { by: "ids", objects },
      change: { taxonId: "keep", state: "dubious" },
    },
  );
  const notes = await take(source, { format: "annotations" });
  expect(await bring(notes.path, there, { mode: "update", update: "classification" })).toMatchObject({
    state: "done",
    result: { objectsAdded: 0, objectsUpdated: objects.length },
  });
});

test("addresses of people are in what managers make, in nothing that others make or fetch", async () => {
  const person = await site.db.row<{ id: string }>(sql`select id from "user" where name = 'Ann Other'`);
  expect(person).not.toBeNull();
  const mine = await take(source, { format: "csv" });
  expect(await readFile(mine.path, "utf8")).toContain("ann@example.org");
  const annotator = site.as(asUser(await makeMember(site.db, source, "annotator", "annotator")));
  const fetched = (run: RunId, name = "") => exportFile.call(annotator, { runId: run, name });
  expect(await fetched(mine.run, mine.files[0]?.name)).toMatchObject({ ok: false, error: { code: "forbidden" } });
  expect(await exportAgain.call(annotator, { projectId: source, runId: mine.run })).toMatchObject({
    ok: false,
    error: { code: "forbidden" },
  });
  const started = await startExport.call(annotator, { projectId: source, options: { format: "csv" } });
  if (!started.ok) throw new Error(started.error.message);
  const own = await taken(started.value.run);
  const text = await readFile(own.path, "utf8");
  expect(text).toContain("Ann Other");
  expect(text).not.toContain("@example.org");
  expect(await fetched(own.run, own.files[0]?.name)).toMatchObject({ ok: true });
});

test("CSV for people disarms formulas, and the manifest counts", async () => {
  const { path, files } = await take(source, { format: "csv", spreadsheetSafe: true });
  const text = await readFile(path, "utf8");
  expect(text).toContain("'=1+1");
  expect(text.trim().split("\r\n")).toHaveLength(5);
  const manifest = JSON.parse((await buffer(await ctx.storage.stream(files[1]?.key ?? ""))).toString());
  expect(manifest).toMatchObject({ exportedBy: "manager", counts: { objects: 4, rows: 4 } });
  expect(manifest.files[0].sha256).toBe(files[0]?.sha256);
});

test("Parquet begins and ends as Parquet does", async () => {
  const bytes = await readFile((await take(source, { format: "parquet" })).path);
  expect(bytes.subarray(0, 4).toString()).toBe("PAR1");
  expect(bytes.subarray(-4).toString()).toBe("PAR1");
});
