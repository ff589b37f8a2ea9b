import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openArchive } from "@nauplius/pipelines";
import { isiisFrames, writeAvi, writeZooscan } from "@nauplius/testing/scans";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { measure } from "./measure.ts";
import { segment } from "./segment.ts";

const folder = mkdtempSync(join(tmpdir(), "nauplius-segment-"));
afterAll(() => rmSync(folder, { recursive: true }));
const slow = { timeout: 120_000 };

const ask = (command: typeof segment, args: readonly string[], options: Record<string, unknown>, signal = new AbortController().signal) =>
  command.run({
    args,
    options: { engine: "compat", dialect: "zooscan", sense: "dark", threads: "2", ...options },
    data: folder,
    json: true,
    signal,
  });
const rowsOf = (table: string): Record<string, string>[] => {
  const [header = "", ...lines] = readFileSync(table, "utf8").trim().split("\n");
  const cells = (line: string): string[] => line.split("\t").map((cell) => cell.replace(/^"(.*)"$/, "$1"));
  const names = cells(header);
  return lines.map((line) => Object.fromEntries(cells(line).map((cell, i) => [names[i] ?? "", cell])));
};

let objects = 0;
const scans = join(folder, "scans");
beforeAll(async () => {
  mkdirSync(scans);
  const size = { width: 1500, height: 1200, bitDepth: 8, dpi: 2400 } as const;
  const { truth, scan, blanks } = await writeZooscan(scans, { ...size, seed: 5, objects: 12, dust: 10 });
  objects = truth.objects.length;
  renameSync(scan, join(scans, "tow_a_d1_1.tif"));
  for (const [n, blank] of blanks.entries()) renameSync(blank, join(scans, `20230614_0800_back_large_raw_${n + 1}.tif`));
  writeFileSync(join(scans, "tow_a_d1_1_meta.txt"), "SampleId= tow_a\nVol= 50\nFracId= d1\nFracnb= 4\nLatitude= 43.41\nLongitude= -7.19\n");
});

describe("nauplius segment", () => {
  test("writes the objects of a scan with what its header says, and prints what it did", slow, async () => {
    const out = join(folder, "out");
    const ending = await ask(segment, [scans], { profile: "zooscan", out });
    expect(ending).toMatchObject({ exit: 0, json: { images: 1, objects, errors: [], warnings: [] } });
    const { seconds, peakMemoryBytes, tables } = ending.json as { seconds: { total: number }; peakMemoryBytes: number; tables: string[] };
    expect(seconds.total).toBeGreaterThan(0);
    expect(peakMemoryBytes).toBeGreaterThan(10_000_000);
    expect(tables).toEqual([join(out, "tow_a_d1_1", "ecotaxa_tow_a_d1_1.tsv")]);
    const [types, first] = rowsOf(tables[0] ?? "");
    expect(types).toMatchObject({ object_id: "[t]", object_area: "[f]" });
    expect(first).toMatchObject({
      ...{ object_id: "tow_a_d1_1_1", img_file_name: "tow_a_d1_1_1.png", sample_id: "tow_a", acq_id: "d1_tow_a", acq_sub_part: "4" },
      ...{ sample_tot_vol: "50", process_particle_threshold: "243", process_particle_pixel_size_mm: "0.0105833333" },
    });
    expect(Number(first?.object_area)).toBeGreaterThanOrEqual(631);
    const files = readdirSync(join(out, "tow_a_d1_1"));
    expect(files.filter((name) => name.endsWith(".png"))).toHaveLength(objects);
    expect(
      readFileSync(join(out, "tow_a_d1_1", "nauplius_masks.jsonl"), "utf8")
        .trim()
        .split("\n"),
    ).toHaveLength(objects);
  });

  test("takes one file, and blank scans by any name", slow, async () => {
    const own = join(folder, "own");
    mkdirSync(own);
    const blank = join(own, "empty.tif");
    writeFileSync(blank, readFileSync(join(scans, "20230614_0800_back_large_raw_1.tif")));
    writeFileSync(join(own, "a.tif"), readFileSync(join(scans, "tow_a_d1_1.tif")));
    const ending = await ask(segment, [join(own, "a.tif")], { profile: "zooscan", out: join(folder, "single"), blank: [blank] });
    expect(ending).toMatchObject({ exit: 0, json: { objects, warnings: ["a: there is no scan header table and no _meta.txt of it."] } });
    const bad = await ask(segment, [join(own, "a.tif")], { profile: "zooscan", out: join(folder, "none") });
    expect(bad).toMatchObject({ exit: 1, json: { objects: 0, errors: [{ unit: "a", code: "noBlank" }] } });
    expect(bad.text).toContain("no blank scan was given, expected one or two scans of the empty tray");
    expect(readdirSync(folder)).not.toContain("none");
  });

  test("takes AVIs with a navigation table: each object has its moment and place", slow, async () => {
    const tow = join(folder, "tow");
    mkdirSync(tow);
    const stream = isiisFrames({ seed: 3, frames: 4, width: 640, height: 480, objects: 12 });
    const header = { width: 640, height: 480, framesPerSecond: 2, frames: 4 };
    await writeAvi(join(tow, "20150717130202.000.avi"), header as Parameters<typeof writeAvi>[1], stream.images());
    writeFileSync(join(tow, "nav.csv"), "time,lat,lon,depth\n2015-07-17 13:02:00,36,-122,10\n2015-07-17 13:02:10,37,-121,20\n");
    const ending = await ask(segment, [tow], { profile: "isiis", out: join(folder, "isiis") });
    expect(ending).toMatchObject({ exit: 0, json: { images: 4, errors: [], warnings: [] } });
    const { tables, objects: count } = ending.json as { tables: string[]; objects: number };
    expect(count).toBeGreaterThan(6);
    const rows = rowsOf(tables[0] ?? "").slice(1);
    for (const row of rows) {
      expect(row).toMatchObject({ object_date: "20150717", sample_id: "tow", acq_id: "tow_20150717130202.000" });
      expect(Number(row.object_lat)).toBeGreaterThanOrEqual(36.2);
      expect(Number(row.object_depth_min)).toBeLessThanOrEqual(14);
    }
  });

  test("says in a sentence what is wrong, and tells wrong usage from bad input", slow, async () => {
    const out = join(folder, "bad");
    await expect(ask(segment, [scans], { profile: "flowcam", out })).rejects.toThrow("--profile: got flowcam, expected zooscan");
    await expect(ask(segment, [join(folder, "gone")], { profile: "zooscan", out })).rejects.toThrow("there is no file or folder");
    await expect(ask(segment, [scans], { profile: "zooscan", out, threshold: "300" })).rejects.toThrow("expected a number from 0 to 255");
    const empty = join(folder, "empty");
    mkdirSync(empty);
    expect(await ask(segment, [empty], { profile: "zooscan", out })).toMatchObject({ exit: 1, json: { error: { code: "badInput" } } });
    const dark = await ask(segment, [scans], { profile: "zooscan", out, threshold: "255" });
    expect(dark).toMatchObject({ exit: 1, json: { objects: 0, errors: [{ code: "darkRegion" }] } });
    expect(dark.text).toContain("darker than the threshold");
    const images = join(folder, "out", "tow_a_d1_1");
    const sized = await ask(segment, [images], { profile: "generic", out });
    expect(sized.text).toContain("the pixel size is missing");
    const stopped = AbortSignal.abort(new DOMException("stopped", "AbortError"));
    await expect(ask(segment, [scans], { profile: "zooscan", out }, stopped)).rejects.toThrow("stopped");
    expect(readdirSync(folder)).not.toContain("bad");
  });

  test("what it writes opens as an archive of one table", slow, async () => {
    const opened = await openArchive(join(folder, "out"));
    expect(opened.ok && [...opened.value.entries()].filter(({ name }) => name.endsWith(".tsv"))).toHaveLength(1);
    if (opened.ok) await opened.value.close();
  });
});

describe("nauplius measure", () => {
  const vignettes = join(folder, "out", "tow_a_d1_1");

  test("gives the columns of ZooProcess for each vignette, as the scan gave them but for the place", slow, async () => {
    const out = join(folder, "features.tsv");
    const ending = await ask(measure, [vignettes], { out, threshold: "243", pixelSize: "10.5833333" });
    expect(ending).toMatchObject({ exit: 0, json: { images: objects, objects, errors: [] } });
    const [, ...ofScan] = rowsOf(join(vignettes, "ecotaxa_tow_a_d1_1.tsv"));
    const again = new Map(rowsOf(out).map((row) => [row.object_id, row]));
    for (const row of ofScan)
      for (const name of ["object_area", "object_perim.", "object_fractal", "object_major", "object_convarea"])
        expect([row.object_id, name, again.get(row.object_id)?.[name]]).toEqual([row.object_id, name, row[name]]);
  });

  test("gives sane features, in micrometres too where the pixel size is known", slow, async () => {
    const out = join(folder, "sane.tsv");
    const [first = ""] = readdirSync(vignettes).filter((name) => name.endsWith(".png"));
    expect(await ask(measure, [join(vignettes, first)], { out, engine: "sane", pixelSize: "10" })).toMatchObject({
      exit: 0,
      json: { objects: 1 },
    });
    const [row] = rowsOf(out);
    expect(Number(row?.object_area_um2)).toBeCloseTo(100 * Number(row?.object_area), 6);
    await ask(measure, [join(vignettes, first)], { out, engine: "sane" });
    expect(rowsOf(out)[0]).not.toHaveProperty("object_area_um2");
  });

  test("names images that cannot be read, and is refused where none can", slow, async () => {
    const bad = join(folder, "broken");
    mkdirSync(bad);
    writeFileSync(join(bad, "x.png"), "no image");
    const refused = await ask(measure, [bad], { out: join(folder, "no.tsv") });
    expect(refused).toMatchObject({ exit: 1, json: { error: { code: "badInput" } } });
    expect(refused.text).toContain("x.png");
    expect(readdirSync(folder)).not.toContain("no.tsv");
    await expect(ask(measure, [bad], { out: "x", engine: "best" })).rejects.toThrow("--engine: got best, expected compat or sane");
  });
});
