import { readLatitude, readLongitude } from "../cells/coordinate.ts";
import { readDate } from "../cells/date.ts";
import type { Cell } from "../cells/parsed.ts";
import { readTime } from "../cells/time.ts";
import { type Problem, problem, shorten } from "../problem.ts";
import { readAmount } from "../uvp/cells.ts";

/** A PlanktoScope's metadata.json: keys as in EcoTaxa tables (sample_, acq_, process_, object_), the same for all objects. */
export type PlanktoscopeMetadata = {
  readonly sampleId: string | null;
  readonly acquisitionId: string | null;
  readonly instrument: string | null;
  /** um */
  readonly pixelSize: number | null;
  /** mL */
  readonly imagedVolume: number | null;
  readonly date: string | null;
  readonly time: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly depthMin: number | null;
  readonly depthMax: number | null;
  /** All plain values as they are written, by key. */
  readonly cells: ReadonlyMap<string, string>;
};

const prefixes = /^(?:sample|acq|process|object)_/;

/** Reads metadata.json. Never throws on content: what is no JSON, and values that make no sense, are problems. */
export function parsePlanktoscopeMetadata(text: string, file: string): { metadata: PlanktoscopeMetadata; problems: Problem[] } {
  const problems: Problem[] = [];
  const cells = new Map<string, string>();
  try {
    const parsed: unknown = JSON.parse(text.replace(/^\ufeff/, ""));
    if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) throw new Error("no object");
    for (const [key, value] of Object.entries(parsed)) {
      if (prefixes.test(key.toLowerCase()) && (typeof value === "string" || typeof value === "number" || typeof value === "boolean"))
        cells.set(key.toLowerCase(), String(value));
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : "unknown fault";
    problems.push(
      problem({
        code: "invalidHeader",
        file,
        what: `the file is no JSON object (${shorten(why)})`,
        expected: "the metadata.json of a PlanktoScope",
      }),
    );
  }
  const read = <T>(key: string, rule: (cell: string) => Cell<T>): T | null => {
    const value = cells.get(key) ?? "";
    const cell = rule(value);
    if (cell.ok) return cell.value;
    problems.push(problem({ code: "invalidValue", file, column: key, value, what: `"${shorten(value)}" is not valid`, ...cell.error }));
    return null;
  };
  const metadata: PlanktoscopeMetadata = {
    sampleId: cells.get("sample_id") ?? null,
    acquisitionId: cells.get("acq_id") ?? null,
    instrument: cells.get("acq_instrument") ?? null,
    pixelSize: read("process_pixel", readAmount),
    imagedVolume: read("acq_imaged_volume", readAmount),
    date: read("object_date", readDate),
    time: read("object_time", readTime),
    latitude: read("object_lat", readLatitude),
    longitude: read("object_lon", readLongitude),
    depthMin: read("object_depth_min", readAmount),
    depthMax: read("object_depth_max", readAmount),
    cells,
  };
  return { metadata, problems };
}
