export type Part = "train" | "validation" | "test";

/** 32-bit FNV-1a of the name's UTF-16 code units, mixed by MurmurHash3's finaliser, as a share of 2^32. */
export function shareOfName(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 4294967296;
}

/** A random split that is the same for ever: by the hash of the file's own name (without folders), the lowest `test`
 *  share is held out, the next `validation` share steers training and calibrates. Not a split by sample: say so. */
export function partOfName(fileName: string, { test, validation }: { test: number; validation: number }): Part {
  const share = shareOfName(fileName.slice(fileName.lastIndexOf("/") + 1));
  return share < test ? "test" : share < test + validation ? "validation" : "train";
}
