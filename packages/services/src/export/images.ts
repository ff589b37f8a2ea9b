import { type Db, type ExportObject, type ExportVignette, exportMasks, exportParents, exportVignettes } from "@nauplius/db";
import type { ExportOptions } from "@nauplius/domain";
import type { Storage } from "@nauplius/storage";
import type { ExportFacts } from "./facts.ts";
import type { ExportPorts, ZipEntry } from "./ports.ts";

const endings: Record<string, string> = {
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/gif": "gif",
  "image/bmp": "bmp",
  "image/webp": "webp",
  "image/tiff": "tif",
};

/** The images that travel, by object. */
export function imagesOf(vignettes: readonly ExportVignette[], which: ExportOptions["images"]): Map<number, ExportVignette[]> {
  const images = new Map<number, ExportVignette[]>();
  for (const v of vignettes) {
    const own = images.get(v.objectId);
    if (own === undefined) images.set(v.objectId, [v]);
    else if (which === "all") own.push(v);
  }
  return images;
}

/** A scale bar needs a pixel size: without one the clean image goes out. */
export const kindFor = (options: ExportOptions, facts: ExportFacts, acquisition: number): ExportOptions["imageKind"] =>
  options.imageKind === "scaleBar" && (facts.acquisitions.get(acquisition)?.pixelSize ?? null) === null ? "clean" : options.imageKind;

const placeOf = (v: ExportVignette, kind: ExportOptions["imageKind"]) => (kind === "original" ? (v.original ?? v.clean) : v.clean);

/** `images/<sample>/<object>_<rank>.<ending>`: ours only, so that no name of a file that came in leads out of a folder. */
export function imageName(object: Pick<ExportObject, "id" | "sampleId">, v: ExportVignette, kind: ExportOptions["imageKind"]): string {
  // A burned bar makes a new picture: always PNG.
  const ending = kind === "scaleBar" ? "png" : (endings[placeOf(v, kind).mime] ?? "bin");
  return `images/${object.sampleId}/${object.id}_${v.rank}.${ending}`;
}

export type ImageSource = {
  readonly db: Db;
  readonly storage: Storage;
  readonly ports: ExportPorts;
  readonly facts: ExportFacts;
  readonly options: ExportOptions;
  readonly signal: AbortSignal;
  readonly counted: (images: number) => void;
  readonly warn: (message: string) => void;
};

/** Objects whose images are looked up, and read, at a time. */
const chunk = 200;

/** The images of objects as entries of a zip. */
export async function* imageEntries(source: ImageSource, ids: readonly number[]): AsyncGenerator<ZipEntry> {
  const { options } = source;
  for (let at = 0; at < ids.length; at += chunk) {
    source.signal.throwIfAborted();
    const part = ids.slice(at, at + chunk);
    const images = imagesOf(await exportVignettes(source.db, part), options.images);
    for (const object of (await exportParents(source.db, part)).map(source.facts.placed)) {
      for (const v of images.get(object.id) ?? []) {
        source.counted(1);
        yield {
          name: imageName(object, v, kindFor(options, source.facts, object.acquisitionId)),
          compress: false,
          open: () => pictureOf(source, object.acquisitionId, v),
        };
      }
    }
  }
}

/** Beside the tables, where an import looks for it: a line of JSON for each image that has a mask. */
export const masksName = "nauplius_masks.jsonl";

/** The masks of the images that travel. */
export async function* maskLines(
  source: Pick<ImageSource, "db" | "facts" | "options" | "signal">,
  ids: readonly number[],
): AsyncGenerator<string> {
  const { db, facts, options } = source;
  for (let at = 0; at < ids.length; at += chunk) {
    source.signal.throwIfAborted();
    const part = ids.slice(at, at + chunk);
    const masks = new Map((await exportMasks(db, part)).map(({ objectId, rank, mask }) => [`${objectId} ${rank}`, mask]));
    if (masks.size === 0) continue;
    const images = imagesOf(await exportVignettes(db, part), options.images);
    for (const object of (await exportParents(db, part)).map(facts.placed))
      for (const v of images.get(object.id) ?? []) {
        const mask = masks.get(`${object.id} ${v.rank}`);
        const image = imageName(object, v, kindFor(options, facts, object.acquisitionId));
        if (mask !== undefined) yield `${JSON.stringify({ image, mask })}\n`;
      }
  }
}

async function pictureOf(source: ImageSource, acquisition: number, v: ExportVignette): Promise<Uint8Array> {
  const kind = kindFor(source.options, source.facts, acquisition);
  const place = placeOf(v, kind);
  const bytes = await source.storage.read(place.key, place.offset, place.length);
  const pixelSize = source.facts.acquisitions.get(acquisition)?.pixelSize ?? null;
  if (source.options.imageKind === "scaleBar" && pixelSize === null)
    source.warn("Some acquisitions have no pixel size: their images are without a scale bar.");
  return kind === "scaleBar" && pixelSize !== null ? source.ports.burn(bytes, pixelSize) : bytes;
}
