import { inNaturalOrder } from "../text/natural-order.ts";
import { type Entry, type Fields, fieldOf } from "../zooscan/fields.ts";
import type { HeaderRow, HeaderTable } from "../zooscan/header-tables.ts";
import { readScanName } from "../zooscan/names.ts";
import { type BlankFile, isTiffName, readBlankName, scanOfFile } from "./file-kinds.ts";
import { nearName } from "./near-name.ts";

export type ScanHeaders = {
  readonly samples: HeaderTable | null;
  readonly scans: HeaderTable | null;
  /** What `_meta.txt` and `_log.txt` files say, by the scan's name in lower case. */
  readonly metas?: ReadonlyMap<string, Fields>;
};

export type MatchedScan = {
  readonly file: string;
  readonly scan: string;
  readonly sample: string | null;
  /** Null when everything is there. A sentence: what is missing, what was expected. */
  readonly reason: string | null;
  /** A name of the tables that may be meant. */
  readonly suggestion: string | null;
  /** What the headers say: the scan's own file wins over the scan table, that one over the sample table. */
  readonly fields: Fields;
  /** The other file of the same scan, which is read instead. */
  readonly twinOf: string | null;
  /** Blank scans to use, in order; the reason says why where there are none. */
  readonly blanks: readonly string[];
};

export type ScanMatch = {
  /** Those that wait for a person first, then the others, each in natural order of their names. */
  readonly scans: readonly MatchedScan[];
  readonly unmatched: number;
  /** Scans of the table for which there is no file. */
  readonly withoutFile: readonly HeaderRow[];
  /** Files that are neither scans nor blank scans. */
  readonly others: readonly string[];
};

type Found = Omit<MatchedScan, "blanks" | "twinOf">;
const rowsOf = (table: HeaderTable | null): ReadonlyMap<string, HeaderRow> =>
  new Map((table?.rows ?? []).map((row) => [row.id.toLowerCase(), row]));

/** Puts the files of a batch of ZooScan scans beside the lines of its header tables, by name. Nothing is guessed: what has no line waits, with
 *  a reason and, where one is near, the name that may be meant. */
export function matchScans(files: readonly string[], headers: ScanHeaders): ScanMatch {
  const blanks = files.flatMap((file) => (isTiffName(file) ? (readBlankName(file) ?? []) : []));
  const isBlank = new Set(blanks.map(({ file }) => file));
  const tiffs = files.filter((file) => isTiffName(file) && !isBlank.has(file)).toSorted(inNaturalOrder);
  const find = finder(headers);
  const first = new Map<string, string>();
  // A raw scan wins over the 8-bit one that was made of it.
  for (const file of tiffs.toSorted((a, b) => Number(scanOfFile(b).raw) - Number(scanOfFile(a).raw))) {
    const key = scanOfFile(file).scan.toLowerCase();
    if (!first.has(key)) first.set(key, file);
  }
  const scans = tiffs.map((file): MatchedScan => {
    const { scan } = scanOfFile(file);
    const stands = first.get(scan.toLowerCase());
    if (stands !== undefined && stands !== file) {
      const reason = `The batch has this scan twice; ${stands} is read.`;
      return { file, scan, sample: null, reason, suggestion: null, fields: new Map(), twinOf: stands, blanks: [] };
    }
    const found = find(file, scan);
    const { blanks: chosen, reason } = blanksFor(blanks, found.fields);
    return { ...found, reason: found.reason ?? reason, twinOf: null, blanks: chosen };
  });
  const waiting = scans.filter(({ reason }) => reason !== null);
  const withoutFile = (headers.scans?.rows ?? []).filter(({ id }) => !first.has(id.toLowerCase()));
  return {
    scans: [...waiting, ...scans.filter(({ reason }) => reason === null)],
    unmatched: waiting.length,
    withoutFile,
    others: files.filter((file) => !isTiffName(file)),
  };
}

function finder({ samples, scans, metas = new Map() }: ScanHeaders): (file: string, scan: string) => Found {
  const scanRows = rowsOf(scans);
  const sampleRows = rowsOf(samples);
  const scanNames = (scans?.rows ?? []).map(({ id }) => id);
  const sampleNames = (samples?.rows ?? []).map(({ id }) => id);
  return (file, scan) => {
    const row = scanRows.get(scan.toLowerCase());
    const meta = metas.get(scan.toLowerCase());
    const named =
      (meta === undefined ? null : fieldOf(meta, "sample.sampleid")) ??
      row?.fields.get("sample.sampleid")?.value ??
      readScanName(scan)?.sample ??
      null;
    const sampleRow = named === null ? undefined : sampleRows.get(named.toLowerCase());
    const fields: Fields = new Map<string, Entry>([...(sampleRow?.fields ?? []), ...(row?.fields ?? []), ...(meta ?? [])]);
    const common = { file, scan, sample: sampleRow?.id ?? named, fields };
    // A scan's own file may say all that the two tables say.
    const whole = meta !== undefined && fieldOf(meta, "sample.vol") !== null;
    if (row === undefined && meta === undefined) {
      const table = scans === null ? "there is no scan header table and no _meta.txt of it" : `it is not in ${scans.file}`;
      return { ...common, reason: `${scan}: ${table}.`, suggestion: nearName(scan, scanNames) };
    }
    if (sampleRow === undefined && !whole) {
      const table = samples === null ? "there is no sample header table" : `its sample ${named ?? ""} is not in ${samples.file}`;
      return { ...common, reason: `${scan}: ${table}.`, suggestion: named === null ? null : nearName(named, sampleNames) };
    }
    return { ...common, reason: null, suggestion: null };
  };
}

/** The blank scans before the scan, of its frame where that is known: ZooProcess's "last" rule. */
function blanksFor(blanks: readonly BlankFile[], fields: Fields): { blanks: readonly string[]; reason: string | null } {
  const sessions = [...new Set(blanks.map(({ session }) => session))].toSorted();
  if (sessions.length === 0)
    return { blanks: [], reason: "No blank scan (a scan of the empty tray, ..._back_large_raw_1.tif) is in the batch." };
  const scanned = fieldOf(fields, "image.scanning_date");
  const before = scanned === null ? (sessions.length === 1 ? sessions : []) : sessions.filter((session) => session <= scanned);
  const session = before.at(-1);
  if (session === undefined) {
    const reason =
      scanned === null
        ? `The batch has blank scans of ${sessions.length} moments, and when this scan was made is not known.`
        : `No blank scan was made before this scan of ${scanned}; the first is of ${sessions[0] ?? ""}.`;
    return { blanks: [], reason };
  }
  const own = blanks.filter((blank) => blank.session === session);
  const single = own.filter(({ number, raw }) => typeof number === "number" && raw);
  const plain = own.filter(({ number, raw }) => typeof number === "number" && !raw);
  const chosen = single.length > 0 ? single : plain.length > 0 ? plain : own;
  return { blanks: chosen.map(({ file }) => file).toSorted(inNaturalOrder), reason: null };
}
