import type { TableHeader } from "../ecotaxa/header.ts";
import type { TableSummary } from "../ecotaxa/read.ts";
import { bytesOf } from "../ecotaxa/reading.fixture.ts";
import type { EcoTaxaRow } from "../ecotaxa/row.ts";
import type { Problem } from "../problem.ts";
import { readZooscanScan, type ScanFiles } from "./read-scan.ts";

/** A small `.pid` of our own making; `changes` replace lines by their beginning. */
export function pidText(
  changes: Readonly<Record<string, string>> = {},
  rows = ["1;tow_a_n_d1_1;1333;241.89;2872;223", "2;tow_a_n_d1_1;645;241.35;2376;120"],
): string {
  const lines = `PID
[Image]
Scanning_date= 20240321_1049
[VueScan]
[Input-Scanner-Flatbed]
ScanResolution=3
BitsPerPixel=3
 
[LUT]
Min=  756
Max=  63159
Median_level=  54921
 
[Info]
Hardware=  Hydroptic_V3
Resolution=  2400
 
[Sample]
SampleId= tow_a_n
Scanop= somebody
Date= 20230614-2251
Latitude= 48.2584
Longitude= 22.2966
Depth= 99999
Nettype= wp2
Zmax= 106
Zmin= 55
Vol= 124.5
latitude_end= 48.23
longitude_end= 22.333
 
[Fraction]
FracId= d1
Min= 1000
Max= 999999
 
[Subsample]
SubPart= 4
SubMethod= motoda
Observation= no
 
[Image_Process]
Version= 8.03_Picheral_CNRS
Background_correct_using=  20240321_0851_background_large_manual.tif
 
[Particules_Process]
Particule_Process_Date=  20240328_1911
Version= 8.13_2022/10/17_Picheral_CNRS
Threshold=  243
PixSize=   0.0106
B/W_ratio= 0.1076
 
[Data]
!Item;Label;Area;Mean;XStart;YStart
${rows.join("\n")}
`.split("\n");
  return lines.map((line) => Object.entries(changes).find(([begin]) => line.startsWith(begin))?.[1] ?? line).join("\n");
}

export type ScanReading = { rows: EcoTaxaRow[]; problems: Problem[]; header: TableHeader | null; summary: TableSummary };

export async function readScan(text: string | Uint8Array, options: Partial<ScanFiles> = {}): Promise<ScanReading> {
  const rows: EcoTaxaRow[] = [];
  const problems: Problem[] = [];
  let header: TableHeader | null = null;
  const bytes = bytesOf(text, text.length > 5000 ? 65_536 : 7);
  const files: ScanFiles = { scan: "tow_a_n_d1_1", extension: "jpg", table: { kind: "pid", bytes }, ...options };
  for await (const event of readZooscanScan(files, { file: "work/scan_dat1.pid" })) {
    if (event.kind === "row") rows.push(event.row);
    if (event.kind === "problem") problems.push(event.problem);
    if (event.kind === "header") header = event.header;
    if (event.kind === "end") return { rows, problems, header, summary: event.summary };
  }
  throw new Error("no summary");
}

/** Free texts of a row by their column's name in an EcoTaxa table. */
export const freeOf = (header: TableHeader | null, row: EcoTaxaRow | undefined): Record<string, string | null> =>
  Object.fromEntries((header?.free ?? []).map((column, at) => [column.header, row?.texts[at] ?? null]));
