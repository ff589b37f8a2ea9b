import type { Entry, Fields } from "./fields.ts";
import type { HeaderRow, HeaderTable } from "./header-tables.ts";
import { readScanName } from "./names.ts";

export type Headers = { readonly samples: HeaderTable | null; readonly scans: HeaderTable | null };

const named = (table: HeaderTable | null, id: string): HeaderRow | undefined => {
  const key = id.toLowerCase();
  return table?.rows.find((row) => row.id.toLowerCase() === key);
};

/** What a project's two header tables say about one scan; the scan's own line wins over its sample's. Empty when neither names it. */
export function fieldsOfHeaders({ samples, scans }: Headers, scan: string): Fields {
  const scanRow = named(scans, scan);
  const sampleName = scanRow?.fields.get("sample.sampleid")?.value ?? readScanName(scan)?.sample;
  const sampleRow = sampleName === undefined ? undefined : named(samples, sampleName);
  return new Map<string, Entry>([...(sampleRow?.fields ?? []), ...(scanRow?.fields ?? [])].filter(([key]) => key !== "sample.scanid"));
}
