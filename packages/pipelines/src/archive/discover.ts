import { manifestName, type Problem, problem, readEcoTaxaTable, type TableMode } from "@nauplius/formats";
import { masksFile } from "../batch/object-archive.ts";
import { type Archive, ArchiveFault } from "./archive.ts";
import { type ClassFolder, classFolders, type ImageFolders, imageFolders } from "./classes.ts";
import { baseOf, folderOf, isImageName } from "./paths.ts";
import { isZooprocessText, type ScanTable, zooprocessScans } from "./zooprocess.ts";

export type ImportKind = "tables" | "classes" | "images" | "nothing";

export type TableFile = {
  readonly name: string;
  /** Folder to which the table's image paths are relative: "" or "a/b". */
  readonly folder: string;
  /** A UVP6 bundle's settings: the vignettes have a footer, their originals are rank 100. Null for an ordinary table. */
  readonly bundle: { readonly config: string | null } | null;
  /** Set for a scan of a ZooProcess work folder: its `.pid` or `_meas.txt` is the table. */
  readonly scan?: ScanTable;
};

export type Discovery = {
  readonly kind: ImportKind;
  readonly tables: readonly TableFile[];
  /** For kind "classes": one for each taxon name, in name order. */
  readonly classes: readonly ClassFolder[];
  /** All images of the archive, in whatever folder. */
  readonly images: number;
  /** Folders that all images share and that mean nothing: "" or "planktonset". */
  readonly root: string;
  readonly problems: readonly Problem[];
};

export type DiscoverOptions = {
  /** What the manager says it is; without it the archive decides. */
  readonly as?: Exclude<ImportKind, "nothing">;
  readonly mode?: TableMode;
};

const tableName = /\.(?:tsv|txt|csv)$/i;
const ecotaxaName = /^ecotaxa.*\.(?:tsv|txt)$/i;
const configName = "compute_vignette.txt";

/** Says what kind of import an archive is: tables (EcoTaxa's, UVP6 bundles, scans of ZooProcess work folders), class folders, or bare
 *  images. */
export async function discover(archive: Archive, { as, mode = "create" }: DiscoverOptions = {}): Promise<Discovery> {
  const found = survey(archive);
  const asTables = as !== "classes" && as !== "images";
  const named = asTables ? await tablesOf(archive, found, mode) : [];
  const { scans, problems: ofScans } = asTables && mode === "create" ? zooprocessScans(archive, named) : { scans: [], problems: [] };
  const tables = [...named, ...scans];
  const folders = imageFolders(archive);
  const kind = as ?? guess(tables, folders);
  const classes = kind === "classes" ? classFolders(folders) : [];
  const problems = [...ofScans, ...otherFiles(found, tables), ...emptiness({ kind, tables, images: folders.images })];
  const nothing = (kind === "tables" && tables.length === 0) || (kind !== "tables" && folders.images === 0);
  return { kind: nothing ? "nothing" : kind, tables, classes, images: folders.images, root: folders.root, problems };
}

function guess(tables: readonly TableFile[], { byFolder }: ImageFolders): Exclude<ImportKind, "nothing"> {
  if (tables.length > 0) return "tables";
  return byFolder.size > 1 ? "classes" : "images";
}

type Survey = {
  readonly candidates: string[];
  /** Files that ZooProcess writes beside its vignettes. */
  readonly zooprocess: string[];
  readonly configs: ReadonlyMap<string, string>;
  readonly others: string[];
  readonly otherCount: number;
};

function survey(archive: Archive): Survey {
  const candidates: string[] = [];
  const zooprocess: string[] = [];
  const configs = new Map<string, string>();
  const others: string[] = [];
  let otherCount = 0;
  for (const { name } of archive.entries()) {
    if (isImageName(name) || baseOf(name) === masksFile || baseOf(name) === manifestName) continue;
    if (baseOf(name).toLowerCase() === configName) configs.set(folderOf(name), name);
    else if (isZooprocessText(name)) zooprocess.push(name);
    else if (tableName.test(name)) candidates.push(name);
    else {
      otherCount += 1;
      if (others.length === 0) others.push(name);
    }
  }
  return { candidates, zooprocess, configs, others, otherCount };
}

/** Tables called ecotaxa*; where there is none, every table whose header reads like one. */
async function tablesOf(archive: Archive, { candidates, configs }: Survey, mode: TableMode): Promise<TableFile[]> {
  const named = candidates.filter((name) => ecotaxaName.test(baseOf(name)));
  const names = named.length > 0 ? named : await filterAsync(candidates, (name) => looksLikeTable(archive, name, mode));
  return names.toSorted().map((name) => {
    const folder = folderOf(name);
    const config = configs.get(folder) ?? null;
    const isBundle = config !== null || /images(?:\.zip)?$/i.test(baseOf(folder));
    return { name, folder, bundle: isBundle ? { config } : null };
  });
}

async function filterAsync(names: readonly string[], keep: (name: string) => Promise<boolean>): Promise<string[]> {
  const kept: string[] = [];
  for (const name of names) if (await keep(name)) kept.push(name);
  return kept;
}

/** Reads as far as the header: object_id and img_file_name stand there (an update needs only the id). */
async function looksLikeTable(archive: Archive, name: string, mode: TableMode): Promise<boolean> {
  try {
    for await (const event of readEcoTaxaTable(archive.stream(name), { file: name, mode })) {
      if (event.kind === "header") return true;
      if (event.kind !== "problem") return false;
    }
  } catch (error) {
    if (!(error instanceof ArchiveFault)) throw error;
  }
  return false;
}

function otherFiles({ candidates, zooprocess, others, otherCount }: Survey, tables: readonly TableFile[]): Problem[] {
  const used = new Set(tables.map(({ name }) => name));
  const ownFiles = tables.some(({ scan }) => scan !== undefined) ? [] : zooprocess;
  const unused = [...candidates, ...ownFiles].filter((name) => !used.has(name));
  const count = otherCount + unused.length;
  const first = others[0] ?? unused[0];
  if (first === undefined) return [];
  const what =
    count === 1
      ? "the file is neither a table nor an image that we read, and is left out"
      : `${count} files are neither tables nor images that we read and are left out, this one first`;
  return [problem({ severity: "warning", code: "unknownFile", file: first, what })];
}

type Found = { readonly kind: ImportKind; readonly tables: readonly TableFile[]; readonly images: number };

function emptiness({ kind, tables, images }: Found): Problem[] {
  const file = "archive";
  if (kind === "tables" && tables.length === 0) {
    return [
      problem({
        code: "nothingToImport",
        file,
        what: "there is no table",
        expected: "a file ecotaxa*.tsv or ecotaxa*.txt, or a TSV or CSV with the columns object_id and img_file_name",
      }),
    ];
  }
  if (kind !== "tables" && images === 0) {
    return [
      problem({
        code: "nothingToImport",
        file,
        what: "there are neither tables nor images",
        expected: "EcoTaxa tables, a ZooProcess work folder, or PNG, JPEG, GIF, BMP, WebP or TIFF images",
      }),
    ];
  }
  return [];
}
