import { ByteWriter, ParquetWriter, type SchemaElement } from "hyparquet-writer";
import type { CellKind, ExportCell, ExportRow, OutputColumn } from "./columns.ts";

const kindSchemas = {
  text: { type: "BYTE_ARRAY", converted_type: "UTF8" },
  double: { type: "DOUBLE" },
  single: { type: "FLOAT" },
  int: { type: "INT64" },
  date: { type: "INT32", converted_type: "DATE" },
  time: { type: "INT32", converted_type: "TIME_MILLIS" },
} as const satisfies Record<CellKind, Omit<SchemaElement, "name">>;

/** A row group in memory: 20,000 rows of 150 columns are some tens of MB. */
const defaultRowGroup = 20_000;
const day = 86_400_000;

export type ParquetOptions = {
  readonly rowGroupSize?: number;
  /** Facts for the file's own key-value metadata (project, ledger position...). */
  readonly metadata?: Readonly<Record<string, string>>;
};

/** Typed columns, Snappy, one row group at a time: yields the bytes as each group is complete. */
export async function* writeParquet(
  rows: AsyncIterable<ExportRow>,
  columns: readonly OutputColumn[],
  { rowGroupSize = defaultRowGroup, metadata = {} }: ParquetOptions = {},
): AsyncGenerator<Uint8Array> {
  const writer = new ByteWriter();
  const kvMetadata = Object.entries(metadata).map(([key, value]) => ({ key, value }));
  const parquet = new ParquetWriter({ writer, schema: schemaOf(columns), kvMetadata, createdBy: "nauplius" });
  const drain = (): Uint8Array => {
    const bytes = writer.getBytes().slice();
    writer.index = 0;
    return bytes;
  };
  let group = emptyGroup(columns);
  let held = 0;
  for await (const row of rows) {
    columns.forEach(({ value, kind }, at) => {
      group[at]?.push(toParquet(value(row), kind));
    });
    held += 1;
    if (held < rowGroupSize) continue;
    await parquet.write({ columnData: named(columns, group), rowGroupSize });
    group = emptyGroup(columns);
    held = 0;
    yield drain();
  }
  if (held > 0) await parquet.write({ columnData: named(columns, group), rowGroupSize });
  await parquet.finish();
  yield drain();
}

type ParquetCell = string | number | bigint | null;
const emptyGroup = (columns: readonly OutputColumn[]): ParquetCell[][] => columns.map(() => []);
const named = (columns: readonly OutputColumn[], group: readonly ParquetCell[][]) =>
  columns.map(({ header }, at) => ({ name: header, data: group[at] ?? [] }));

function schemaOf(columns: readonly OutputColumn[]): SchemaElement[] {
  const leaves = columns.map(({ header, kind }): SchemaElement => ({ name: header, repetition_type: "OPTIONAL", ...kindSchemas[kind] }));
  return [{ name: "root", num_children: leaves.length }, ...leaves];
}

function toParquet(cell: ExportCell, kind: CellKind): ParquetCell {
  if (cell === null) return null;
  if (kind === "text") return String(cell);
  if (kind === "int") return typeof cell === "number" && Number.isInteger(cell) ? BigInt(cell) : null;
  if (typeof cell === "number") return Number.isFinite(cell) ? cell : null;
  if (kind === "date") return Math.floor(Date.parse(`${cell}T00:00:00Z`) / day);
  if (kind === "time") return Date.parse(`1970-01-01T${cell}Z`);
  return null;
}
