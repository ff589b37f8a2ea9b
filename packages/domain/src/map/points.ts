/** What a map's page draws: a column a fact, one place an object. */
export type MapPoints = {
  readonly ids: Float64Array;
  /** -1..1. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Place among the header's taxa; `absent.taxon` without taxon. */
  readonly taxon: Uint16Array;
  /** Place among the header's samples. */
  readonly sample: Uint16Array;
  /** Place among the states. */
  readonly state: Uint8Array;
  /** Of the prediction, in hundredths; `absent.score` where there is none. */
  readonly score: Uint8Array;
};

export const absent = { taxon: 0xffff, score: 0xff } as const;

/** Columns in the order of their bytes: the widest first, so that each begins where its numbers may lie. */
const columns = [
  ["ids", Float64Array],
  ["x", Float32Array],
  ["y", Float32Array],
  ["taxon", Uint16Array],
  ["sample", Uint16Array],
  ["state", Uint8Array],
  ["score", Uint8Array],
] as const;

export const bytesOfPoint = columns.reduce((sum, [, type]) => sum + type.BYTES_PER_ELEMENT, 0);

/** Header (a text in UTF-8) and columns as one value: length of the header (uint32, little endian), the header filled up with spaces so that
 *  the columns begin at a multiple of eight, the columns one after another. */
export function packPoints(header: Uint8Array, points: MapPoints): Uint8Array<ArrayBuffer> {
  const begin = Math.ceil((4 + header.length) / 8) * 8;
  const bytes = new Uint8Array(begin + points.ids.length * bytesOfPoint);
  new DataView(bytes.buffer).setUint32(0, begin - 4, true);
  bytes.fill(0x20, 4, begin);
  bytes.set(header, 4);
  let at = begin;
  for (const [name] of columns) {
    const { buffer, byteOffset, byteLength } = points[name];
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += byteLength;
  }
  return bytes;
}

/** What `packPoints` wrote. Numbers lie as every machine that runs a browser or Node keeps them, the low byte first. */
export function readPoints(buffer: ArrayBuffer): { readonly header: Uint8Array; readonly points: MapPoints } {
  const length = new DataView(buffer).getUint32(0, true);
  const header = new Uint8Array(buffer, 4, length);
  const count = (buffer.byteLength - 4 - length) / bytesOfPoint;
  if (!Number.isInteger(count))
    throw new RangeError(`got ${buffer.byteLength - 4 - length} bytes of points, expected a multiple of ${bytesOfPoint}`);
  let at = 4 + length;
  const read = columns.map(([name, Type]) => {
    const column = new Type(buffer, at, count);
    at += column.byteLength;
    return [name, column] as const;
  });
  return { header, points: Object.fromEntries(read) as unknown as MapPoints };
}
