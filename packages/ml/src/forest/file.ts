import type { Tree } from "./tree.ts";

const keys = ["feature", "threshold", "left", "right", "leafStart", "leafClass", "leafShare"] as const;
const kinds = {
  feature: Int16Array,
  threshold: Float32Array,
  left: Int32Array,
  right: Int32Array,
  leafStart: Int32Array,
  leafClass: Int16Array,
  leafShare: Float32Array,
};
const magic = 0x4e46_5231;

/** Trees one behind the other: magic number, count, then for each tree seven lengths and seven arrays, little-endian, each
 *  padded to four bytes. */
export function encodeForest(trees: readonly Tree[]): Uint8Array {
  const size = trees.reduce((sum, tree) => sum + 4 * keys.length + keys.reduce((bytes, key) => bytes + padded(tree[key].byteLength), 0), 8);
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, magic, true);
  view.setUint32(4, trees.length, true);
  let at = 8;
  for (const tree of trees) {
    for (const key of keys) {
      view.setUint32(at, tree[key].length, true);
      at += 4;
    }
    for (const key of keys) {
      bytes.set(new Uint8Array(tree[key].buffer, tree[key].byteOffset, tree[key].byteLength), at);
      at += padded(tree[key].byteLength);
    }
  }
  return bytes;
}

/** Throws a sentence where the bytes are not a whole forest. */
export function decodeForest(bytes: Uint8Array): Tree[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 8 || view.getUint32(0, true) !== magic) throw new Error("this is no forest file");
  let at = 8;
  const trees = Array.from({ length: view.getUint32(4, true) }, () => {
    if (at + 4 * keys.length > bytes.length) throw new Error("the forest file ends too early");
    const lengths = keys.map((_, index) => view.getUint32(at + 4 * index, true));
    at += 4 * keys.length;
    const arrays = keys.map((key, index) => {
      const length = (lengths[index] ?? 0) * kinds[key].BYTES_PER_ELEMENT;
      const end = at + padded(length);
      if (end > bytes.length) throw new Error("the forest file ends too early");
      // A copy of its own buffer: Node's Buffers share theirs.
      const array = new kinds[key](Uint8Array.from(bytes.subarray(at, at + length)).buffer);
      at = end;
      return [key, array] as const;
    });
    return Object.fromEntries(arrays) as unknown as Tree;
  });
  if (at !== bytes.length) throw new Error(`the forest file has ${bytes.length - at} bytes too many`);
  return trees;
}

const padded = (bytes: number): number => Math.ceil(bytes / 4) * 4;
