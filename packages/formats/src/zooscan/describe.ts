import { printDate } from "../cells/date.ts";
import { numberHint, printNumber, readNumber } from "../cells/number.ts";
import { type Cell, refused } from "../cells/parsed.ts";
import { missingCodes } from "../ecotaxa/summary.ts";
import { type Problem, problem } from "../problem.ts";
import { acquisitionColumns, processColumns, type Source, sampleColumns } from "./columns.ts";
import { type Fields, fieldOf } from "./fields.ts";
import { type Instant, readInstant } from "./instant.ts";
import { readScanName } from "./names.ts";
import { type PositionStyle, printDegrees, readZooscanLatitude, readZooscanLongitude, zooscanStyle } from "./position.ts";

/** One scan in EcoTaxa's columns: the same for every object of it. */
export type ScanDescription = {
  readonly sampleId: string;
  readonly acquisitionId: string;
  /** Column and text, in the order of EcoTaxa's own tables; columns without a value are left out. */
  readonly cells: ReadonlyMap<string, string>;
  readonly problems: readonly Problem[];
};

type Report = (key: string, cell: Cell<unknown>) => void;

/** @param scan - name of the scan: what its files are called without their endings */
export function describeScan(
  fields: Fields,
  { scan, file, style = zooscanStyle }: { scan: string; file: string; style?: PositionStyle },
): ScanDescription {
  const problems: Problem[] = [];
  const report: Report = (key, cell) => {
    const entry = fields.get(key);
    if (cell.ok || entry === undefined) return;
    const { line, name: column, value } = entry;
    problems.push(problem({ code: "invalidValue", file: entry.file, line, column, value, what: `"${value}" is not valid`, ...cell.error }));
  };
  const name = readScanName(scan, fieldOf(fields, "sample.sampleid"));
  const sampleId = fieldOf(fields, "sample.sampleid") ?? name?.sample ?? scan;
  const fraction = fieldOf(fields, "fraction.fracid") ?? name?.fraction ?? "tot";
  // Replicates are acquisitions of their own: they average, fractions add.
  const replicate = name !== null && name.replicate > 1 ? `_${name.replicate}` : "";
  const acquisitionId = `${fraction}_${sampleId}${replicate}`;
  if (fieldOf(fields, "sample.sampleid") === null)
    problems.push(
      problem({
        severity: "warning",
        code: "missingValue",
        file,
        column: "SampleId",
        what: `the file does not name its sample; ${sampleId} is read from the scan's name`,
        expected: "SampleId= name",
      }),
    );
  const cells = new Map<string, string>();
  const set = (column: string, text: string | null): void => {
    if (text !== null && text !== "") cells.set(column, text);
  };
  numbers(fields, report);
  positions(fields, style, set, report);
  times(fields, set, report);
  set("sample_id", sampleId);
  copy(fields, sampleColumns, set);
  set("process_id", `zooprocess_${sampleId}`);
  copy(fields, processColumns, set);
  set(
    "process_software",
    `zooprocess_pid_${fieldOf(fields, "particules_process.version") ?? fieldOf(fields, "process.version") ?? "unknown"}`,
  );
  set("acq_id", acquisitionId);
  // ZooProcess writes such files for its other instruments as well.
  set("acq_instrument", fieldOf(fields, "info.imagetype")?.toLowerCase() ?? "zooscan");
  copy(fields, acquisitionColumns, set);
  return { sampleId, acquisitionId, cells, problems };
}

type Set = (column: string, text: string | null) => void;

function copy(fields: Fields, sources: readonly Source[], set: Set): void {
  for (const { column, keys } of sources) set(column, keys.map((key) => fieldOf(fields, key)).find((text) => text !== null) ?? null);
}

/** Counts are divided by the one and multiplied by the other. */
function numbers(fields: Fields, report: Report): void {
  for (const [key, expected] of [
    ["sample.vol", "a volume in m3"],
    ["subsample.subpart", "a number, the inverse of the fraction that was scanned"],
  ] as const) {
    const text = fieldOf(fields, key) ?? "";
    if (readNumber(text) === undefined) report(key, refused(expected, numberHint(text)));
  }
}

function positions(fields: Fields, style: PositionStyle, set: Set, report: Report): void {
  const degrees = (column: string, key: string, read: (cell: string, style: PositionStyle) => Cell<number>): void => {
    const cell = read(fieldOf(fields, key) ?? "", style);
    report(key, cell);
    if (cell.ok && cell.value !== null) set(column, printDegrees(cell.value));
  };
  degrees("object_lat", "sample.latitude", readZooscanLatitude);
  degrees("object_lon", "sample.longitude", readZooscanLongitude);
  degrees("object_lat_end", "sample.latitude_end", readZooscanLatitude);
  degrees("object_lon_end", "sample.longitude_end", readZooscanLongitude);
  for (const [column, key] of [
    ["object_depth_min", "sample.zmin"],
    ["object_depth_max", "sample.zmax"],
  ] as const) {
    const depth = readNumber(fieldOf(fields, key) ?? "");
    if (typeof depth === "number" && !missingCodes.has(depth)) set(column, printNumber(depth));
    if (depth === undefined) report(key, { ok: false, error: { expected: "a depth in metres, positive downwards" } });
  }
}

function times(fields: Fields, set: Set, report: Report): void {
  const instant = (key: string): Instant | null => {
    const cell = readInstant(fieldOf(fields, key) ?? "");
    report(key, cell);
    return cell.ok ? cell.value : null;
  };
  const put = (at: Instant | null, date: string, time: string): void => {
    if (at === null) return;
    set(date, printDate(at.date));
    set(time, at.time);
  };
  put(instant("sample.date"), "object_date", "object_time");
  put(instant("image.scanning_date"), "acq_scan_date", "acq_scan_time");
  put(instant("particules_process.particule_process_date") ?? instant("particules_process.date"), "process_date", "process_time");
}
