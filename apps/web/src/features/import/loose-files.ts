/** A file and where it lies below what was dropped. */
export type LooseFile = { readonly path: string; readonly file: File };

const block = 512;
const encoder = new TextEncoder();
const archive = /\.(zip|tar|tgz|gz)$/i;
/** What eleven octal digits hold: larger files say their size in binary (GNU tar). */
const mostOctal = 8 ** 11;
/** What systems leave in folders. */
const litter = /^(\.|__MACOSX$|Thumbs\.db$|desktop\.ini$)/i;

/** A header of POSIX.1-1988 (ustar): path, size, time, a sum over itself. */
function headerOf(path: string, size: number, seconds: number, type: "0" | "x"): Uint8Array<ArrayBuffer> {
  const header = new Uint8Array(block);
  const put = (text: string, at: number): void => header.set(encoder.encode(text), at);
  header.set(encoder.encode(path).subarray(0, 100), 0);
  put("0000644\0", 100);
  put("0000000\0", 108);
  put("0000000\0", 116);
  if (size < mostOctal) put(`${size.toString(8).padStart(11, "0")}\0`, 124);
  else {
    header[124] = 128;
    for (let at = 135, rest = size; at > 124 && rest > 0; at--, rest = Math.floor(rest / 256)) header[at] = rest % 256;
  }
  put(`${Math.max(0, seconds).toString(8).padStart(11, "0")}\0`, 136);
  put("        ", 148);
  put(type, 156);
  put("ustar\0", 257);
  put("00", 263);
  put(
    `${header
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, "0")}\0 `,
    148,
  );
  return header;
}

const padding = (size: number): Uint8Array<ArrayBuffer> => new Uint8Array((block - (size % block)) % block);

/** A path longer than a header holds stands in a record of its own before it (pax): "<length> path=<path>\n", its own length counted. */
function longPath(path: string, seconds: number): BlobPart[] {
  if (encoder.encode(path).length <= 100) return [];
  const text = ` path=${path}\n`;
  const bare = encoder.encode(text).length;
  let length = bare + String(bare).length;
  if (bare + String(length).length !== length) length += 1;
  const record = encoder.encode(`${length}${text}`);
  return [headerOf("PaxHeader", record.length, seconds, "x"), record, padding(record.length)];
}

/** One archive of loose files, read from where they lie while it is sent: nothing is copied before. The same files give the same archive, so
 *  that an interrupted upload goes on. */
export function archiveOf(files: readonly LooseFile[], name: string): File {
  const sorted = files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const parts = sorted.flatMap(({ path, file }): BlobPart[] => {
    const seconds = Math.floor(file.lastModified / 1000);
    return [...longPath(path, seconds), headerOf(path, file.size, seconds, "0"), file, padding(file.size)];
  });
  const lastModified = Math.max(0, ...files.map(({ file }) => file.lastModified));
  return new File([...parts, new Uint8Array(2 * block)], `${name}.tar`, { type: "application/x-tar", lastModified });
}

/** What is sent for the files that were chosen or dropped: one archive as it is, everything else as one archive of it. `null`: there is none. */
export function toSend(files: readonly LooseFile[]): File | null {
  const wanted = files.filter(({ path }) => !path.split("/").some((part) => litter.test(part)));
  const [first] = wanted;
  if (first === undefined) return null;
  if (wanted.length === 1 && archive.test(first.file.name)) return first.file;
  const folders = new Set(wanted.map(({ path }) => (path.includes("/") ? path.slice(0, path.indexOf("/")) : "")));
  const [folder = ""] = folders;
  return archiveOf(wanted, folders.size === 1 && folder !== "" ? folder : `${wanted.length} files`);
}

/** Files of a file field; those of a chosen folder with their paths. */
export const filesOf = (list: FileList | null): LooseFile[] =>
  [...(list ?? [])].map((file) => ({ path: file.webkitRelativePath === "" ? file.name : file.webkitRelativePath, file }));

/** Files that were dropped, those in folders too. */
export async function droppedFiles(items: DataTransferItemList): Promise<LooseFile[]> {
  const entries = [...items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  return (await Promise.all(entries.map(filesBelow))).flat();
}

async function filesBelow(entry: FileSystemEntry): Promise<LooseFile[]> {
  const path = entry.fullPath.replace(/^\//, "");
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    return [{ path, file }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const files: LooseFile[] = [];
  // A reader gives a hundred or so at a time, and nothing at the end.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return files;
    files.push(...(await Promise.all(some.map(filesBelow))).flat());
  }
}
