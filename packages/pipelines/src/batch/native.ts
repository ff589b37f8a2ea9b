import { createDecoder, createRecordReader, type TextRecord } from "@nauplius/formats";
import { baseOf } from "../archive/paths.ts";
import type { ObjectCells } from "./object-archive.ts";

/** Columns of the instrument's own table, by the name of the image, lower case. */
export type NativeTable = { readonly rows: ReadonlyMap<string, ObjectCells>; readonly numeric: ReadonlySet<string> };

export const nativeTable = /^ecotaxa.*\.(?:tsv|txt)$/i;
const image = "img_file_name";
/** EcoTaxa's own columns of objects: they mean the same whoever measured. */
const known = /^object_(?:lat|lon|date|time|depth_min|depth_max|link|annotation_.+|lat_end|lon_end)$/;

/** Where a column of the instrument goes: features and process beside the recomputed ones, under `native_`; places, samples, acquisitions and
 *  labels as they are; null: what this software writes itself. */
function placeOf(name: string): string | null {
  if (name === "object_id" || name === "process_id" || name.startsWith("img_")) return null;
  if (known.test(name) || /^(?:sample|acq)_/.test(name)) return name;
  if (name.startsWith("object_")) return `object_native_${name.slice("object_".length)}`;
  return name.startsWith("process_") ? `process_native_${name.slice("process_".length)}` : null;
}

/** Reads the table that the instrument's software wrote beside its vignettes: nothing of it is lost when they are measured anew. */
export async function readNativeTable(bytes: AsyncIterable<Uint8Array>): Promise<NativeTable> {
  const [decoder, records] = [createDecoder(), createRecordReader()];
  const rows = new Map<string, ObjectCells>();
  const numeric = new Set<string>();
  let places: (string | null)[] | null = null;
  let at = -1;
  const take = (cells: readonly string[]): void => {
    if (places === null) {
      const names = cells.map((cell) =>
        cell
          .replace(/^\ufeff/, "")
          .trim()
          .toLowerCase(),
      );
      places = names.map(placeOf);
      at = names.indexOf(image);
      return;
    }
    if (cells.every((cell) => /^\[[ft]\]$/i.test(cell.trim()))) {
      for (const [n, place] of places.entries()) if (place?.startsWith("object_native_") && /f/i.test(cells[n] ?? "")) numeric.add(place);
      return;
    }
    const name = cells[at];
    if (name === undefined || name === "") return;
    const row: Record<string, string> = {};
    for (const [n, place] of places.entries()) if (place !== null && (cells[n] ?? "").trim() !== "") row[place] = (cells[n] ?? "").trim();
    rows.set(baseOf(name.replaceAll("\\", "/")).toLowerCase(), row);
  };
  const each = (found: Iterable<TextRecord>): void => {
    for (const record of found) if (record.kind === "record") take(record.cells);
  };
  for await (const chunk of bytes) each(records.push(decoder.push(chunk)));
  each(records.push(decoder.end()));
  each(records.end());
  return { rows, numeric };
}
