import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { ImageSet } from "./image-set.ts";
import { shared } from "./shared.ts";

const arrays = ["labels", "pixels", "offsets", "widths", "heights", "longest", "numbers", "features"] as const;
const kinds = {
  labels: Int32Array,
  pixels: Uint8Array,
  offsets: Float64Array,
  widths: Int32Array,
  heights: Int32Array,
  longest: Int32Array,
  numbers: Float32Array,
  features: Float32Array,
};

/** Keeps decoded signals, so that a training that goes on need not decode again. */
export async function saveImages(path: string, set: ImageSet): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const lengths = Object.fromEntries(arrays.map((name) => [name, set[name].length]));
  const head = Buffer.from(`${JSON.stringify({ names: set.names, taxa: set.taxa, lengths })}\n`);
  const parts = arrays.map((name) => Buffer.from(set[name].buffer, set[name].byteOffset, set[name].byteLength));
  await writeFile(`${path}.part`, [head, ...parts]).catch(async (error) => {
    await rm(`${path}.part`, { force: true });
    throw error;
  });
  await rename(`${path}.part`, path);
}

/** Null where there is no such file, or one that is not whole. */
export async function readImages(path: string): Promise<ImageSet | null> {
  const bytes = await readFile(path).catch(() => null);
  if (!bytes) return null;
  const end = bytes.indexOf(10);
  const { names, taxa, lengths } = JSON.parse(bytes.toString("utf8", 0, end));
  let at = end + 1;
  const take = <K extends (typeof arrays)[number]>(name: K): InstanceType<(typeof kinds)[K]> => {
    const array = shared<Int32Array | Uint8Array | Float64Array | Float32Array>(kinds[name], lengths[name]);
    new Uint8Array(array.buffer).set(bytes.subarray(at, at + array.byteLength));
    at += array.byteLength;
    return array as InstanceType<(typeof kinds)[K]>;
  };
  const wanted = arrays.reduce((sum, name) => sum + lengths[name] * kinds[name].BYTES_PER_ELEMENT, at);
  if (bytes.length !== wanted) return null;
  const labels = take("labels");
  const pixels = take("pixels");
  const [offsets, widths, heights] = [take("offsets"), take("widths"), take("heights")];
  const [longest, numbers] = [take("longest"), take("numbers")];
  return { names, taxa, labels, pixels, offsets, widths, heights, longest, numbers, features: take("features") };
}
