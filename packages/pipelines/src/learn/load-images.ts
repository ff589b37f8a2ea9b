import { err, ok, type Result } from "@nauplius/domain";
import type { Problem } from "@nauplius/formats";
import { type GreyImage, type InputContract, readSignal, resample, scaledLength, sizeNames, sizesOf } from "@nauplius/ml";
import { imageFolders, imagesOf } from "../archive/classes.ts";
import { openArchive } from "../archive/open.ts";
import type { ImageSet } from "./image-set.ts";
import { shared } from "./shared.ts";
import type { ObjectSource } from "./train-request.ts";
import { decodeVignette } from "./vignette.ts";

export type LoadOptions = {
  readonly contract: InputContract;
  /** Signals are kept at this multiple of the scale at which the network sees them, so that changes find detail. */
  readonly detail: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, of: number) => void;
};

export type Loaded = { readonly set: ImageSet; readonly refused: readonly { readonly name: string; readonly why: string }[] };

/** Reads class folders (a folder, zip, tar or tar.gz) into memory; images that cannot be decoded are named in `refused`. */
export async function loadImages(path: string, options: LoadOptions): Promise<Result<Loaded, Problem>> {
  const opened = await openArchive(path, { signal: options.signal });
  if (!opened.ok) return err(opened.error);
  const archive = opened.value;
  try {
    const folders = imageFolders(archive);
    const building = createBuilder();
    const refused: { name: string; why: string }[] = [];
    let done = 0;
    for (const image of imagesOf(archive, folders)) {
      options.signal?.throwIfAborted();
      const bytes = await archive.read(image.name);
      const decoded = bytes.ok ? await decodeVignette(bytes.value) : err({ message: bytes.error.message });
      if (decoded.ok) building.add(image, decoded.value, options);
      else refused.push({ name: image.name, why: decoded.error.message });
      done += 1;
      if (done % 200 === 0) options.onProgress?.(done, folders.images);
    }
    return ok({ set: building.finish(), refused });
  } finally {
    await archive.close();
  }
}

/** The same of objects that come with their class. */
export async function loadObjects(source: ObjectSource, options: LoadOptions): Promise<Loaded> {
  const building = createBuilder(source.features?.names.length);
  const refused: { name: string; why: string }[] = [];
  let done = 0;
  for await (const { bytes, ...object } of source.read()) {
    options.signal?.throwIfAborted();
    const decoded = bytes === null ? ok(null) : await decodeVignette(bytes);
    if (decoded.ok) building.add(object, decoded.value, options);
    else refused.push({ name: object.path, why: decoded.error.message });
    done += 1;
    if (done % 200 === 0) options.onProgress?.(done, source.objects);
  }
  return { set: building.finish(), refused };
}

type Found = { readonly path: string; readonly taxon: string | null; readonly features?: Float32Array };
const noSignal = { data: new Uint8Array(), width: 0, height: 0 };

/** @param columns - measured features of each object */
function createBuilder(columns = 0) {
  const names: string[] = [];
  const taxa: (string | null)[] = [];
  const signals: { data: Uint8Array; width: number; height: number }[] = [];
  const longest: number[] = [];
  const numbers: Float32Array[] = [];
  const measured: (Float32Array | undefined)[] = [];

  function add({ path, taxon, features }: Found, grey: GreyImage | null, { contract, detail }: LoadOptions): void {
    names.push(path);
    taxa.push(taxon);
    measured.push(features);
    if (grey === null) {
      longest.push(0);
      numbers.push(new Float32Array(sizeNames.length).fill(Number.NaN));
      signals.push(noSignal);
      return;
    }
    const signal = readSignal(grey);
    const side = Math.min(signal.width, Math.ceil(scaledLength(signal.width, contract) * detail));
    const scale = side / signal.width;
    longest.push(signal.width);
    numbers.push(sizesOf(signal));
    signals.push(resample(signal, side, Math.max(1, Math.round(signal.height * scale))));
  }

  function finish(): ImageSet {
    const known = [...new Set(taxa.filter((taxon) => taxon !== null))].toSorted((a, b) => (a < b ? -1 : 1));
    const indexOf = new Map(known.map((taxon, index) => [taxon, index]));
    const total = signals.reduce((sum, { data }) => sum + data.length, 0);
    const count = names.length;
    const set: ImageSet = {
      names,
      taxa: known,
      labels: shared(Int32Array, count),
      pixels: shared(Uint8Array, total),
      offsets: shared(Float64Array, count + 1),
      widths: shared(Int32Array, count),
      heights: shared(Int32Array, count),
      longest: shared(Int32Array, count),
      numbers: shared(Float32Array, count * sizeNames.length),
      features: shared(Float32Array, count * columns).fill(Number.NaN),
    };
    let at = 0;
    signals.forEach(({ data, width, height }, index) => {
      set.pixels.set(data, at);
      set.offsets[index] = at;
      at += data.length;
      set.offsets[index + 1] = at;
      set.widths[index] = width;
      set.heights[index] = height;
      set.longest[index] = longest[index] ?? 0;
      set.labels[index] = indexOf.get(taxa[index] ?? "") ?? -1;
      set.numbers.set(numbers[index] ?? [], index * sizeNames.length);
      set.features.set(measured[index]?.subarray(0, columns) ?? [], index * columns);
    });
    return set;
  }

  return { add, finish };
}
