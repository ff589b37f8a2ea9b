import fc from "fast-check";
import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { describe, expect, test } from "vitest";
import { readEcoTaxaTable } from "../ecotaxa/read.ts";
import type { EcoTaxaRow } from "../ecotaxa/row.ts";
import { problem } from "../problem.ts";
import { annotationColumns, type ExportRow, exportColumns, type FreeExportColumn } from "./columns.ts";
import { type ExportManifest, writeManifest } from "./manifest.ts";
import { writeParquet } from "./parquet.ts";
import { writeProblemsCsv } from "./problems.ts";
import { disarmFormula, writeCsv, writeTsv } from "./text.ts";

const free: readonly FreeExportColumn[] = [
  { level: "object", name: "area", type: "number", precision: "single" },
  { level: "object", name: "note", type: "text" },
  { level: "sample", name: "tot_vol", type: "number" },
  { level: "acquisition", name: "gain", type: "number" },
  { level: "process", name: "software", type: "text" },
];
const base: ExportRow = {
  objectId: "o1",
  imageFile: "a.png",
  imageRank: 0,
  latitude: -1.5,
  longitude: 170.25,
  date: "2014-04-20",
  time: "04:20:00",
  depthMin: 0,
  depthMax: 100.5,
  link: null,
  complement: null,
  annotation: {
    state: "validated",
    category: "egg<other",
    categoryId: 85078,
    personName: "A. One",
    personEmail: "a@b.org",
    date: "2015-11-11",
    time: "15:31:00",
    score: null,
    hierarchy: "living>other>egg",
  },
  sampleId: "s",
  acquisitionId: "a",
  processId: "p",
  dataportalDescriptor: '<a b="c"/>',
  instrument: "epson",
  free: [Math.fround(241.04), "ripe", "107.50", "9999", "zp 7.23"],
  permalink: "https://x/objects/1",
};
async function* of<T>(...rows: readonly T[]): AsyncGenerator<T> {
  yield* rows;
}
async function textOf(parts: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const part of parts) text += part;
  return text;
}
async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}
async function readBack(text: string, mode: "create" | "classification" = "create"): Promise<{ rows: EcoTaxaRow[]; errors: string[] }> {
  const rows: EcoTaxaRow[] = [];
  const errors: string[] = [];
  for await (const event of readEcoTaxaTable(bytesOf(text), { file: "t.tsv", mode })) {
    if (event.kind === "row") rows.push(event.row);
    if (event.kind === "problem" && event.problem.severity === "error") errors.push(event.problem.message);
  }
  return { rows, errors };
}
const all = { images: true, scores: true, permalinks: true };

describe("the TSV", () => {
  test("has EcoTaxa's column order, types row, quotes, dates and times", async () => {
    const [names = "", types = "", row = ""] = (
      await textOf(writeTsv(of(base), exportColumns(free, { images: true, scores: false, permalinks: true }), { byteOrderMark: true }))
    ).split("\n");
    expect(names.replaceAll('"', "").replace("\ufeff", "").split("\t")).toEqual([
      ..."object_id object_lat object_lon object_date object_time object_link object_depth_min object_depth_max".split(" "),
      ..."object_annotation_status object_annotation_person_name object_annotation_person_email object_annotation_date object_annotation_time".split(
        " ",
      ),
      ..."object_annotation_category object_annotation_category_id object_annotation_hierarchy complement_info img_file_name img_rank".split(
        " ",
      ),
      ..."object_area object_note object_nauplius_link sample_id sample_dataportal_descriptor sample_tot_vol process_id process_software".split(
        " ",
      ),
      ..."acq_id acq_instrument acq_gain".split(" "),
    ]);
    expect(types.startsWith('"[t]"\t"[f]"\t"[f]"\t"[t]"')).toBe(true);
    expect(row.startsWith('"o1"\t"-1.5"\t"170.25"\t"20140420"\t"042000"\t""\t"0"\t"100.5"\t"validated"')).toBe(true);
    expect(row).toContain('"241.04"\t"ripe"');
    expect(row).toContain('"<a b=""c""/>"');
  });
  test("comes back equal, whatever stands in the cells", async () => {
    const text = fc.option(
      fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }).filter((t) => t.trim() === t && t !== "" && !t.includes("\0")),
      { nil: null },
    );
    const name = fc
      .string({ unit: fc.constantFrom("a", "é", "_", "-", "=", '"', "\t", "7"), minLength: 1, maxLength: 9 })
      .filter((t) => t.trim() === t);
    const number = fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }), { nil: null });
    const row = fc.record({
      objectId: name,
      sampleId: name,
      note: text,
      complement: text,
      area: fc.option(fc.float({ noNaN: true, noDefaultInfinity: true }), { nil: null }),
      depthMin: number,
      latitude: fc.double({ min: -90, max: 90, noNaN: true }),
      imageRank: fc.option(fc.nat(99), { nil: null }),
      score: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    await fc.assert(
      fc.asyncProperty(row, async ({ note, area, score, ...rest }) => {
        const annotation = {
          state: "predicted" as const,
          category: "x",
          categoryId: null,
          personName: null,
          personEmail: null,
          date: null,
          time: null,
          score,
        };
        const sent: ExportRow = { ...base, ...rest, annotation, free: [area, note, "1", "2", "3"] };
        const { rows, errors } = await readBack(await textOf(writeTsv(of(sent), exportColumns(free, all))));
        expect(errors).toEqual([]);
        const [got] = rows;
        expect(got).toMatchObject({
          ...rest,
          annotation,
          link: sent.link,
          instrument: sent.instrument,
          dataportalDescriptor: sent.dataportalDescriptor,
        });
        expect(got?.numbers[0] === null ? null : Math.fround(got?.numbers[0] ?? Number.NaN)).toBe(area);
        expect(got?.texts.slice(1)).toEqual([note, "1", "3", "2"]);
      }),
      { numRuns: 300 },
    );
  });
  test("annotations alone are read back by an update with classification", async () => {
    const text = await textOf(writeTsv(of(base), annotationColumns()));
    expect(text.split("\n")[0]?.split("\t")).toHaveLength(8);
    const { rows, errors } = await readBack(text, "classification");
    expect(errors).toEqual([]);
    const { hierarchy, ...annotation } = base.annotation ?? {};
    expect([hierarchy, rows[0]?.annotation]).toEqual(["living>other>egg", annotation]);
  });
  test("goes out in chunks, not as one string", async () => {
    async function* many(): AsyncGenerator<ExportRow> {
      for (let i = 0; i < 5000; i += 1) yield { ...base, objectId: `o${i}` };
    }
    const sizes: number[] = [];
    for await (const part of writeTsv(many(), exportColumns(free, all))) sizes.push(part.length);
    expect(sizes.length).toBeGreaterThan(10);
    expect(Math.max(...sizes)).toBeLessThan(70_000);
  });
});

describe("the CSV", () => {
  test.each([
    ["=HYPERLINK(1)", "'=HYPERLINK(1)"],
    ["+cmd", "'+cmd"],
    ["@x", "'@x"],
    ["-2+3", "'-2+3"],
    ["\t=1", "'\t=1"],
    ["\r=1", "'\r=1"],
    ["-24.41", "-24.41"],
    ["-1e-5", "-1e-5"],
    ["plain", "plain"],
  ])("%j is written %j", (text, safe) => expect(disarmFormula(text)).toBe(safe));
  test("keeps negative numbers, quotes where needed, disarms only when asked", async () => {
    const row: ExportRow = { ...base, objectId: "=1+1", free: [-3.5, 'a "b", c', "-12", "=x", null] };
    const disarmed = await textOf(writeCsv(of(row), exportColumns(free, all), { formulas: "disarm" }));
    expect(disarmed).toContain("'=1+1,-1.5,170.25,2014-04-20,04:20:00");
    expect(disarmed).toContain('-3.5,"a ""b"", c"');
    expect(disarmed).toContain(",-12,");
    expect(disarmed).toContain(",'=x\r\n");
    const kept = await textOf(writeCsv(of(row), exportColumns(free, all), { formulas: "keep" }));
    expect(kept).toContain("\r\n=1+1,-1.5");
  });
});

describe("the Parquet file", () => {
  test("has typed columns and row groups and gives every value back", async () => {
    async function* rows(): AsyncGenerator<ExportRow> {
      for (let i = 0; i < 25; i += 1)
        yield {
          ...base,
          objectId: `o${i}`,
          latitude: i === 3 ? null : i / 3,
          free: [Math.fround(i / 7), i % 2 ? null : "é", `${i}`, null, "x"],
        };
    }
    const parts: number[] = [];
    const bytes: number[] = [];
    for await (const part of writeParquet(rows(), exportColumns(free, all), { rowGroupSize: 10, metadata: { project: "7" } })) {
      parts.push(part.length);
      bytes.push(...part);
    }
    const file = Uint8Array.from(bytes).buffer;
    const metadata = parquetMetadata(file);
    expect([parts.length, metadata.row_groups.length, Number(metadata.num_rows)]).toEqual([3, 3, 25]);
    expect(metadata.key_value_metadata?.[0]).toMatchObject({ key: "project", value: "7" });
    const types = new Map(metadata.schema.slice(1).map((leaf) => [leaf.name, leaf.converted_type ?? leaf.type]));
    expect(["object_id", "object_lat", "object_area", "object_date", "object_time", "img_rank"].map((name) => types.get(name))).toEqual([
      "UTF8",
      "DOUBLE",
      "FLOAT",
      "DATE",
      "TIME_MILLIS",
      "INT64",
    ]);
    const read = await parquetReadObjects({ file });
    expect(read[4]).toMatchObject({
      object_id: "o4",
      object_lat: 4 / 3,
      object_area: Math.fround(4 / 7),
      object_note: "é",
      sample_tot_vol: "4",
      acq_gain: null,
      img_rank: 0n,
    });
    expect(read[3]?.object_lat).toBeNull();
    expect(read[0]?.object_date).toEqual(new Date("2014-04-20"));
    expect(read.map((row) => row.object_id)).toEqual(Array.from({ length: 25 }, (_, i) => `o${i}`));
  });
  test("an empty export is still a file", async () => {
    const bytes: number[] = [];
    for await (const part of writeParquet(of<ExportRow>(), exportColumns(free, all))) bytes.push(...part);
    expect(Number(parquetMetadata(Uint8Array.from(bytes).buffer).num_rows)).toBe(0);
  });
});

test("problems go into a spreadsheet without running there", async () => {
  const found = problem({ code: "invalidValue", file: "t.tsv", line: 3, column: "object_lat", value: '=CMD("x")', what: "it is wrong" });
  expect(await textOf(writeProblemsCsv([found]))).toBe(
    'severity,code,file,line,column,value,expected,message\r\nerror,invalidValue,t.tsv,3,object_lat,"\'=CMD(""x"")",,"t.tsv, line 3, object_lat: it is wrong."\r\n',
  );
});

test("equal manifests are equal bytes", () => {
  const manifest: ExportManifest = {
    format: "tsv",
    project: { id: 1, title: "T", url: "u" },
    exportedAt: "2026-01-01T00:00:00Z",
    exportedBy: "x",
    filter: { b: 1, a: [2] },
    ledgerPosition: 5,
    options: {},
    versions: {},
    counts: { objects: 1, images: 1, rows: 1 },
    files: [],
    columns: [],
    warnings: [],
    licence: "",
    citation: "",
  };
  const { filter, ...rest } = manifest;
  expect(filter).toEqual({ a: [2], b: 1 });
  expect(writeManifest({ filter: { a: [2], b: 1 }, ...rest })).toBe(writeManifest(manifest));
});
