import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { describe, expect, test } from "vitest";
import { type ExportRow, exportColumns } from "./columns.ts";
import { type ExportManifest, writeManifest } from "./manifest.ts";
import { writeParquet } from "./parquet.ts";
import { all, base, free, of, textOf } from "./rows.fixture.ts";
import { disarmFormula, writeCsv } from "./text.ts";

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
    unsignedSamples: [],
    licence: "",
    citation: "",
  };
  const { filter, ...rest } = manifest;
  expect(filter).toEqual({ a: [2], b: 1 });
  expect(writeManifest({ filter: { a: [2], b: 1 }, ...rest })).toBe(writeManifest(manifest));
});
