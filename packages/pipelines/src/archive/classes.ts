import type { Archive, ArchiveEntry } from "./archive.ts";
import { baseOf, folderOf, isImageName, joinPath } from "./paths.ts";
import { isWholeScan } from "./zooprocess.ts";

/** The folders in which one taxon's images lie: `train/egg` and `test/egg` are both "egg". */
export type ClassFolder = { readonly taxon: string; readonly folders: readonly string[]; readonly images: number };

export type ImageFolders = {
  readonly images: number;
  /** Images by the folder that holds them. */
  readonly byFolder: ReadonlyMap<string, number>;
  /** The folders above all others, as far as every image shares them. */
  readonly root: string;
};

export function imageFolders(archive: Archive): ImageFolders {
  const byFolder = new Map<string, number>();
  let images = 0;
  for (const { name } of archive.entries()) {
    if (!isImageName(name)) continue;
    const folder = folderOf(name);
    byFolder.set(folder, (byFolder.get(folder) ?? 0) + 1);
    images += 1;
  }
  return { images, byFolder, root: sharedRoot([...byFolder.keys()]) };
}

/** A folder alone may be a class, so only its parents are shared; several share what all their paths begin with. */
function sharedRoot(folders: readonly string[]): string {
  const [first, ...rest] = folders.map((folder) => (folder === "" ? [] : folder.split("/")));
  if (!first) return "";
  let depth = rest.length === 0 ? Math.max(0, first.length - 1) : first.length;
  for (const parts of rest) {
    const differs = first.slice(0, depth).findIndex((part, at) => part !== parts[at]);
    if (differs >= 0) depth = differs;
  }
  return first.slice(0, depth).join("/");
}

/** The taxon is the name of the folder that holds the image; images beside the class folders have none. */
export function classFolders({ byFolder, root }: ImageFolders): ClassFolder[] {
  const taxa = new Map<string, { folders: string[]; images: number }>();
  for (const [folder, images] of byFolder) {
    if (folder === root) continue;
    const taxon = baseOf(folder);
    const known = taxa.get(taxon) ?? { folders: [], images: 0 };
    known.folders.push(folder);
    known.images += images;
    taxa.set(taxon, known);
  }
  return [...taxa]
    .map(([taxon, { folders, images }]) => ({ taxon, folders: folders.toSorted(), images }))
    .toSorted((a, b) => (a.taxon < b.taxon ? -1 : 1));
}

export type FoundImage = ArchiveEntry & {
  /** Name of its class folder, null outside of one. */
  readonly taxon: string | null;
  /** Name below the shared root: what identifies the image in another copy of the archive. */
  readonly path: string;
};

type Found = { readonly root: string; readonly tables?: readonly { readonly scan?: object }[] };

/** All images in the archive's own order, so that reading them is a walk through the file. The masks of ZooProcess are none. */
export function* imagesOf(archive: Archive, { root, tables = [] }: Found): Generator<FoundImage> {
  const scans = tables.some(({ scan }) => scan !== undefined);
  for (const { name, size } of archive.entries()) {
    if (!isImageName(name) || (scans && isWholeScan(name))) continue;
    const folder = folderOf(name);
    const path = root === "" ? name : name.slice(root.length + 1);
    yield { name, size, taxon: folder === root ? null : baseOf(folder), path };
  }
}

/** The image that a table's row names, whatever the letter case or Unicode form of either. */
export const imageOfRow = (archive: Archive, table: { readonly folder: string }, imageFile: string): ArchiveEntry | null =>
  archive.find(joinPath(table.folder, imageFile));
