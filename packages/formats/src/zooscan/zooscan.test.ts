import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bytesOf } from "../ecotaxa/reading.fixture.ts";
import { parseZooscanLut, readZooscanConfig } from "./config.ts";
import { describeScan } from "./describe.ts";
import { readZooscanMeta } from "./fields.ts";
import { fieldsOfHeaders } from "./header-fields.ts";
import { readSampleHeaders, readScanHeaders } from "./header-tables.ts";
import { readInstant } from "./instant.ts";
import { dayNightOfName, readScanName } from "./names.ts";
import { printDegrees, readDegreesMinutes, readZooscanLatitude, readZooscanLongitude } from "./position.ts";
import { freeOf, pidText, readScan } from "./scan.fixture.ts";

describe("positions of ZooScan headers", () => {
  test.each([
    ["47.5076", 47.846],
    ["51.4322000", 51.720333333],
    ["48.23", 48.383333333],
    ["48.2", 48.333333333],
    ["43", 43],
    ["-33.3000", -33.5],
    ["0.0600", 0.1],
  ])("%s is %f degrees", (text, degrees) => {
    const cell = readDegreesMinutes(text, 90);
    expect(cell.ok && Number(printDegrees(cell.value ?? Number.NaN))).toBe(degrees);
  });
  test("west is positive, unless the lab writes it the other way", () => {
    const west = readZooscanLongitude("15.2622");
    expect(west.ok && west.value).toBeCloseTo(-15.437, 12);
    expect(readZooscanLongitude("7.1900", { degrees: "minutes", longitude: "east" })).toEqual({ ok: true, value: 7 + 19 / 60 });
    expect(readZooscanLongitude("-7.5", { degrees: "decimal", longitude: "east" })).toEqual({ ok: true, value: -7.5 });
  });
  test("60 minutes and more are refused: those are decimal degrees", () =>
    expect(readZooscanLatitude("47.7512")).toMatchObject({
      ok: false,
      error: { expected: expect.stringContaining("minutes below 60"), hint: expect.stringContaining("decimal degrees?") },
    }));
  test("not known is missing, too far is refused", () => {
    expect([
      readZooscanLatitude("99999"),
      readZooscanLatitude("nan"),
      readZooscanLatitude("91.00").ok,
      readZooscanLongitude("181.0").ok,
    ]).toEqual([{ ok: true, value: null }, { ok: true, value: null }, false, false]);
  });
  test("any position goes through degrees and minutes and back", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 89 }), fc.integer({ min: 0, max: 5999 }), (degrees, hundredths) => {
        const cell = readDegreesMinutes(`${degrees}.${String(hundredths).padStart(4, "0")}`, 90);
        expect(cell.ok && cell.value).toBeCloseTo(degrees + hundredths / 6000, 10);
      }),
    );
  });
});

describe("names of scans", () => {
  test.each<[string, object | null]>([
    ["wp220210728_d1_2", { sample: "wp220210728", fraction: "d1", sizeFraction: "d1", part: null, replicate: 2 }],
    ["s_17_1_tot_1", { sample: "s_17_1", fraction: "tot", replicate: 1 }],
    [
      "apero2023_tha_bioness_006_st20_n_n7_d2_2_sur_4_1",
      {
        sample: "apero2023_tha_bioness_006_st20_n_n7",
        fraction: "d2_2_sur_4",
        sizeFraction: "d2",
        part: { number: 2, of: 4 },
        replicate: 1,
      },
    ],
    ["apero2023_tha_bioness_017_st66_d_n1_d3_raw_1", { sample: "apero2023_tha_bioness_017_st66_d_n1", fraction: "d3", replicate: 1 }],
    ["sr2407_m6_n3_d2_b_1", { sample: "sr2407_m6_n3", fraction: "d2_b", sizeFraction: "d2_b", replicate: 1 }],
    ["20240529_0946_back_large_1", null],
    ["scan", null],
  ])("%s", (name, expected) =>
    expected === null ? expect(readScanName(name)).toBeNull() : expect(readScanName(name)).toMatchObject(expected),
  );
  test("with the sample known, the fraction may have any name", () =>
    expect(readScanName("Tow_1_500um_3", "tow_1")).toMatchObject({ sample: "Tow_1", fraction: "500um", replicate: 3 }));
  test("day and night stand as letters of their own; nets n1 and fractions d1 are neither", () =>
    expect(["a_st66_d_n1_d3_1", "a_st20_n_n7", "wp220210728_d1_2", "D_1", "nd_x"].map(dayNightOfName)).toEqual([
      "day",
      "night",
      null,
      "day",
      null,
    ]));
  test("dates of headers and scans", () => {
    expect(readInstant("20230626-0828")).toEqual({ ok: true, value: { date: "2023-06-26", time: "08:28:00" } });
    expect(readInstant("20250121_1031")).toEqual({ ok: true, value: { date: "2025-01-21", time: "10:31:00" } });
    expect(readInstant("20250121")).toEqual({ ok: true, value: { date: "2025-01-21", time: null } });
    expect(["20231301-0800", "20230626-2460", "26/06/2023"].map((text) => readInstant(text).ok)).toEqual([false, false, false]);
  });
});

describe("a .pid as a table", () => {
  test("objects, their images, and what the header says of them in EcoTaxa's columns", async () => {
    const { rows, problems, header, summary } = await readScan(pidText());
    expect(problems.map(({ column, severity }) => [column, severity])).toEqual([
      ["sample_bottomdepth", "warning"],
      ["acq_max_mesh", "warning"],
    ]);
    expect(summary).toMatchObject({ rows: 2, faultyRows: 0, errors: 0 });
    expect(rows[0]).toMatchObject({
      line: 55,
      objectId: "tow_a_n_d1_1_1",
      imageFile: "tow_a_n_d1_1_1.jpg",
      latitude: 48.430666667,
      longitude: -22.494333333,
      date: "2023-06-14",
      time: "22:51:00",
      depthMin: 55,
      depthMax: 106,
      sampleId: "tow_a_n",
      acquisitionId: "d1_tow_a_n",
      processId: "zooprocess_tow_a_n",
      instrument: "zooscan",
      annotation: null,
    });
    expect(freeOf(header, rows[0])).toMatchObject({
      object_area: "1333",
      object_mean: "241.89",
      object_lat_end: "48.383333333",
      sample_scan_operator: "somebody",
      sample_tot_vol: "124.5",
      sample_bottomdepth: "99999",
      acq_sub_part: "4",
      acq_min_mesh: "1000",
      acq_scan_date: "20240321",
      acq_scan_time: "10:49:00",
      acq_lut_16b_median: "54921",
      acq_scan_resolution: "3",
      process_particle_pixel_size_mm: "0.0106",
      process_particle_threshold: "243",
      process_particle_bw_ratio: "0.1076",
      process_date: "20240328",
      process_software: "zooprocess_pid_8.13_2022/10/17_Picheral_CNRS",
    });
  });
  test("a replicate is an acquisition of its own", async () => {
    const { rows } = await readScan(pidText(), { scan: "tow_a_n_d1_2" });
    expect([rows[0]?.acquisitionId, rows[0]?.objectId]).toEqual(["d1_tow_a_n_2", "tow_a_n_d1_2_1"]);
  });
  test("vignettes may be of another kind", async () => {
    const { rows } = await readScan(pidText(), { extension: "png" });
    expect(rows[1]?.imageFile).toBe("tow_a_n_d1_1_2.png");
  });
  test.each<[string, Record<string, string>, string, string | null]>([
    ["a latitude of 75 minutes", { "Latitude=": "Latitude= 48.7512" }, "Latitude", "48.7512"],
    ["a date that is none", { "Date=": "Date= 14/06/2023" }, "Date", "14/06/2023"],
    ["a depth that is none", { "Zmin=": "Zmin= deep" }, "Zmin", "deep"],
  ])("%s names file, line, key and value", async (_, changes, column, value) => {
    const { problems } = await readScan(pidText(changes));
    const error = problems.find(({ severity }) => severity === "error");
    expect(error).toMatchObject({ code: "invalidValue", file: "work/scan_dat1.pid", column, value });
    expect(error?.line).toBeGreaterThan(10);
    expect(error?.expected).toBeTruthy();
  });
  test("a measurement that is no number names its line", async () => {
    const { problems } = await readScan(pidText({}, ["1;tow;12,5;241.89;2872;223"]));
    expect(problems.filter(({ severity }) => severity === "error")).toMatchObject([{ line: 55, column: "object_area", value: "12,5" }]);
  });
  test("another file, and a file without objects, are refused in a sentence", async () => {
    expect((await readScan("hello\nworld\n")).problems[0]?.message).toBe(
      "work/scan_dat1.pid, line 1: the file does not begin as a .pid does; expected PID.",
    );
    expect((await readScan(pidText().split("[Data]")[0] ?? "")).problems.map(({ code }) => code)).toContain("missingColumn");
  });
  test("any bytes end in problems, never in an exception", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.boolean(), async (bytes, headed) => {
        const head = new TextEncoder().encode(headed ? pidText().slice(0, 900) : "");
        expect((await readScan(Uint8Array.from([...head, ...bytes]))).summary.file).toBe("work/scan_dat1.pid");
      }),
      { numRuns: 60 },
    );
  });
  test("what a header table says otherwise is told, with both places; the same number in another form is the same", async () => {
    const samples = await readSampleHeaders(bytesOf("sampleid;vol;zmax;scanop\ntow_a_n;125;106.0;another\n"), "samples.csv");
    const headers = fieldsOfHeaders({ samples, scans: null }, "tow_a_n_d1_1");
    const { problems, header, rows } = await readScan("", { table: { kind: "pid", bytes: bytesOf(pidText()), headers } });
    expect(problems.filter(({ code }) => code === "conflictingParent").map(({ severity, message }) => [severity, message])).toEqual([
      [
        "warning",
        "work/scan_dat1.pid, line 28, Vol: Vol is 124.5 here and 125 in samples.csv, line 2; this file stands; expected the same in both.",
      ],
    ]);
    expect(freeOf(header, rows[0]).sample_tot_vol).toBe("124.5");
  });
  test("a key that comes again after a second processing counts as it is last", async () => {
    const again = pidText().replace("[Data]", "[Particules_Process]\nThreshold= 240\n\n[Data]");
    const { header, rows } = await readScan(again);
    expect(freeOf(header, rows[0]).process_particle_threshold).toBe("240");
  });
});

describe("_meas.txt with _meta.txt", () => {
  const meas = " \tLabel\tArea\tMean\n1\ttow_a_n_d1_1\t645\t241.353\n";
  test("give the same columns", async () => {
    const meta =
      "SampleId= tow_a_n\nLatitude= 51.5293\nLongitude= 19.2159\nDate= 20230705-0503\nVol= 357\nFracId= d3\nFracmin= 300\nFracnb= 8\n";
    const { fields, problems } = await readZooscanMeta(bytesOf(meta), "scan_meta.txt");
    const { rows, header } = await readScan("", { scan: "tow_a_n_d3_1", table: { kind: "measurements", bytes: bytesOf(meas), fields } });
    expect(problems).toEqual([]);
    expect(rows[0]).toMatchObject({
      line: 2,
      objectId: "tow_a_n_d3_1_1",
      acquisitionId: "d3_tow_a_n",
      latitude: 51.882166667,
      longitude: -19.359833333,
    });
    expect(freeOf(header, rows[0])).toMatchObject({
      sample_tot_vol: "357",
      acq_sub_part: "8",
      acq_min_mesh: "300",
      object_mean: "241.353",
    });
  });
  test("without a header the name says sample and fraction, with a warning", async () => {
    const { rows, problems } = await readScan("", { table: { kind: "measurements", bytes: bytesOf(meas), fields: new Map() } });
    expect(rows[0]).toMatchObject({ sampleId: "tow_a_n", acquisitionId: "d1_tow_a_n", latitude: null });
    expect(problems.map(({ code, severity }) => [code, severity])).toContainEqual(["missingValue", "warning"]);
  });
  test("another table is refused", async () => {
    const { problems } = await readScan("", { table: { kind: "measurements", bytes: bytesOf("id\tarea\n1\t2\n"), fields: new Map() } });
    expect(problems[0]).toMatchObject({ code: "invalidHeader", line: 1 });
  });
});

describe("header tables and settings", () => {
  test("one row a sample or scan, doubles and nameless lines told", async () => {
    const samples = await readSampleHeaders(
      bytesOf("sampleid;date;vol\ntow_a;20230626-0828;476\ntow_a;20230626-0828;477\n;20230101;5\n"),
      "samples.csv",
    );
    expect(samples.rows.map(({ id, line, fields }) => [id, line, fields.get("sample.vol")?.value])).toEqual([["tow_a", 2, "476"]]);
    expect(samples.problems.map(({ code, line }) => [code, line])).toEqual([
      ["missingColumn", 1],
      ["missingColumn", 1],
      ["conflictingParent", 3],
      ["missingValue", 4],
    ]);
    const scans = await readScanHeaders(bytesOf("scanid;sampleid;fracid;fracnb\ntow_a_d1_1;tow_a;d1;4\n"), "scans.csv");
    expect(scans.rows[0]?.fields.get("subsample.subpart")).toEqual({ name: "fracnb", value: "4", file: "scans.csv", line: 2 });
    // One sentence, not one for each line.
    const other = await readScanHeaders(bytesOf("name;x\na;1\nb;2\n"), "s.csv");
    expect([other.rows, other.problems]).toMatchObject([[], [{ code: "missingColumn", severity: "error", column: "scanid" }]]);
  });
  test("columns without which counts are no concentrations are missed by name", async () => {
    const samples = await readSampleHeaders(
      bytesOf("\ufeffsampleid,date,latitude,longitude\ntow_a,20230626-0828,43.41,7.18\n"),
      "samples.csv",
    );
    expect(samples.problems.map(({ severity, message }) => [severity, message])).toEqual([
      ["warning", "samples.csv, line 1, vol: the table has no column vol; expected a ZooScan header table."],
    ]);
    const scans = await readScanHeaders(bytesOf("scanid\tsampleid\tfracid\ntow_a_d1_1\ttow_a\td1\n"), "scans.csv");
    expect(scans.problems.map(({ column }) => column)).toEqual(["fracnb"]);
  });
  test("a volume or sub-part that is no number is told with its place, as a scan's own words are", async () => {
    const { fields } = await readZooscanMeta(bytesOf("SampleId= tow_a\nVol= 20,5\nFracnb= one half\n"), "tow_a_d1_1_meta.txt");
    expect(describeScan(fields, { scan: "tow_a_d1_1", file: "tow_a_d1_1.tif" }).problems.map(({ message }) => message)).toEqual([
      'tow_a_d1_1_meta.txt, line 2, Vol: "20,5" is not valid; expected a volume in m3 (decimal comma? write 20.5).',
      'tow_a_d1_1_meta.txt, line 3, Fracnb: "one half" is not valid; expected a number, the inverse of the fraction that was scanned.',
    ]);
  });
  test("settings of the segmentation, with what makes no sense told", async () => {
    const { config, problems } = await readZooscanConfig(
      bytesOf("upper= 243\nresolution= 2400\nminsizeesd_mm= 0.3\nlongline_mm= wide\n"),
      "c.txt",
    );
    expect(config).toMatchObject({ upper: 243, resolution: 2400, minSizeMm: 0.3, maxSizeMm: 100, longLineMm: 1 });
    expect(problems).toMatchObject([{ line: 4, column: "longline_mm", value: "wide", expected: "a number from 0 to 1000" }]);
  });
  test("lut.txt is a list without names", () => {
    expect(parseZooscanLut("0\n65536\n1\nbefore\nyes\n1.8\n1.15\n3000\n0.07\nno\n1\n2400\n", "lut.txt")).toEqual({
      lut: { min: 0, max: 65_536, gamma: 1, adjust: true, odRange: 1.8, ratio: 1.15, overlap: 0.07, resolution: 2400 },
      problems: [],
    });
    expect(parseZooscanLut("zero\n", "lut.txt").problems[0]).toMatchObject({ line: 1, column: "min" });
  });
});
