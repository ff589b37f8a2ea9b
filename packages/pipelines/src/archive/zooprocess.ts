import { type Problem, problem } from "@nauplius/formats";
import type { Archive } from "./archive.ts";
import type { TableFile } from "./discover.ts";
import { baseOf, folderOf, isImageName } from "./paths.ts";

/** A scan of a ZooProcess work folder whose measurements are to be read as a table. */
export type ScanTable = {
  /** Name of the scan: its vignettes are `<scan>_<object>.<extension>`. */
  readonly scan: string;
  /** A `.pid` holds settings and measurements; `_meas.txt` holds measurements only. */
  readonly kind: "pid" | "measurements";
  /** `_meta.txt` of the scan, where there is one. */
  readonly meta: string | null;
  readonly extension: string;
  /** The project's zooscan_sample_header_table.csv and zooscan_scan_header_table.csv. */
  readonly headers: { readonly samples: string | null; readonly scans: string | null };
};

/** Endings of the files that ZooProcess writes for one scan; the scan's name is what stands before. */
const endings =
  /_(?:dat1\.pid|dat1_source\.pid|meas\.txt|meta\.txt|log\.txt|[a-z0-9]+\.bak|msk1\.gif|out1\.gif|sep\.gif|vis1\.zip|vis1\.tif)$/i;
/** Files of a project that describe no single scan. */
const ofProject = /^(?:zooscan_(?:sample|scan)_header_table\.(?:csv|bak)|metadata\.txt|lut\.txt|process_install\w*_config\.txt)$/i;
/** Masks, outlines and separation lines: pictures of the whole scan, no vignettes. */
const wholeScan = /_(?:msk1|out1|sep|vis1)\.(?:gif|tif|bmp)$/i;
const vignette = /^(.+)_\d+\.([a-z]+)$/i;

/** Text that ZooProcess writes and that is no table of objects. */
export const isZooprocessText = (name: string): boolean => endings.test(baseOf(name)) || ofProject.test(baseOf(name));
export const isWholeScan = (name: string): boolean => wholeScan.test(baseOf(name));

type Found = { readonly scan: string; pid: string | null; measurements: string | null; meta: string | null };
type Vignettes = Map<string, { readonly extension: string; readonly folder: string; count: number }[]>;

/** Finds the scans of a ZooProcess project, whole (`Zooscan_scan/_work/<scan>/`) or in parts: a scan counts when it has measurements and
 *  vignettes. Scans for whose vignettes there is an EcoTaxa table in the same folder come by that table. */
export function zooprocessScans(archive: Archive, tables: readonly TableFile[]): { scans: TableFile[]; problems: Problem[] } {
  const found = scansOf(archive);
  if (found.size === 0) return { scans: [], problems: [] };
  const vignettes = vignettesOf(archive, found);
  const headers = {
    samples: projectFile(archive, /^zooscan_sample_header_table\.csv$/i),
    scans: projectFile(archive, /^zooscan_scan_header_table\.csv$/i),
  };
  const covered = new Set(tables.map(({ folder }) => folder));
  const problems: Problem[] = [];
  const scans: TableFile[] = [];
  for (const [key, { scan, pid, measurements, meta }] of found) {
    const name = pid ?? measurements;
    if (name === null) continue;
    const places = (vignettes.get(key) ?? []).toSorted(
      (a, b) => Number(b.folder === folderOf(name)) - Number(a.folder === folderOf(name)) || b.count - a.count,
    );
    const [place] = places;
    if (place === undefined) {
      if (covered.has(folderOf(name))) continue;
      const what = `the scan ${scan} has measurements but no vignettes; it is left out`;
      problems.push(
        problem({ severity: "warning", code: "unknownFile", file: name, what, expected: `images ${scan}_1.jpg, ${scan}_2.jpg, ...` }),
      );
    } else if (!covered.has(place.folder)) {
      const table: ScanTable = { scan, kind: pid === null ? "measurements" : "pid", meta, extension: place.extension, headers };
      scans.push({ name, folder: place.folder, bundle: null, scan: table });
    }
  }
  return { scans: scans.toSorted((a, b) => (a.name < b.name ? -1 : 1)), problems };
}

/** By the scan's name in lower case. Of two files for one scan the one in the deeper, more particular folder stands. */
function scansOf(archive: Archive): Map<string, Found> {
  const found = new Map<string, Found>();
  for (const { name } of archive.entries()) {
    const base = baseOf(name);
    const kind = /_dat1\.pid$/i.test(base) ? "pid" : /_meas\.txt$/i.test(base) ? "measurements" : /_meta\.txt$/i.test(base) ? "meta" : null;
    if (kind === null) continue;
    const scan = base.replace(endings, "");
    const key = scan.toLowerCase();
    const known = found.get(key) ?? { scan, pid: null, measurements: null, meta: null };
    const before = known[kind];
    if (before === null || folderOf(name).split("/").at(-1)?.toLowerCase() === key) known[kind] = name;
    found.set(key, known);
  }
  for (const [key, { pid, measurements }] of found) if (pid === null && measurements === null) found.delete(key);
  return found;
}

function vignettesOf(archive: Archive, scans: ReadonlyMap<string, Found>): Vignettes {
  const vignettes: Vignettes = new Map();
  for (const { name } of archive.entries()) {
    if (!isImageName(name) || isWholeScan(name)) continue;
    const [, scan = "", extension = ""] = vignette.exec(baseOf(name)) ?? [];
    const key = scan.toLowerCase();
    if (!scans.has(key)) continue;
    const places = vignettes.get(key) ?? [];
    const folder = folderOf(name);
    const place = places.find((each) => each.folder === folder && each.extension.toLowerCase() === extension.toLowerCase());
    if (place === undefined) places.push({ extension, folder, count: 1 });
    else place.count += 1;
    vignettes.set(key, places);
  }
  return vignettes;
}

function projectFile(archive: Archive, pattern: RegExp): string | null {
  for (const { name } of archive.entries()) if (pattern.test(baseOf(name))) return name;
  return null;
}
