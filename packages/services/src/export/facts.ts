import {
  type Db,
  type ExportAcquisition,
  type ExportObject,
  type ExportProcess,
  type ExportSample,
  editsAfter,
  exportAcquisitions,
  exportFeatureLists,
  exportPeople,
  exportProcesses,
  exportSamples,
  exportTaxa,
  freeFields,
} from "@nauplius/db";
import { fixedField, type LedgerPosition, type Level, type ProjectId } from "@nauplius/domain";
import type { FreeExportColumn } from "@nauplius/formats";

type Free = Readonly<Record<string, string | number | null>>;

const byId = <T extends { readonly id: number | string }>(rows: readonly T[]): Map<T["id"], T> => new Map(rows.map((row) => [row.id, row]));

/** Puts back what later corrections replaced: a row as it stood at the position. */
function revert<T extends { readonly id: number; readonly free: Free }>(
  level: Level,
  row: T,
  edits: ReadonlyMap<string, unknown>,
  names: Readonly<Record<string, keyof T>>,
): T {
  let past = row;
  for (const [key, before] of edits) {
    const [at, id, ...rest] = key.split("/");
    if (at !== level || Number(id) !== row.id) continue;
    const field = rest.join("/");
    const column = names[field];
    past =
      column !== undefined
        ? { ...past, [column]: before }
        : fixedField(level, field) === undefined
          ? { ...past, free: { ...past.free, [field]: before as string | number | null } }
          : past;
  }
  return past;
}

const sampleNames = {
  id: "name",
  dataportal_descriptor: "dataportalDescriptor",
  lat: "latitude",
  lon: "longitude",
  started_at: "startedAt",
  depth_min: "depthMin",
  depth_max: "depthMax",
  "@stale": "stale",
} as const satisfies Record<string, keyof ExportSample>;
const acquisitionNames = {
  id: "name",
  instrument: "instrument",
  pixel_size: "pixelSize",
  "@stale": "stale",
  "@sample": "sampleId",
} as const satisfies Record<string, keyof ExportAcquisition>;
const processNames = { id: "name" } as const satisfies Record<string, keyof ExportProcess>;
const objectNames = {
  id: "originalId",
  lat: "latitude",
  lon: "longitude",
  date: "date",
  time: "time",
  depth_min: "depthMin",
  depth_max: "depthMax",
  link: "link",
  complement_info: "complementInfo",
} as const satisfies Record<string, keyof ExportObject>;

type Placed = { readonly id: number; readonly acquisitionId: number; readonly sampleId: number };

/** All that the rows of an export refer to, read once. `columns`: those that an earlier export of this position had. */
export async function exportFacts(
  db: Db,
  project: ProjectId,
  position: LedgerPosition,
  columns: readonly FreeExportColumn[] | null = null,
) {
  const [samples, acquisitions, processes, lists, fields, taxa, people, later] = await Promise.all([
    exportSamples(db, project),
    exportAcquisitions(db, project),
    exportProcesses(db, project),
    exportFeatureLists(db, project),
    freeFields(db, project),
    exportTaxa(db, project),
    exportPeople(db, project),
    editsAfter(db, project, position),
  ]);
  const edits = new Map(later.map((e) => [`${e.level}/${e.rowId}/${e.field}`, e.before]));
  const objectEdits = new Map<number, Map<string, unknown>>();
  for (const e of later) {
    if (e.level !== "object") continue;
    const own = objectEdits.get(e.rowId) ?? new Map<string, unknown>();
    objectEdits.set(e.rowId, own.set(`object/${e.rowId}/${e.field}`, e.before));
  }
  const features = [...new Set(lists.flatMap((list) => list.names))];
  const free: readonly FreeExportColumn[] = columns ?? [
    ...features.map((name): FreeExportColumn => ({ level: "object", name, type: "number", precision: "single" })),
    ...fields
      .filter((f) => !(f.level === "object" && features.includes(f.name)))
      .map((f): FreeExportColumn => ({ level: f.level, name: f.name, type: f.type })),
  ];
  const pastAcquisitions = byId(acquisitions.map((row) => revert("acquisition", row, edits, acquisitionNames)));
  /** Where an object hung at the position: below the sample of its acquisition. */
  const placed = <T extends Placed>(row: T): T => {
    const acquisitionId = Number(objectEdits.get(row.id)?.get(`object/${row.id}/@acquisition`) ?? row.acquisitionId);
    return { ...row, acquisitionId, sampleId: pastAcquisitions.get(acquisitionId)?.sampleId ?? row.sampleId };
  };
  return {
    samples: byId(samples.map((row) => revert("sample", row, edits, sampleNames))),
    acquisitions: pastAcquisitions,
    processes: new Map(processes.map((row) => [row.acquisitionId, revert("process", row, edits, processNames)])),
    taxa: byId(taxa),
    people: byId(people),
    free,
    units: fields,
    /** Where each feature stands in each list. */
    places: new Map(lists.map((list) => [list.id, new Map(list.names.map((name, at) => [name, at]))])),
    placed,
    past: (row: ExportObject): ExportObject => {
      const own = objectEdits.get(row.id);
      return placed(own === undefined ? row : revert("object", row, own, objectNames));
    },
  };
}
export type ExportFacts = Awaited<ReturnType<typeof exportFacts>>;
