import { type KnownField, knownFields, type StagedRow, stageRows, stageTable } from "@nauplius/db";
import {
  createBetweenRows,
  type EcoTaxaRow,
  type KnownTypes,
  type Problem,
  parseVignetteConfig,
  problem,
  type TableHeader,
  type TableMode,
  type VignetteConfig,
} from "@nauplius/formats";
import { whileHeld } from "../job.ts";
import type { TableFound } from "../ports.ts";
import { type OpenTable, tableOpener } from "./open-table.ts";
import type { Reading } from "./reading.ts";

/** Rows are written in pieces of this many. */
const chunk = 1000;

type Tables = Reading & {
  readonly mode: TableMode;
  readonly types: KnownTypes;
  readonly between: ReturnType<typeof createBetweenRows>;
  readonly open: OpenTable;
};

const typesOf = (fields: readonly KnownField[]): KnownTypes => new Map(fields.map((f) => [`${f.level}.${f.name}`, f.type]));

/** Reads every table of a batch: each row parsed, checked against those before it, and staged. @returns the number of rows */
export async function readTables(r: Reading, mode: TableMode): Promise<number> {
  const { tables } = r.found;
  const types = typesOf(await knownFields(r.job.db, r.job.input.projectId));
  const reading: Tables = { ...r, mode, types, between: createBetweenRows(), open: tableOpener(r) };
  let rows = 0;
  for (const [at, table] of tables.entries()) {
    r.job.handle.progress({ step: "tables", done: at, total: tables.length });
    rows = await readTable(reading, table, rows);
  }
  r.job.handle.progress({ step: "tables", done: tables.length, total: tables.length });
  await r.sink.flush(true);
  return rows;
}

async function readTable(r: Tables, table: TableFound, from: number): Promise<number> {
  const { job, sink } = r;
  const config = await configOf(r, table);
  let seq = from;
  let waiting: StagedRow[] = [];
  let header: TableHeader | null = null;
  const write = async (): Promise<void> => {
    job.handle.signal.throwIfAborted();
    const rows = waiting;
    waiting = [];
    await whileHeld(job, (tx) => stageRows(tx, job.handle.run.id, rows));
    await sink.flush();
  };
  try {
    for await (const event of r.open(table, { file: table.name, mode: r.mode, types: r.types })) {
      if (event.kind === "problem") sink.add(event.problem);
      else if (event.kind === "header") header = event.header;
      else if (event.kind === "end" && header !== null) {
        const whole = { file: table.name, header: storedHeader(header, config), summary: event.summary.columns };
        await whileHeld(job, (tx) => stageTable(tx, job.handle.run.id, whole));
      } else if (event.kind === "row" && header !== null) {
        for (const found of r.between.check(event.row, header)) sink.add(found);
        seq += 1;
        const image = imageOf(r, table, event.row);
        waiting.push({ seq, file: table.name, line: event.row.line, object: event.row.objectId, image, row: stored(event.row) });
        if (waiting.length >= chunk) await write();
      }
    }
  } catch (error) {
    // Bytes of the table that cannot be unpacked: what the archive says of them, by name.
    const found = problemIn(error);
    if (found === null) throw error;
    sink.add(found);
  }
  await write();
  return seq;
}

const problemIn = (error: unknown): Problem | null =>
  error instanceof Error && "problem" in error && typeof error.problem === "object" ? (error.problem as Problem) : null;

/** Settings of a UVP6 bundle, read from beside its table. */
async function configOf(r: Tables, table: TableFound): Promise<VignetteConfig | null> {
  if (table.bundle?.config == null) return null;
  const bytes = await r.archive.read(table.bundle.config);
  if (!bytes.ok) {
    r.sink.add(bytes.error);
    return null;
  }
  const { config, problems } = parseVignetteConfig(new TextDecoder("utf-8").decode(bytes.value), table.bundle.config);
  for (const found of problems) r.sink.add(found);
  return config;
}

/** Numbers are read again from the texts when the row is loaded: half the bytes. */
const stored = ({ numbers: _numbers, ...row }: EcoTaxaRow): object => row;

export type StoredHeader = {
  readonly free: readonly { readonly level: TableHeader["free"][number]["level"]; readonly name: string; readonly header: string }[];
  readonly fields: readonly string[];
  readonly keepOriginal: boolean;
  readonly footerRows: number | null;
  readonly pixelSize: number | null;
};

const storedHeader = (header: TableHeader, config: VignetteConfig | null): StoredHeader => ({
  free: header.free.map(({ level, name, header: written }) => ({ level, name, header: written })),
  fields: [...header.fields.keys()],
  keepOriginal: config?.keepOriginal ?? false,
  footerRows: config?.footerHeightPx ?? null,
  pixelSize: config?.pixelSizeUm ?? null,
});

/** The row's image in the archive: beside the table or below it. */
function imageOf(r: Tables, table: TableFound, row: EcoTaxaRow): string | null {
  if (row.imageFile === null || r.mode !== "create") return null;
  const found = r.archive.find(table.folder === "" ? row.imageFile : `${table.folder}/${row.imageFile}`);
  if (found !== null) return found.name;
  const facts = { code: "missingValue", file: table.name, line: row.line, column: "img_file_name", value: row.imageFile } as const;
  const what = `there is no file ${row.imageFile} beside the table`;
  // Codes of images are the import's own; formats knows tables only.
  r.sink.add({
    ...problem({ ...facts, what, expected: "the path of an image in the archive, relative to the table" }),
    code: "missingImage",
  });
  return null;
}
