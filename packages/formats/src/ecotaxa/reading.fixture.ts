import type { Problem } from "../problem.ts";
import type { TableHeader } from "./header.ts";
import { type ReadOptions, readEcoTaxaTable, type TableSummary } from "./read.ts";
import type { EcoTaxaRow } from "./row.ts";

export async function* bytesOf(text: string | Uint8Array, step = 7): AsyncGenerator<Uint8Array> {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step);
}

export type Reading = { rows: EcoTaxaRow[]; problems: Problem[]; header: TableHeader | null; summary: TableSummary };

export async function read(text: string | Uint8Array, options: Partial<ReadOptions> = {}): Promise<Reading> {
  const rows: EcoTaxaRow[] = [];
  const problems: Problem[] = [];
  let header: TableHeader | null = null;
  for await (const event of readEcoTaxaTable(bytesOf(text, text.length > 1000 ? 65_536 : 7), { file: "t.tsv", ...options })) {
    if (event.kind === "row") rows.push(event.row);
    if (event.kind === "problem") problems.push(event.problem);
    if (event.kind === "header") header = event.header;
    if (event.kind === "end") return { rows, problems, header, summary: event.summary };
  }
  throw new Error("no summary");
}

export const table = (...lines: readonly (readonly string[])[]): string => lines.map((cells) => `${cells.join("\t")}\n`).join("");
export const errors = ({ problems }: Reading): string[] => problems.filter((p) => p.severity === "error").map((p) => p.message);
export const oneRow = async (columns: Record<string, string>, options: Partial<ReadOptions> = {}): Promise<Reading> =>
  read(table(["img_file_name", "object_id", ...Object.keys(columns)], ["a.png", "o1", ...Object.values(columns)]), options);
