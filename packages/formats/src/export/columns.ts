import type { FieldType, Level } from "@nauplius/domain";
import { type Field, levelOrder, levelPrefixes, permalinkColumn } from "../ecotaxa/columns.ts";
import type { EcoTaxaRow, RowAnnotation } from "../ecotaxa/row.ts";

/** One line of an export: an object with one of its images (or none). */
export type ExportRow = Omit<EcoTaxaRow, "line" | "faulty" | "texts" | "numbers" | "annotation"> & {
  readonly annotation: RowAnnotation | null;
  /** Values of the free columns, in the order of `FreeExportColumn[]`; parents' values are their exact texts. */
  readonly free: readonly (string | number | null)[];
  readonly permalink: string | null;
};

export type FreeExportColumn = {
  readonly level: Level;
  readonly name: string;
  readonly type: FieldType;
  /** "single": measured in single precision, written with as few digits as bring it back. */
  readonly precision?: "single" | "double";
};

export type CellKind = "text" | "double" | "single" | "int" | "date" | "time";
export type ExportCell = string | number | null;
export type OutputColumn<Row = ExportRow> = {
  readonly header: string;
  readonly kind: CellKind;
  readonly value: (row: Row) => ExportCell;
};

const kinds: Partial<Record<Field, CellKind>> = {
  object_lat: "double",
  object_lon: "double",
  object_depth_min: "double",
  object_depth_max: "double",
  object_date: "date",
  object_time: "time",
  object_annotation_date: "date",
  object_annotation_time: "time",
  object_annotation_score: "double",
  object_annotation_category_id: "int",
  img_rank: "int",
};

const values: Record<Field, (row: ExportRow) => ExportCell> = {
  object_id: (row) => row.objectId,
  object_lat: (row) => row.latitude,
  object_lon: (row) => row.longitude,
  object_date: (row) => row.date,
  object_time: (row) => row.time,
  object_link: (row) => row.link,
  object_depth_min: (row) => row.depthMin,
  object_depth_max: (row) => row.depthMax,
  object_annotation_status: (row) => row.annotation?.state ?? null,
  object_annotation_person_name: (row) => row.annotation?.personName ?? null,
  object_annotation_person_email: (row) => row.annotation?.personEmail ?? null,
  object_annotation_date: (row) => row.annotation?.date ?? null,
  object_annotation_time: (row) => row.annotation?.time ?? null,
  object_annotation_category: (row) => row.annotation?.category ?? null,
  object_annotation_category_id: (row) => row.annotation?.categoryId ?? null,
  object_annotation_hierarchy: (row) => row.annotation?.hierarchy ?? null,
  object_annotation_score: (row) => row.annotation?.score ?? null,
  complement_info: (row) => row.complement,
  img_file_name: (row) => row.imageFile,
  img_rank: (row) => row.imageRank,
  sample_id: (row) => row.sampleId,
  sample_dataportal_descriptor: (row) => row.dataportalDescriptor,
  process_id: (row) => row.processId,
  acq_id: (row) => row.acquisitionId,
  acq_instrument: (row) => row.instrument,
};

const predefined = (field: Field): OutputColumn => ({ header: field, kind: kinds[field] ?? "text", value: values[field] });

const objectFields = [
  "object_id",
  "object_lat",
  "object_lon",
  "object_date",
  "object_time",
  "object_link",
  "object_depth_min",
  "object_depth_max",
  "object_annotation_status",
  "object_annotation_person_name",
  "object_annotation_person_email",
  "object_annotation_date",
  "object_annotation_time",
  "object_annotation_category",
  "object_annotation_category_id",
  "object_annotation_hierarchy",
] as const satisfies readonly Field[];
const parentFields: Record<Level, readonly Field[]> = {
  object: [],
  sample: ["sample_id", "sample_dataportal_descriptor"],
  process: ["process_id"],
  acquisition: ["acq_id", "acq_instrument"],
};

export type ColumnOptions = {
  /** img_file_name and img_rank. */
  readonly images: boolean;
  /** Scores of predictions: EcoTaxa reads them as one more free column. */
  readonly scores: boolean;
  readonly permalinks: boolean;
};

/** Order of EcoTaxa's general export: object, complement_info, image, object free, sample, process, acquisition. */
export function exportColumns(free: readonly FreeExportColumn[], options: ColumnOptions): OutputColumn[] {
  const freeOf = (level: Level): OutputColumn[] => free.flatMap((column, at) => (column.level === level ? [freeColumn(column, at)] : []));
  const parents = levelOrder
    .filter((level) => level !== "object")
    .flatMap((level) => [...parentFields[level].map(predefined), ...freeOf(level)]);
  const link: OutputColumn = { header: permalinkColumn, kind: "text", value: (row) => row.permalink };
  return [
    ...objectFields.map(predefined),
    ...(options.scores ? [predefined("object_annotation_score")] : []),
    predefined("complement_info"),
    ...(options.images ? [predefined("img_file_name"), predefined("img_rank")] : []),
    ...freeOf("object"),
    ...(options.permalinks ? [link] : []),
    ...parents,
  ];
}

function freeColumn({ level, name, type, precision }: FreeExportColumn, at: number): OutputColumn {
  const kind = level !== "object" || type === "text" ? "text" : precision === "single" ? "single" : "double";
  return { header: `${levelPrefixes[level]}_${name}`, kind, value: (row) => row.free[at] ?? null };
}

/** object_id and the seven annotation columns: what an update with classification reads back. */
export const annotationColumns = (): OutputColumn[] =>
  (
    [
      "object_id",
      "object_annotation_status",
      "object_annotation_person_name",
      "object_annotation_person_email",
      "object_annotation_date",
      "object_annotation_time",
      "object_annotation_category",
      "object_annotation_category_id",
    ] as const
  ).map(predefined);
