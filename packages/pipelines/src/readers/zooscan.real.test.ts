import { createReadStream, existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  type EcoTaxaRow,
  type Problem,
  parseZooscanLut,
  readSampleHeaders,
  readScanHeaders,
  readZooscanConfig,
  readZooscanMeta,
  readZooscanScan,
  type ScanFiles,
  type TableHeader,
} from "@nauplius/formats";
import { describe, expect, test } from "vitest";
import { zooscanDerived } from "../archive/derive-columns.ts";

const folder = fileURLToPath(new URL("../../../../../shared/data/morphology/zooprocess-lib/", import.meta.url));
const absent = !existsSync(folder);
if (absent) console.warn("skipped: ZooProcess files, since ../shared/data is not there");
const text = (name: string): string => readFileSync(`${folder}${name}`, "utf8");
const stream = (name: string): AsyncIterable<Uint8Array> => createReadStream(`${folder}${name}`);

async function readScan(files: Pick<ScanFiles, "scan" | "table">) {
  const rows: EcoTaxaRow[] = [];
  const problems: Problem[] = [];
  let header: TableHeader | null = null;
  for await (const event of readZooscanScan({ extension: "jpg", derive: zooscanDerived, ...files }, { file: "scan" })) {
    if (event.kind === "row") rows.push(event.row);
    if (event.kind === "problem" && event.problem.severity === "error") problems.push(event.problem);
    if (event.kind === "header") header = event.header;
  }
  const names: readonly string[] = header?.names ?? [];
  const free = Object.fromEntries((header?.free ?? []).map((column, at) => [column.header, rows[0]?.texts[at] ?? null]));
  return { rows, errors: problems, names, free };
}
const pid = "apero2023_tha_bioness_006_st20_n_n7_d2_2_sur_4_1";

describe.skipIf(absent)("ZooProcess files", () => {
  test("the .pid: 439 objects of one scan, none with a fault", async () => {
    const { rows, errors, free } = await readScan({ scan: pid, table: { kind: "pid", bytes: stream(`${pid}_dat1.pid`) } });
    expect([rows.length, errors]).toEqual([439, []]);
    expect(rows[0]).toMatchObject({
      objectId: `${pid}_1`,
      sampleId: "apero2023_tha_bioness_006_st20_n_n7",
      acquisitionId: "d2_2_sur_4_apero2023_tha_bioness_006_st20_n_n7",
      latitude: 48.430666667,
      longitude: -22.494333333,
      date: "2023-06-14",
      time: "22:51:00",
      depthMin: 55,
      depthMax: 106,
    });
    expect(free).toMatchObject({
      acq_sub_part: "2",
      acq_bitpixel: "3",
      acq_miror: "1",
      acq_lut_16b_median: "54921",
      process_particle_bw_ratio: "0.1076",
      "object_perim.": "384.22",
      object_symetriehc: "22",
    });
  });
  test("its columns are those of ZooProcess's own EcoTaxa table", async () => {
    const { names } = await readScan({ scan: pid, table: { kind: "pid", bytes: stream(`${pid}_dat1.pid`) } });
    const golden = text("ecotaxa_2855_223.tsv").split(/\r?\n/)[0]?.split("\t") ?? [];
    const ours = new Set(names);
    const notSaid = ["img_rank", "object_link", "acq_quality", "process_img_od_grey", "sample_dataportal_descriptor", "sample_open"];
    expect(golden.filter((name) => !ours.has(name)).toSorted()).toEqual(notSaid.toSorted());
    expect([...ours].filter((name) => !golden.includes(name))).toEqual([]);
  });
  test("derived columns are computed as ZooProcess does for its EcoTaxa table: from whole numbers", async () => {
    const scan = "apero2023_tha_bioness_013_st46_d_n4_d2_2_sur_2_1";
    const { names, free } = await readScan({
      scan,
      table: { kind: "measurements", bytes: stream("meas_2855_223.csv"), fields: new Map() },
    });
    const [header = "", , row = ""] = text("ecotaxa_2855_223.tsv").split(/\r?\n/);
    const golden = new Map(header.split("\t").map((name, at) => [name, Number(row.split("\t")[at])]));
    const derived = [
      "esd",
      "elongation",
      "range",
      "meanpos",
      "centroids",
      "cv",
      "sr",
      "perimareaexc",
      "feretareaexc",
      "perimferet",
      "perimmajor",
      "circex",
      "cdexc",
    ];
    expect(derived.filter((name) => !names.includes(`object_${name}`))).toEqual([]);
    for (const name of derived) expect(Number(free[`object_${name}`]), name).toBeCloseTo(golden.get(`object_${name}`) ?? Number.NaN, 12);
  });
  test("_meas.txt: 862 objects", async () => {
    const scan = "apero2023_tha_bioness_013_st46_d_n8_d3_1";
    const { rows, errors } = await readScan({
      scan,
      table: { kind: "measurements", bytes: stream(`${scan}_meas.txt`), fields: new Map() },
    });
    expect([rows.length, errors]).toEqual([862, []]);
    expect(rows[0]).toMatchObject({
      objectId: `${scan}_1`,
      sampleId: "apero2023_tha_bioness_013_st46_d_n8",
      acquisitionId: "d3_apero2023_tha_bioness_013_st46_d_n8",
    });
  });
  test("meta files and header tables", async () => {
    const meta = await readZooscanMeta(stream("apero2023_tha_bioness_017_st66_d_n1_d3_1_meta.txt"), "meta");
    expect([meta.fields.size, meta.problems, meta.fields.get("subsample.subpart")?.value]).toEqual([43, [], "8"]);
    expect((await readZooscanMeta(stream("metadata.txt"), "metadata.txt")).fields.get("fraction.fracid")?.value).toBe("d2_4_sur_4");
    const samples = await readSampleHeaders(stream("zooscan_sample_header_table.csv"), "samples");
    const scans = await readScanHeaders(stream("zooscan_scan_header_table.csv"), "scans");
    expect([samples.rows.length, samples.problems, scans.rows.length, scans.problems]).toEqual([54, [], 10, []]);
    expect(scans.rows[5]?.fields.get("subsample.subpart")?.value).toBe("8");
  });
  test("settings", async () => {
    const { config, problems } = await readZooscanConfig(stream("process_install_both_config.txt"), "config");
    expect([config.upper, config.resolution, config.minSizeMm, problems]).toEqual([243, 2400, 0.3, []]);
    expect(parseZooscanLut(text("lut.txt"), "lut.txt").lut).toMatchObject({
      ratio: 1.15,
      odRange: 1.8,
      adjust: true,
    });
  });
});
