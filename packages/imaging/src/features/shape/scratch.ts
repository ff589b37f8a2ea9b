/** Buffers that are kept from object to object and grow when a larger one comes: an engine owns one, so measuring allocates nothing.
 *  What a buffer holds when it is handed out is undefined, and it may be longer than asked for. */
export type Scratch = {
  readonly bytes: (name: string, length: number) => Uint8Array<ArrayBuffer>;
  readonly ints: (name: string, length: number) => Int32Array<ArrayBuffer>;
  readonly floats: (name: string, length: number) => Float64Array<ArrayBuffer>;
};

const keeper = <T extends { readonly length: number }>(make: (length: number) => T): ((name: string, length: number) => T) => {
  const kept = new Map<string, T>();
  return (name, length) => {
    const known = kept.get(name);
    if (known !== undefined && known.length >= length) return known;
    const grown = make(Math.ceil(length * 1.5));
    kept.set(name, grown);
    return grown;
  };
};

export const createScratch = (): Scratch => ({
  bytes: keeper((length) => new Uint8Array(length)),
  ints: keeper((length) => new Int32Array(length)),
  floats: keeper((length) => new Float64Array(length)),
});
