import {
  type Fields,
  fieldsOfHeaders,
  type Headers,
  type HeaderTable,
  type ReadOptions,
  readEcoTaxaTable,
  readSampleHeaders,
  readScanHeaders,
  readZooscanMeta,
  readZooscanScan,
  type TableEvent,
} from "@nauplius/formats";
import type { ScanFound, TableFound } from "../ports.ts";
import type { Reading } from "./reading.ts";

/** Rows of a table, whatever form the file has: EcoTaxa's own, or the measurements of a ZooProcess scan. */
export type OpenTable = (table: TableFound, options: ReadOptions) => AsyncGenerator<TableEvent>;

type ReadHeaders = (bytes: AsyncIterable<Uint8Array>, file: string) => Promise<HeaderTable>;

export function tableOpener({ archive, sink, job }: Reading): OpenTable {
  const how = { style: job.input.options.positions, derive: job.ports.zooscanDerived };
  const known = new Map<string, HeaderTable>();
  const headerTable = async (name: string | null, read: ReadHeaders): Promise<HeaderTable | null> => {
    if (name === null) return null;
    const before = known.get(name);
    if (before !== undefined) return before;
    const table = await read(archive.stream(name), name);
    for (const found of table.problems) sink.add(found);
    known.set(name, table);
    return table;
  };
  const headersOf = async ({ headers }: ScanFound): Promise<Headers> => ({
    samples: await headerTable(headers.samples, readSampleHeaders),
    scans: await headerTable(headers.scans, readScanHeaders),
  });
  const headerFields = async (scan: ScanFound): Promise<Fields> => fieldsOfHeaders(await headersOf(scan), scan.scan);
  const fieldsOf = async (scan: ScanFound): Promise<Fields> => {
    const headers = await headerFields(scan);
    if (scan.meta === null) return headers;
    const { fields, problems } = await readZooscanMeta(archive.stream(scan.meta), scan.meta);
    for (const found of problems) sink.add(found);
    return new Map([...headers, ...fields]);
  };
  return async function* open({ name, scan }, options) {
    const bytes = archive.stream(name);
    if (scan === undefined) yield* readEcoTaxaTable(bytes, options);
    else if (scan.kind === "pid")
      yield* readZooscanScan({ ...scan, ...how, table: { kind: "pid", bytes, headers: await headerFields(scan) } }, options);
    else yield* readZooscanScan({ ...scan, ...how, table: { kind: "measurements", bytes, fields: await fieldsOf(scan) } }, options);
  };
}
