import { namedImages, stagedTables } from "@nauplius/db";
import { problem } from "@nauplius/formats";
import type { ImageIn, ImageOut } from "../ports.ts";
import { type Masks, maskFor, readMasks } from "./masks.ts";
import { type ImagePacker, imagePacker } from "./packs.ts";
import type { Reading } from "./reading.ts";
import { needRoom } from "./room.ts";
import type { StoredHeader } from "./tables.ts";

/** Images in memory at once: so many, or so many bytes, whichever comes first. */
const groupImages = 384;
const groupBytes = 16 * 1024 * 1024;

type Entry = { readonly name: string; readonly size: number };

/** Entries in groups small enough to hold in memory. */
function* groups(entries: Iterable<Entry>): Generator<Entry[]> {
  let group: Entry[] = [];
  let bytes = 0;
  for (const entry of entries) {
    if (group.length > 0 && (group.length >= groupImages || bytes + entry.size > groupBytes)) {
      yield group;
      group = [];
      bytes = 0;
    }
    group.push(entry);
    bytes += entry.size;
  }
  if (group.length > 0) yield group;
}

/** What UVP6 bundles say about the images of their tables; the innermost folder first. */
type Folder = { readonly folder: string; readonly keepOriginal: boolean; readonly footerRows: number | null };

async function bundleFolders({ job }: Reading): Promise<Folder[]> {
  const tables = await stagedTables<StoredHeader, unknown>(job.db, job.handle.run.id);
  return tables
    .filter((t) => t.header.keepOriginal || t.header.footerRows !== null)
    .map(({ file, header: { keepOriginal, footerRows } }) => ({
      folder: file.slice(0, file.lastIndexOf("/") + 1),
      keepOriginal,
      footerRows,
    }))
    .sort((a, b) => b.folder.length - a.folder.length);
}

type Work = Reading & { readonly folders: readonly Folder[]; readonly packer: ImagePacker; readonly masks: Masks };
/** A group whose images are read and being decoded. */
type Decoding = {
  readonly size: number;
  readonly originals: ReadonlyMap<string, Uint8Array>;
  readonly images: Promise<readonly ImageOut[]>;
};

/** Decodes every image that a row names, once, and writes its vignette. A bad one is a problem by name; the others go on.
 *  While one group is decoded, the next is read and the one before is written. */
export async function readPictures(r: Reading): Promise<number> {
  const { job, sink } = r;
  const work: Work = { ...r, folders: await bundleFolders(r), packer: imagePacker(job), masks: await readMasks(r) };
  const unnamed = { count: 0, first: "" };
  let done = 0;
  let decoding: Decoding | null = null;
  const write = async (group: Decoding | null): Promise<void> => {
    if (group === null) return;
    await pack(work, group);
    done += group.size;
    job.handle.progress({ step: "readImages", done, total: r.found.images });
    await sink.flush();
  };
  try {
    for (const group of groups(r.images())) {
      job.handle.signal.throwIfAborted();
      await needRoom(job, groupBytes);
      const next = await begin(work, group, unnamed);
      await write(decoding);
      decoding = next;
    }
    await write(decoding);
    decoding = null;
    if (unnamed.count > 0) sink.add(unnamedProblem(unnamed));
    await sink.flush(true);
    return await work.packer.finish();
  } finally {
    await decoding?.images.catch(() => undefined);
    await work.packer.close();
  }
}

async function begin(work: Work, group: readonly Entry[], unnamed: { count: number; first: string }): Promise<Decoding> {
  const { job, archive, sink } = work;
  const names = group.map((e) => e.name);
  const named = await namedImages(job.db, job.handle.run.id, names);
  const originals = new Map<string, Uint8Array>();
  for (const name of names) {
    if (!named.has(name)) {
      unnamed.count += 1;
      unnamed.first ||= name;
      continue;
    }
    const bytes = await archive.read(name);
    if (bytes.ok) originals.set(name, bytes.value);
    else sink.add(bytes.error);
  }
  const inputs = [...originals].map(([name, bytes]): ImageIn => {
    const footerRows = bundleOf(work, name)?.footerRows;
    return footerRows == null ? { name, bytes } : { name, bytes, profile: { footerRows } };
  });
  const images = job.ports.derive(inputs, job.handle.signal);
  // Looked at when its turn comes; until then a failure must not count as unhandled.
  images.catch(() => undefined);
  return { size: group.length, originals, images };
}

async function pack(work: Work, group: Decoding): Promise<void> {
  for (const image of await group.images) {
    const original = group.originals.get(image.name);
    if (original === undefined) continue;
    const keepOriginal = bundleOf(work, image.name)?.keepOriginal ?? false;
    if (image.ok) await work.packer.add(image, original, { keepOriginal, mask: maskFor(work, image) });
    else work.sink.add(badImage(image.name, image.refused));
  }
}

const bundleOf = ({ folders }: Work, name: string): Folder | undefined => folders.find((f) => name.startsWith(f.folder));

const badImage = (name: string, refused: { code: string; message: string }) => ({
  ...problem({ code: "corrupt", file: name, what: `the image cannot be used: ${refused.message}` }),
  code: "badImage",
  value: refused.code,
});

function unnamedProblem({ count, first }: { count: number; first: string }) {
  const what =
    count === 1 ? "no table names this image; it is not read" : `no table names this image and ${count - 1} others; they are not read`;
  return problem({ severity: "warning", code: "unknownFile", file: first, what });
}
