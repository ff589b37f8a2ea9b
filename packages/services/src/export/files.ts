import { Readable } from "node:stream";
import type { ExportOptions } from "@nauplius/domain";
import {
  annotationColumns,
  type ExportRow,
  exportColumns,
  manifestName,
  type OutputColumn,
  writeCsv,
  writeParquet,
  writeTsv,
} from "@nauplius/formats";
import type { ExportFacts } from "./facts.ts";
import { type ImageSource, imageEntries, maskLines, masksName } from "./images.ts";
import type { ExportPorts, ZipEntry } from "./ports.ts";
import { exportRows, type RowSource } from "./rows.ts";
import type { Group } from "./snapshot.ts";

/** Letters, digits, dots and dashes: a name that no system takes for a path. */
export const fileName = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/[^A-Za-z0-9._-]+/g, "_")
    .replace(/^[._]+|[._]+$/g, "")
    .slice(0, 80) || "unnamed";

export const columnsFor = (options: ExportOptions, facts: ExportFacts): OutputColumn[] =>
  options.format === "annotations"
    ? annotationColumns()
    : exportColumns(facts.free, {
        images: (options.format === "tsv" || options.format === "backup") && options.images !== "none",
        scores: true,
        permalinks: options.permalinks,
      });

const bytesOf = (chunks: AsyncIterable<string | Uint8Array>): Readable => Readable.from(chunks, { objectMode: false });

/** One table of all rows. */
export function tableStream(
  options: ExportOptions,
  columns: readonly OutputColumn[],
  rows: AsyncIterable<ExportRow>,
  metadata: Record<string, string>,
): Readable {
  if (options.format === "parquet") return bytesOf(writeParquet(rows, columns, { metadata }));
  if (options.format === "csv")
    return bytesOf(
      writeCsv(rows, columns, {
        formulas: options.spreadsheetSafe ? "disarm" : "keep",
        separator: options.separator,
        byteOrderMark: options.spreadsheetSafe,
      }),
    );
  return bytesOf(writeTsv(rows, columns, { typesRow: options.typesRow }));
}

function tableName(facts: ExportFacts, options: ExportOptions, group: Group, taken: Set<string>): string {
  const named =
    options.split === "sample"
      ? facts.samples.get(group.key)?.name
      : options.split === "taxon"
        ? (facts.taxa.get(group.key)?.displayName ?? "without_taxon")
        : "export";
  const plain = `ecotaxa_${fileName(named ?? "export")}`;
  const name = taken.has(plain.toLowerCase()) ? `${plain}_${group.key}` : plain;
  taken.add(name.toLowerCase());
  return `${name}.tsv`;
}

async function* startingWith(first: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield first;
  yield* rest;
}

export type ArchiveSource = {
  readonly rows: RowSource;
  readonly images: ImageSource;
  readonly ports: ExportPorts;
  readonly groups: readonly Group[];
  readonly manifest: () => string;
};

/** An EcoTaxa archive: tables first, then masks and images, then the manifest. */
export function archiveStream(source: ArchiveSource, columns: readonly OutputColumn[]): Readable {
  const { options, facts } = source.rows;
  async function* entries(): AsyncGenerator<ZipEntry> {
    const taken = new Set<string>();
    for (const group of source.groups) {
      const name = tableName(facts, options, group, taken);
      yield {
        name,
        compress: true,
        open: async () => bytesOf(writeTsv(exportRows(source.rows, group.ids), columns, { typesRow: options.typesRow })),
      };
    }
    if (options.images !== "none" && options.format !== "annotations") {
      const masks = maskLines(
        source.images,
        source.groups.flatMap(({ ids }) => ids),
      );
      const first = await masks.next();
      if (!first.done) yield { name: masksName, compress: true, open: async () => bytesOf(startingWith(first.value, masks)) };
      for (const group of source.groups) yield* imageEntries(source.images, group.ids);
    }
    yield { name: manifestName, compress: true, open: async () => new TextEncoder().encode(source.manifest()) };
  }
  return source.ports.zip(entries(), source.rows.signal);
}
